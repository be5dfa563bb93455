import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OrderedIndex, type Walk } from './ordered-index.ts'
import { comparing, SortedPlaces, type Place } from './sorted-places.ts'

const compare = comparing()

interface Row {
  readonly amount: number
}

const amounts = fc.integer({ min: 0, max: 40 })
const walks = fc.record(
  {
    from: amounts,
    to: amounts,
    above: fc.boolean(),
    below: fc.boolean(),
    descending: fc.boolean(),
    after: fc.record({ amount: amounts, key: fc.constantFrom('k10', 'k900') }),
  },
  { requiredKeys: [] },
)

/** What a walk gives, from a plain list. */
function filtered(places: readonly Place[], walk: Walk): Place[] {
  const { from = -Infinity, to = Infinity, above, below, descending, after } = walk
  const inside = places.filter(
    ({ amount }) => (above ? amount > from : amount >= from) && (below ? amount < to : amount <= to),
  )
  if (descending) inside.reverse()
  if (!after) return inside
  return inside.filter((place) => (descending ? compare(place, after) < 0 : compare(place, after) > 0))
}

describe('places in their order', () => {
  it('are walked and counted as a sorted list would be, however they came and went', () => {
    const changes = fc.array(fc.tuple(amounts, fc.integer({ min: 0, max: 1500 }), fc.boolean()), {
      minLength: 1200,
      maxLength: 2500,
    })
    fc.assert(
      fc.property(changes, fc.nat(600), fc.array(walks, { minLength: 5 }), (steps, sorted, asked) => {
        const rows = new Map<string, Row>()
        for (let n = 0; n < sorted; n++) rows.set(`s${n}`, { amount: n % 40 })
        const index = new OrderedIndex<Row>({ by: (row) => row.amount }, rows)
        for (const [amount, n, isRemoved] of steps) {
          const key = `k${n}`
          const before = rows.get(key)
          if (before) index.remove(key, before)
          rows.delete(key)
          if (isRemoved) continue
          index.add(key, { amount })
          rows.set(key, { amount })
        }
        const places = Array.from(rows, ([key, { amount }]) => ({ amount, key })).sort(compare)
        for (const walk of asked) {
          expect([...index.walk(walk)]).toEqual(filtered(places, walk))
          const { descending: _, after: __, ...stretch } = walk
          expect(index.count(stretch)).toBe(filtered(places, stretch).length)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('are compared with a few others when they come and go, however many there are', () => {
    let looks = 0
    const counted = (amount: number): Place => ({
      key: `k${amount}`,
      get amount() {
        looks++
        return amount
      },
    })
    const costs = [1000, 100_000].map((size) => {
      const places = new SortedPlaces(
        compare,
        Array.from({ length: size }, (_, n) => counted(2 * n)),
      )
      looks = 0
      for (let n = 0; n < 1000; n++) places.add(counted(((n * 7919) % size) * 2 + 1))
      for (let n = 0; n < 1000; n++) places.remove(counted(((n * 7919) % size) * 2 + 1))
      return looks / 2000
    })
    // Each of the about log2(size) places on the way is looked at up to four times.
    expect(costs[0]).toBeLessThan(4 * 14)
    expect(costs[1]).toBeLessThan(4 * 21)
  })
})
