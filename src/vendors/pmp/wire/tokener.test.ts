import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, parseLenient, type LenientObject, type LenientValue } from './tokener.ts'

describe('senders that parse', () => {
  it.each<[string, string, LenientObject]>([
    [
      'bare words with blanks inside',
      '{operation:{Details:{REASON:Need the password}}}',
      { operation: { Details: { REASON: 'Need the password' } } },
    ],
    [
      "the 2014 page's change of password, its quotes eaten by the shell",
      '{operation:{Details:{NEWPASSWORD:Test12345$,RESETTYPE:LOCAL,REASON:test}}}',
      { operation: { Details: { NEWPASSWORD: 'Test12345$', RESETTYPE: 'LOCAL', REASON: 'test' } } },
    ],
    [
      'a Python dictionary',
      `{'operation': {'Details': {'REASON': "it's", 'X': None}}}`,
      { operation: { Details: { REASON: "it's", X: 'None' } } },
    ],
    [
      'a stray quote behind the last brace (client C16)',
      '{"operation":{"Details":{"REASON":"a"}}}"',
      { operation: { Details: { REASON: 'a' } } },
    ],
    ['a comma before the brace', '{"operation":{"Details":{"A":1,}}}', { operation: { Details: { A: 1 } } }],
    ['blanks and line breaks between tokens', ' \r\n\t{ "A" :\n1 , "B":2 } ', { A: 1, B: 2 }],
    ['words without regard to case', '{a:TRUE,b:False,c:Null}', { a: true, b: false, c: null }],
    ['Python words', "{'a': True, 'b': False, 'c': None}", { a: true, b: false, c: 'None' }],
    ['semicolons as commas', '{a:1;b:[2;3;];}', { a: 1, b: [2, 3] }],
    ['equals signs and arrows as colons', '{a=1,b=>2,"c" => "x"}', { a: 1, b: 2, c: 'x' }],
    ['gaps in arrays', '{a:[1,,2],b:[,],c:[],d:[3,]}', { a: [1, null, 2], b: [null], c: [], d: [3] }],
    ['other quotes inside quotes', `{'a':'"',"b":"'"}`, { a: '"', b: "'" }],
    ['an apostrophe inside a bare word', "{a:it's}", { a: "it's" }],
    ['keys that look like numbers or words', '{007:a,TRUE:b,1.50:c}', { '007': 'a', TRUE: 'b', '1.50': 'c' }],
    ['a tab as the end of a bare word', '{a:x\t,b:y}', { a: 'x', b: 'y' }],
    ['a no-break space as part of a bare word', '{a:\u00a0x\u00a0}', { a: '\u00a0x\u00a0' }],
    ['characters beyond ASCII', '{"a":"pässwörd 日本 😀"}', { a: 'pässwörd 日本 😀' }],
    ['an empty object', '{}', {}],
  ])('%s', (_what, text, expected) => {
    expect(parseLenient(text)).toEqual({ ok: true, value: expected })
  })

  it('knows every escape', () => {
    expect(parseLenient(String.raw`{"a":"\b\t\n\f\r\"\'\\\/\u00e4\u0041\ud83d\ude00"}`)).toEqual({
      ok: true,
      value: { a: '\b\t\n\f\r"\'\\/\u00e4A\u{1f600}' },
    })
  })
})

describe('senders that fail', () => {
  it.each<[string, string, string, number]>([
    ['a bare word with a slash', '{operation:{Details:{REASON:N/A}}}', "Expected a ',' or '}'", 29],
    ['an empty text', '', "A JSONObject text must begin with '{'", 0],
    ['blanks alone', '  ', "A JSONObject text must begin with '{'", 2],
    ['an array', '[]', "A JSONObject text must begin with '{'", 0],
    ['a word before the object', 'operation={}', "A JSONObject text must begin with '{'", 0],
    ['a byte order mark', '\ufeff{}', "A JSONObject text must begin with '{'", 0],
    ['a key given twice', '{"operation":{"Details":{"A":"1","A":"2"}}}', 'Duplicate key "A"', 33],
    ['a key given twice, once as null', '{A:null,A:1}', 'Duplicate key "A"', 8],
    ['no closing brace', '{', "A JSONObject text must end with '}'", 1],
    ['no closing brace after a comma', '{a:1,', "A JSONObject text must end with '}'", 5],
    ['no closing brace after a value', '{a:1', "Expected a ',' or '}'", 4],
    ['no closing bracket', '{a:[1', "Expected a ',' or ']'", 5],
    ['nothing after an opening bracket', '{a:[', 'Missing value', 4],
    ['a wrong bracket', '{a:[1}', "Expected a ',' or ']'", 5],
    ['no colon', '{a}', "Expected a ':' after a key", 2],
    ['no colon between quoted texts', '{"a" "b"}', "Expected a ':' after a key", 5],
    ['no value', '{a:}', 'Missing value', 3],
    ['no key', '{:1}', 'Missing value', 1],
    ['two commas in an object', '{a:1,,b:2}', 'Missing value', 5],
    [
      'an object as a key',
      '{{a:1}:2}',
      'A JSON Object can not directly nest another JSON Object or JSON Array.',
      1,
    ],
    [
      'an array as a key',
      '{[1]:2}',
      'A JSON Object can not directly nest another JSON Object or JSON Array.',
      1,
    ],
    ['a comment', '{"a":"N/A" // not required\n}', "Expected a ',' or '}'", 11],
    ['a line feed inside quotes', '{"a":"Windows \nServer"}', 'Unterminated string', 5],
    ['a carriage return inside quotes', "{'a':'Windows \rServer'}", 'Unterminated string', 5],
    ['an open quote', '{"a":"b}', 'Unterminated string', 5],
    ['a backslash at the end', '{"a":"b\\', 'Illegal escape.', 7],
    ['an unknown escape', String.raw`{"a":"\x41"}`, 'Illegal escape.', 6],
    ['an escape without digits', String.raw`{"a":"\u00zz"}`, 'Illegal escape.', 6],
    ['an escape cut short', String.raw`{"a":"\u00`, 'Substring bounds error', 6],
    ['a NUL, which ends the text', '{"a":1\0}', "Expected a ',' or '}'", 6],
    ['a line break inside a bare word', '{a:Need\nit}', "Expected a ',' or '}'", 8],
  ])('%s', (_what, text, message, at) => {
    expect(parseLenient(text)).toEqual({ ok: false, message, at })
  })
})

describe('hostile input', () => {
  it('treats __proto__ and constructor as plain names', () => {
    const result = parseLenient('{__proto__:{polluted:true},"constructor":1,hasOwnProperty:2}')
    const value = result.ok ? result.value : {}

    expect(Object.getPrototypeOf(value)).toBeNull()
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'hasOwnProperty'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(parseLenient('{__proto__:1,__proto__:2}')).toMatchObject({ message: 'Duplicate key "__proto__"' })
  })

  it('stops at the depth limit, in objects and arrays alike', () => {
    const nested = (depth: number) => `${'{a:'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`
    const lists = (depth: number) => `{a:${'['.repeat(depth)}${']'.repeat(depth)}}`

    expect(parseLenient(nested(MAX_DEPTH)).ok).toBe(true)
    expect(parseLenient(lists(MAX_DEPTH - 1)).ok).toBe(true)
    const tooDeep = { ok: false, message: 'Maximum nesting depth of 512 reached' }
    expect(parseLenient(nested(MAX_DEPTH + 1))).toMatchObject(tooDeep)
    expect(parseLenient(lists(MAX_DEPTH))).toMatchObject(tooDeep)
    expect(parseLenient('{a:'.repeat(1_000_000))).toMatchObject(tooDeep)
    expect(parseLenient(`{a:${'['.repeat(1_000_000)}`)).toMatchObject(tooDeep)
  })

  // None of these is timed: with a reader that looks back they would not end within the test's time limit.
  it.each([
    ['blanks', ' '.repeat(1_000_000)],
    ['a bare word', `{a:${'x '.repeat(500_000)}`],
    ['digits', `{a:${'1'.repeat(1_000_000)}.x}`],
    ['an open quote', `{a:"${'x'.repeat(1_000_000)}`],
    ['escapes', `{a:"${String.raw`\n`.repeat(500_000)}"}`],
    ['array gaps', `{a:[${','.repeat(1_000_000)}]}`],
    ['many keys', `{${Array.from({ length: 100_000 }, (_, index) => `k${index}:v`).join()}}`],
  ])('gets through a megabyte of %s', (_what, text) => {
    expect(parseLenient(text)).toHaveProperty('ok')
  })
})

describe('properties', () => {
  const signs = Array.from('{}[]:,;=>"\'\\/# \n\0')
  const words = ['\\u', 'a', '0', '1e5', 'true', 'null', 'None', '__proto__', 'ä', '\ud800']
  const grammar = fc.constantFrom(...signs, ...words)
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(grammar, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.array(grammar, { maxLength: 60 }).map((parts) => `{${parts.join('')}`),
  )

  it('any text gives an object or a failure inside the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseLenient(text)
        if (result.ok) expect(result.value).toBeTypeOf('object')
        else expect(result.at).toSatisfy((at: number) => at >= 0 && at <= text.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('any object written by JSON.stringify comes back', () => {
    fc.assert(
      fc.property(objects(fc.string({ unit: 'binary' })), (object) => {
        expect(parseLenient(JSON.stringify(object))).toEqual({ ok: true, value: withoutNegativeZero(object) })
      }),
    )
  })

  it("any object printed as a Python dictionary comes back, with None as the text 'None'", () => {
    fc.assert(
      fc.property(objects(printable), (object) => {
        expect(parseLenient(pythonRepr(object))).toEqual({ ok: true, value: withNone(object) })
      }),
    )
  })

  it('whatever follows the closing brace makes no difference', () => {
    fc.assert(
      fc.property(objects(fc.string()), fc.string(), (object, tail) => {
        const text = JSON.stringify(object)
        expect(parseLenient(text + tail)).toEqual(parseLenient(text))
      }),
    )
  })
})

/** Python escapes other characters as `\x..`, which org.json refuses: no client can send those. */
const printable = fc
  .array(fc.constantFrom(...Array.from('aZ09 \'"\\/{}[]:,;=#$%&+\n\r\tßé日😀')))
  .map((characters) => characters.join(''))

/** Numbers org.json keeps as numbers; larger integers become text, see bare-value.ts. */
const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || Math.abs(value) >= 1e21),
)

function objects(strings: fc.Arbitrary<string>): fc.Arbitrary<Record<string, LenientValue>> {
  const tree = fc.letrec<{ value: LenientValue; object: Record<string, LenientValue> }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      strings,
      numbers,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.dictionary(strings, tie('value'), { maxKeys: 5 }),
  }))
  return tree.object
}

/** JSON.stringify writes -0 as 0. */
function withoutNegativeZero(object: LenientObject): unknown {
  return JSON.parse(JSON.stringify(object))
}

function withNone(value: LenientValue): LenientValue {
  if (value === null) return 'None'
  if (Array.isArray(value)) return value.map(withNone)
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNone(member)]))
}

/** What Python's `str(dict)` prints. */
function pythonRepr(value: LenientValue): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return pythonString(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const members = Object.entries(value).map(([key, member]) => `${pythonString(key)}: ${pythonRepr(member)}`)
  return `{${members.join(', ')}}`
}

function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
  return quote + (quote === "'" ? escaped.replaceAll("'", String.raw`\'`) : escaped) + quote
}

describe('a long text', () => {
  it.each([
    ['escapes of JSON', String.raw`\u00e9\"\\\/\n`, 'é"\\/\n'],
    ['an escape that JSON has not', String.raw`\'\"`, `'"`],
    ['a tab as it is', '\t\\"', '\t"'],
    ['backslashes alone', String.raw`\\\\`, '\\\\'],
  ])('is read as a short one: %s', (_, written, read) => {
    for (const times of [3, 1500])
      expect(parseLenient(`{"a":"${written.repeat(times)}","b":1}`)).toEqual({
        ok: true,
        value: { a: read.repeat(times), b: 1 },
      })
  })
})
