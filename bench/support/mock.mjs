/**
 * The emulator on one port, from the built package. Argument: options of the library, and
 * - `accounts`: replaces PMP's world by a generated one of that size;
 * - `kept`: keeps state in a file of its own, in this durability mode.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configFromOptions } from '../../dist/config/load-config.js'
import { startServer } from '../../dist/server/server.js'
import { estate } from './estate.mjs'
import { tellPrice } from './price.mjs'

const { accounts, kept, ...options } = JSON.parse(process.argv[2] ?? '{}')
const folder = mkdtempSync(join(tmpdir(), 'pam-mock-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

if (accounts) {
  mkdirSync(join(folder, 'fixtures/pmp'), { recursive: true })
  writeFileSync(join(folder, 'fixtures/pmp/estate.json'), JSON.stringify(estate(accounts)))
}
const server = await startServer(
  configFromOptions({
    ...options,
    ...(accounts ? { fixtures: join(folder, 'fixtures') } : {}),
    ...(kept ? { data: join(folder, 'state.json'), durability: kept } : {}),
  }),
)
console.log(JSON.stringify({ authority: server.authorities[0] }))
tellPrice()
