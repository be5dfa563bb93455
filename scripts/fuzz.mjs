// @ts-check
// The long run of the hostile requests that every test run sends a few of: `npm run fuzz -- [--requests 100000]
// [--connections 2000] [--seed 1] [--only sps]`. Requests to each surface and the control plane in turn, connections over
// http and https, then the largest requests that the limits allow, one after the other to a server of its own whose event
// loop is watched. Prints the seed, by which a run can be repeated, and at the end one line of what it came to.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runHeavy } from './fuzz/heavy.mjs'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    connections: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
  },
})

console.log(
  `seed ${values.seed}: ${values.requests} requests to each surface, ${values.connections} connections`,
)
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'pam-mock-fuzz-'))
const file = join(folder, 'tally')
const files = ['test/properties/hostile.test.ts', 'test/listener/hostile-bytes.test.ts']
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...files,
    ...(values.only ? ['-t', values.only] : []),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PAM_MOCK_FUZZ_REQUESTS: values.requests,
      PAM_MOCK_FUZZ_CONNECTIONS: values.connections,
      PAM_MOCK_FUZZ_SEED: values.seed,
      PAM_MOCK_FUZZ_TALLY: file,
    },
  },
)
/** @type {{ part: string, requests: number, findings: Record<string, number>, longest: { operation: string, ms: number } }[]} */
const tallies = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : []
rmSync(folder, { recursive: true, force: true })
const heavy = await runHeavy(values.only)

/** How many findings there were whose words begin, or end, so. @param {(what: string) => boolean} is */
const found = (is) =>
  tallies
    .flatMap(({ findings }) => Object.entries(findings))
    .reduce((sum, [what, count]) => sum + (is(what) ? count : 0), 0)
const failures = heavy.results.filter(({ status }) => status >= 500).length
const requests = tallies.reduce((sum, one) => sum + one.requests, heavy.results.length)
const stalls = [
  ...tallies.map(({ longest }) => [longest.operation, longest.ms]),
  ...heavy.results.map(({ label, ms }) => [label, ms]),
].toSorted(([, a], [, b]) => Number(b) - Number(a))
console.log(
  [
    `${requests} requests`,
    `${heavy.isAlive ? 0 : 1} crashes`,
    `${found((what) => what.startsWith('a 5')) + failures} 5xx that are no product's`,
    `${found((what) => what.startsWith('an answer with'))} leaks`,
    `longest stall ${Math.round(Number(stalls[0]?.[1] ?? 0))} ms (${stalls[0]?.[0]})`,
    `seed ${values.seed}`,
  ].join(', '),
)
process.exitCode = status === 0 && heavy.isAlive && failures === 0 ? 0 : 1
