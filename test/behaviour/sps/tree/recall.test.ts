/** What rests on general knowledge of the guide says so, in the coverage and in the surface's own description. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodes } from '../../../../src/vendors/sps/tree/index.ts'
import { treeOperations } from '../../../../src/vendors/sps/tree/operations.ts'

const README = join(import.meta.dirname, '../../../../src/vendors/sps/README.md')

describe('bodies that no readable page shows', () => {
  it('are listed in the description of the surface', () => {
    const text = readFileSync(README, 'utf8')
    const [, section = ''] = text.split('## Bodies from general knowledge\n')
    const listed = section
      .split('\n## ')[0]!
      .split('\n')
      .filter((line) => line.startsWith('- '))
    expect(listed).toEqual(listOf())
  })

  it.each(nodes.filter(({ spec }) => spec.recalled === 'all').map(({ path }) => path))(
    '%s: whoever shows or sends one is marked as inferred',
    (path) => {
      const own = `/api/configuration/${path}`
      const operations = treeOperations.filter((one) => [own, `${own}/:key`].includes(one.path))
      const bodies = operations.filter(({ id }) => /\.(?:get|create|replace)$/.test(id))
      expect(bodies.length).toBeGreaterThan(0)
      for (const { id, evidence, source } of bodies) {
        expect([id, evidence]).toEqual([id, 'inferred'])
        expect(source).toContain('general knowledge of the guide')
      }
    },
  )
})

/** A line for all bodies that have the same gaps. */
function listOf(): string[] {
  const lines = new Map<string, string[]>()
  for (const { path, spec } of nodes) {
    if (spec.recalled === undefined) continue
    const gaps = spec.recalled === 'all' ? 'all of it' : spec.recalled.join('; ')
    lines.set(gaps, [...(lines.get(gaps) ?? []), `\`${path}\``])
  }
  return Array.from(lines, ([gaps, paths]) => `- ${paths.join(', ')}: ${gaps}`)
}
