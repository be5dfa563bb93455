// @ts-check
// Collects an example of each operation from the answers that the tests see, into openapi/examples/. A documented exchange
// comes before one of the built-in world, and the default version's before any other, and one whose
// request says something before one that asks for nothing special; of several the shortest is taken.
// `npm run examples sps` collects those of one surface.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOf } from './generated.mjs'

const folder = mkdtempSync(join(tmpdir(), 'pam-mock-examples-'))
const wanted = process.argv.slice(2)
const surfaces = ['xtam', 'sps', 'pmp'].filter((one) => wanted.length === 0 || wanted.includes(one))
const tests =
  wanted.length === 0
    ? ['test/conformance', 'test/behaviour']
    : surfaces.flatMap((one) => [`test/conformance/${one}`, `test/behaviour/${one}`])
const { status } = spawnSync(process.execPath, [pathOf('node_modules/vitest/vitest.mjs'), 'run', ...tests], {
  cwd: pathOf('.'),
  env: { ...process.env, PAM_MOCK_EXAMPLES: folder },
  stdio: ['ignore', 2, 2],
})
if (status !== 0) throw new Error('The tests fail; no examples are taken from them.')

/** @typedef {{ documented?: string, settings?: string, request: { query?: string, body?: unknown } }} Seen */
/** @type {Map<string, Seen>} */
const best = new Map()
for (const name of readdirSync(folder))
  for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)) {
    const { operation, ...seen } = JSON.parse(line)
    const known = best.get(operation)
    if (!known || rank(seen) < rank(known)) best.set(operation, seen)
  }
rmSync(folder, { recursive: true, force: true })

mkdirSync(pathOf('openapi/examples'), { recursive: true })
for (const surface of surfaces) {
  const own = [...best]
    .filter(([id]) => id.startsWith(`${surface}.`))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify(Object.fromEntries(own), undefined, 1)
  writeFileSync(pathOf(`openapi/examples/${surface}.json`), `${text}\n`)
}

/** Sorts as it is preferred. @param {Seen} seen */
function rank(seen) {
  const { documented, settings, request } = seen
  const text = JSON.stringify(seen)
  const saysNothing = request.body === undefined && !request.query?.includes('INPUT_DATA=')
  return `${settings === undefined ? 0 : 1}${documented === undefined ? 1 : 0}${saysNothing ? 1 : 0}${String(text.length).padStart(9, '0')}${text}`
}
