import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeJson } from './org-json.ts'
import { parseLenient } from './tokener.ts'

describe('writeJson', () => {
  it('is compact and keeps the order of keys', () => {
    const answer = {
      operation: {
        result: { message: 'ok', status: 'Success' },
        Details: [{ A: '1' }, []],
        name: 'X',
        totalRows: 1,
      },
    }
    expect(writeJson(answer)).toBe(
      '{"operation":{"result":{"message":"ok","status":"Success"},"Details":[{"A":"1"},[]],"name":"X","totalRows":1}}',
    )
  })

  it.each([
    ['quotes and backslashes', 'DOM\\user "x"', String.raw`"DOM\\user \"x\""`],
    ['control characters', '\b\t\n\f\r\0\u001f\u007f', '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f"'],
    ['a slash after an angle bracket', '</a> a/b </', String.raw`"<\/a> a/b <\/"`],
    ['only the first slash after it', '<//', String.raw`"<\//"`],
    ['C1 controls', '\u0080\u009f\u00a0', '"\\u0080\\u009f\u00a0"'],
    [
      'punctuation and letterlike symbols',
      '\u1fff\u2000\u2028\u20ac\u20ff\u2100',
      '"\u1fff\\u2000\\u2028\\u20ac\\u20ff\u2100"',
    ],
    ['other characters', 'ä日😀', '"ä日😀"'],
    ['other characters beside special ones', 'ä"日\n😀€', String.raw`"ä\"日\n😀\u20ac"`],
    ['half a surrogate pair', '\ud800', '"\ud800"'],
  ])('writes %s', (_what, text, written) => {
    expect(writeJson(text)).toBe(written)
    expect(writeJson({ [text]: 1 })).toBe(`{${written}:1}`)
  })

  it.each([
    [null, 'null'],
    [true, 'true'],
    [20000, '20000'],
    [-1.5, '-1.5'],
    [-0, '-0'],
    [{ a: undefined, b: 1, c: undefined }, '{"b":1}'],
    [[undefined, null], '[null,null]'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [
      new Map<string, unknown>([
        ['name', 'x'],
        ['1', {}],
        ['left out', undefined],
      ]),
      '{"name":"x","1":{}}',
    ],
  ])('writes %j', (value, written) => {
    expect(writeJson(value)).toBe(written)
  })

  it.each([
    [undefined],
    [() => 1],
    [Symbol('x')],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [{ a: [Number.NaN] }],
  ])('refuses what JSON cannot hold (%o)', (value) => {
    expect(() => writeJson(value)).toThrow(TypeError)
  })

  it('writes what JSON.parse and the lenient reader read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (object) => {
        const text = writeJson(object)
        expect(JSON.parse(text)).toEqual(object)
        expect(parseLenient(text)).toEqual({ ok: true, value: object })
      }),
    )
  })

  it('writes plain ASCII as JSON.stringify does, save for the slash', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(writeJson(text)).toBe(JSON.stringify(text).replaceAll('</', String.raw`<\/`))
      }),
    )
  })

  it('writes a value the same by itself and where JSON.stringify cannot be asked', () => {
    const odd = fc.constantFrom('</', '\u0085', '\u2028', '\ud800', String.raw`\ud800`, -0, '"')
    const value = fc.anything({ values: [fc.string({ unit: 'binary' }), odd, fc.boolean(), fc.integer()] })
    fc.assert(
      fc.property(value, (any) => {
        fc.pre(any !== undefined)
        expect(writeJson(new Map([['x', any]]))).toBe(`{"x":${writeJson(any)}}`)
      }),
    )
  })

  it('knows no toJSON', () => {
    expect(writeJson({ at: new Date(0), own: { toJSON: 'text' } })).toBe('{"at":{},"own":{"toJSON":"text"}}')
  })
})
