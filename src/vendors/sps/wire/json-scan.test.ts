import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-scan.ts'

const AMPLE = 1000

/** Some JSON with a character put in, taken away or replaced. */
const damaged = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom('', 'x', ',', ':', '[', '{', '}', ']', '"', ' ', 't', '1'),
    fc.boolean(),
  )
  .map(([text, seed, put, keeps]) => {
    const at = seed % (text.length + 1)
    return text.slice(0, at) + put + text.slice(keeps ? at : at + 1)
  })

describe('where a text stops being JSON', () => {
  it('is told of each that the parser refuses without a place', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const refusal = refusalOf(text)
        const fault = jsonFault(text, AMPLE)
        if (refusal === undefined) expect(fault).toBeUndefined()
        else if (!/at position \d/.test(refusal)) {
          expect(fault?.is).toBe('broken')
          const { position } = fault!
          expect(isBeginning(text.slice(0, position))).toBe(true)
          if (position < text.length) expect(isBeginning(text.slice(0, position + 1))).toBe(false)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['[1,]', 3],
    ['{"a":}', 5],
    ['trux', 3],
    ['[[[x', 3],
    ['"\\"', 3],
    ['{"a":"\\\\",x', 10],
    ['', 0],
    [' [1, 2', 6],
  ])('%s: %i', (text, position) => {
    expect(jsonFault(text, AMPLE)).toEqual({ is: 'broken', position })
  })
})

describe('a text that is too deep', () => {
  it.each([
    ['[[[]]]', 2, 'too-deep', 2],
    ['[[],[[1]]]', 2, 'too-deep', 5],
    ['[[[]]]', 3, undefined, undefined],
  ])('%s with at most %i levels: %s', (text, depth, is, position) => {
    expect(jsonFault(text, depth)).toEqual(is && { is, position })
  })

  it('is read no further than that', () => {
    let read = 0
    const text = new Proxy(new String('['.repeat(100_000)), {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown
        if (name !== 'length') read++
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value
      },
    })
    expect(jsonFault(text as string, 64)).toEqual({ is: 'too-deep', position: 64 })
    expect(read).toBeLessThan(300)
  })
})

function refusalOf(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function isBeginning(text: string): boolean {
  const refusal = refusalOf(text)
  const position = /at position (\d+)/.exec(refusal ?? '')?.[1]
  if (refusal === undefined || refusal.includes('end of JSON input')) return true
  return position !== undefined && Number(position) >= text.length
}
