import fc from 'fast-check'
import { expect, it } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

it.each([
  ['xrsf', ['xsrf', 'session'], 'xsrf'],
  ['GTE', ['GET', 'PUT'], 'GET'],
  ['lockin', ['locking'], 'locking'],
  ['sps.configuration.lst', ['sps.configuration.get', 'sps.configuration.list'], 'sps.configuration.list'],
  ['Transactions', ['transactions'], 'transactions'],
  ['9', ['1', '2'], undefined],
  ['elephant', ['ball', 'kite'], undefined],
  ['x', [], undefined],
])('%s of %j is meant to be %s', (name, known, found) => {
  expect(nearest(name, known)).toBe(found)
})

it('ends a sentence', () => {
  expect(didYouMean('bal', ['ball'])).toBe('; did you mean "ball"?')
  expect(didYouMean('elephant', ['ball'])).toBe('')
})

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })

it('gives up on a name early without overlooking one that is near enough', () => {
  fc.assert(
    fc.property(word, word, (name, known) => {
      const most = Math.min(Math.max(3, Math.floor(name.length / 4)), Math.floor(name.length / 2))
      expect(nearest(name, [known])).toBe(changesOf(name, known) <= most ? known : undefined)
    }),
    { numRuns: 2000 },
  )
})

/** Insertions, deletions, replacements and swaps of neighbours, by the definition. */
function changesOf(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, replaced, swapped)
    }
  return rows[one.length]![other.length]!
}
