import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { optionTable } from '../../src/cli/option-table.ts'

it('the option table in docs/cli.md is fresh (npm run options)', () => {
  expect(readFileSync('docs/cli.md', 'utf8')).toContain(optionTable())
})
