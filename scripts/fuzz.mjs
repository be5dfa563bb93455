// @ts-check
// The long run of the hostile requests that every test run sends a few of: `npm run fuzz -- [--requests 100000]
// [--connections 2000] [--seed 1] [--only sps]`. Prints the seed, by which a run can be repeated, and counts of answers.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

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
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const files = ['test/properties/hostile.test.ts', 'test/listener/hostile-bytes.test.ts']
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', ...files, ...(values.only ? ['-t', values.only] : [])],
  {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      PAM_MOCK_FUZZ_REQUESTS: values.requests,
      PAM_MOCK_FUZZ_CONNECTIONS: values.connections,
      PAM_MOCK_FUZZ_SEED: values.seed,
    },
  },
)
process.exitCode = status ?? 1
