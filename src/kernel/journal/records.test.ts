import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Records } from './records.ts'

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 9000 }), fc.constant(undefined))
const piece = fc.record({ numbers: fc.tuple(fc.double({ noNaN: true })), texts: fc.tuple(text, text) })

describe('records', () => {
  it('are read as they were written, from any number on, while the oldest are forgotten', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(70), fc.nat(40), (pieces, from, kept) => {
        const records = new Records(1, 2)
        for (const one of pieces) {
          records.add(one)
          while (records.next - records.first > kept + 1) records.forgetFirst()
        }
        const read = [...records.from(from)].map(([number, record]) => ({
          number,
          numbers: record.numbers,
          texts: [record.text(0), record.text(1)],
        }))
        const wanted = pieces
          .map((one, number) => ({ number, ...one }))
          .slice(Math.max(from, pieces.length - kept - 1, 0))
        expect(read).toEqual(wanted)
        for (const { number, texts } of wanted) expect(records.get(number)?.text(1)).toBe(texts[1])
        expect(records.get(pieces.length)).toBeUndefined()
        if (records.first > 0) expect(records.get(records.first - 1)).toBeUndefined()
      }),
    )
  })

  it('take nothing when all of them are forgotten', () => {
    const records = new Records(1, 1)
    for (const text of ['a', 'b'.repeat(100_000), undefined]) records.add({ numbers: [1], texts: [text] })
    while (records.first < records.next) records.forgetFirst()
    expect(records.bytes).toBe(0)
    expect([...records.from(0)]).toEqual([])
    records.add({ numbers: [2], texts: ['c'] })
    expect([...records.from(0)].map(([number, { numbers }]) => [number, numbers])).toEqual([[3, [2]]])
  })

  it('keep bytes as they are, and what was read stays readable when it is forgotten', () => {
    const records = new Records(0, 1)
    records.add({ numbers: [], texts: [new Uint8Array([0xc3, 0xa4])] })
    const first = records.get(0)
    records.forgetFirst()
    records.add({ numbers: [], texts: ['x'] })
    expect(first?.text(0)).toBe('ä')
  })
})
