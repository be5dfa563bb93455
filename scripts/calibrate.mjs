// @ts-check
// Starts emulators with hidden settings and counts how many calibration finds: `npm run calibrate [-- surface]`.
// PAM_MOCK_DRAWS says how many for each surface (67 by default, 201 together), PAM_MOCK_DRAW_STORIES how many of the stories
// that show something are asked (12; 0: all).
import { spawnSync } from 'node:child_process'
import { pathOf } from './generated.mjs'

const [surface] = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  [pathOf('node_modules/vitest/vitest.mjs'), 'run', 'test/verify/calibration.test.ts'],
  {
    stdio: 'inherit',
    env: { PAM_MOCK_DRAWS: '67', ...process.env, ...(surface ? { PAM_MOCK_DRAWS_OF: surface } : {}) },
  },
)
process.exitCode = status ?? 1
