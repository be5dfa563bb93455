import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce, inTurns, sortedInTurns } from './in-turns.ts'
import { stopwatch } from './world/clock.ts'

describe('work in turns', () => {
  it('lets others have their turn, and gives what comes of it', async () => {
    let turns = 0
    const over = new AbortController()
    const others = (async () => {
      for (; !over.signal.aborted; turns++) await turn()
    })()
    const work = function* (): Generator<undefined, number> {
      for (let at = 0; at < 10; at++) {
        for (const since = stopwatch(); stopwatch() - since < 20;);
        yield undefined
      }
      return 7
    }
    expect(await inTurns(work())).toBe(7)
    over.abort()
    await others
    expect(turns).toBeGreaterThanOrEqual(9)
    expect(atOnce(work())).toBe(7)
  })
})

describe('texts that are sorted in turns', () => {
  it('come in the order that a sort gives, each once', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('a', 'b', '\uD83D\uDE00', '\uFFFD', ''),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), fc.constantFrom(1, 3, 40), (texts, times) => {
        // More than are sorted at a stretch.
        const many = Array.from({ length: times }, (_, at) => texts.map((one) => `${one}${at % 7}`)).flat()
        const sorted = [...sortedInTurns(many)].filter((one) => one !== undefined)
        expect(sorted).toEqual([...new Set(many)].toSorted())
      }),
      { numRuns: 50 },
    )
  })

  it('are given with a pause at every few thousand', () => {
    const texts = Array.from({ length: 20_000 }, (_, at) => String((at * 7919) % 20_011))
    const all = [...sortedInTurns(texts)]
    expect(all.filter((one) => one === undefined).length).toBeGreaterThanOrEqual(4)
    expect(all.filter((one) => one !== undefined)).toEqual(texts.toSorted())
  })
})
