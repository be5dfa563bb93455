/** What of the documented examples is asked of a product: reads alone, with nothing of the documents' world in them. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { askedFiles, unaskedLines } from '../../src/verify/documented.ts'
import { contractOf, storiesOf } from '../../src/verify/stories.ts'
import { RULES } from '../../scripts/documented/rules.mjs'

const ROOT = join(import.meta.dirname, '../..')

describe.each(surfaces.map((surface) => [surface.name, surface] as const))('%s', (name, surface) => {
  const folder = join(ROOT, 'fixtures/documented', name)
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()

  it('says of each request of each file whether it is asked, or why not', () => {
    const told = askedFiles(name)
    expect(told.map(({ file }) => file)).toEqual(files)
    for (const { file, steps, notAsked } of told) {
      const { exchanges } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { exchanges: unknown[] }
      const left = Object.values(notAsked).reduce((sum, count) => sum + count, 0)
      expect(steps.length + left, file).toBe(exchanges.length)
    }
    expect(unaskedLines(name).join('\n')).toContain('not, since ')
  })

  it('is read alone, and tries no credentials that somebody may have', () => {
    const stories = storiesOf(surface).filter((story) => story.name.startsWith('documented '))
    expect(stories.length > 0).toBe(name !== 'xtam')
    const texts = JSON.stringify(stories)
    for (const secret of [
      ...Object.values(contractOf(surface).builtIn),
      ...Object.keys(RULES[name]!.credentials),
    ])
      if (secret.length > 5) expect(texts).not.toContain(secret)
    expect(texts).not.toMatch(/authorization|Basic /i)
    for (const { steps, writes } of stories) {
      expect(writes).toBeUndefined()
      for (const { method, body } of steps) expect([method, body]).toEqual(['GET', undefined])
    }
  })
})
