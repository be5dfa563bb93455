/**
 * The packed file in projects such as people have, installed from the registry: a small part of what `npm run matrix` runs. It
 * takes half a minute, so it is for checks, and for who sets PAM_MOCK_MATRIX.
 */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const isWanted = process.env['CI'] !== undefined || process.env['PAM_MOCK_MATRIX'] !== undefined

it.runIf(isWanted)(
  'installs and runs beside Vitest 3 and Jest 29, and with node:test from CommonJS',
  async () => {
    const { code, stdout, stderr } = await run(
      process.execPath,
      [join(ROOT, 'scripts/matrix.mjs'), '--brief'],
      {},
      ROOT,
    )
    expect(code, `${stdout}${stderr}`).toBe(0)
  },
  240_000,
)
