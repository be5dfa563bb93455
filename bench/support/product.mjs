/** The whole emulator on one port, from the built package. Argument: `{ durability? }`; without it state is in memory. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configFromOptions } from '../../dist/config.js'
import { startServer } from '../../dist/server.js'

const { durability } = JSON.parse(process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'pam-mock-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

const server = await startServer(
  configFromOptions(durability ? { data: join(folder, 'state.json'), durability } : {}),
)
console.log(JSON.stringify({ url: `http://${server.authorities[0]}` }))
