import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { optionTable } from '../../src/cli/option-table.ts'
import { build } from '../support/cli.ts'

it('the option table in docs/cli.md is fresh (npm run options)', () => {
  expect(readFileSync('docs/cli.md', 'utf8')).toContain(optionTable())
})

it('docs/knobs.md is fresh (npm run options), and leaves no knob without its values and default', () => {
  build()
  const { status, stderr } = spawnSync(process.execPath, ['scripts/options.mjs', '--check'], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  const rows = readFileSync('docs/knobs.md', 'utf8').match(/^\| `\w+\.(?!texts\.).*$/gm) ?? []
  expect(rows.length).toBeGreaterThan(150)
  for (const row of rows) expect(row).toMatch(/^\| `[\w.]+` \| [^|]+ \| .* \| .* \| .* \|$/)
})
