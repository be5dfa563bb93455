import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInputData, readInputData, type InputDataOptions, type InputDataSource } from './input-data.ts'

const FORM = 'application/x-www-form-urlencoded'
const reason = (text: string) => `{"operation":{"Details":{"REASON":"${text}"}}}`
const missing = { ok: false, failure: 'missing' }

describe('places INPUT_DATA arrives in', () => {
  it.each<[string, Partial<InputDataSource>]>([
    ['query, percent-encoded (C1 C2 C4)', { query: `INPUT_DATA=${encodeURIComponent(reason('a b'))}` }],
    [
      'query, raw braces, blanks encoded (2014 page, get password)',
      { query: `AUTHTOKEN=t&INPUT_DATA=${reason('a%20b')}`, contentType: 'text/json' },
    ],
    [
      'query of a POST with an empty body (2014 page)',
      { query: `INPUT_DATA=${reason('a+b')}&AUTHTOKEN=t`, body: '' },
    ],
    [
      'form body, percent-encoded (C4 C5)',
      { contentType: FORM, body: `INPUT_DATA=${encodeURIComponent(reason('a b'))}` },
    ],
    [
      'form body with a charset in its type',
      { contentType: `${FORM}; charset=UTF-8`, body: `x=1&INPUT_DATA=${encodeURIComponent(reason('a b'))}` },
    ],
    [
      'form body, raw JSON with encoded values (C6)',
      { contentType: FORM, body: `INPUT_DATA=${reason('a%20b')}` },
    ],
    [
      'text/json body, percent-encoded (C2 C13)',
      {
        contentType: 'text/json',
        body: `INPUT_DATA=${encodeURIComponent(reason('a b')).replaceAll('%20', '+')}`,
      },
    ],
    [
      'text/json body, raw (2014 page, C5)',
      { contentType: 'text/json', body: `INPUT_DATA=${reason('a b')}` },
    ],
    ['text/json body, raw after a blank', { contentType: 'text/json', body: `INPUT_DATA= ${reason('a b')}` }],
    [
      'application/json body, raw (C12)',
      { contentType: 'application/json', body: `INPUT_DATA=${reason('a b')}` },
    ],
    [
      'body without a type, Python dictionary (C8)',
      { body: "INPUT_DATA={'operation': {'Details': {'REASON': 'a b'}}}" },
    ],
    [
      'second in a body of any type',
      { contentType: 'text/json', body: `AUTHTOKEN=t&INPUT_DATA=${reason('a b')}` },
    ],
    [
      'multipart part (C20)',
      { contentType: 'multipart/form-data; boundary=x', body: '--x', multipart: reason('a b') },
    ],
    [
      'bare words (2014 page, quotes eaten by the shell)',
      { body: 'INPUT_DATA={operation:{Details:{REASON:a b}}}' },
    ],
    ['inner key in small letters', { body: "INPUT_DATA={'operation':{'details':{'REASON':'a b'}}}" }],
  ])('%s', (_what, source) => {
    expect(read(source)).toEqual({ ok: true, details: { REASON: 'a b' } })
  })

  it('prefers query to multipart to body, and the first of several', () => {
    const query = `INPUT_DATA=${reason('q')}&INPUT_DATA=${reason('later')}`
    const all = { query, multipart: reason('m'), body: `INPUT_DATA=${reason('b')}` }

    expect(read(all)).toMatchObject({ details: { REASON: 'q' } })
    expect(read({ ...all, query: '' })).toMatchObject({ details: { REASON: 'm' } })
    expect(read({ contentType: FORM, body: query })).toMatchObject({ details: { REASON: 'q' } })
  })

  it.each<[string, Partial<InputDataSource>]>([
    ['nothing at all', {}],
    ['other parameters', { query: 'AUTHTOKEN=t', contentType: FORM, body: 'a=1&XINPUT_DATA={}' }],
    ['another case', { query: 'input_data={}' }],
    ['a JSON document without the name', { contentType: 'text/json', body: reason('a') }],
  ])('is missing from %s', (_what, source) => {
    expect(read(source)).toEqual(missing)
  })
})

describe('raw JSON in a body', () => {
  it('runs to the end and keeps its special characters, outside forms', () => {
    expect(read({ contentType: 'text/json', body: `INPUT_DATA=${reason('a+b&c=d%20e%')}` })).toEqual({
      ok: true,
      details: { REASON: 'a+b&c=d%20e%' },
    })
  })

  it('is split and decoded inside forms, so a shell user loses a plus sign and breaks at an ampersand', () => {
    const form = (text: string) => read({ contentType: FORM, body: `INPUT_DATA=${reason(text)}` })

    expect(form('a+b')).toEqual({ ok: true, details: { REASON: 'a b' } })
    expect(form('5% a%26b')).toEqual({ ok: true, details: { REASON: '5% a&b' } })
    expect(form('a&b')).toEqual({ ok: false, failure: 'malformed', message: 'Unterminated string at 34' })
  })

  it("reads the 2014 page's new resource only without the line breaks of its layout", () => {
    const sample = [
      'INPUT_DATA={"operation":{"Details":{"RESOURCENAME":"Windows ',
      'Server","ACCOUNTNAME":"Administrator","RESOURCETYPE":"Windows","PASSWORD"',
      ':"Test123#@!","NOTES":"Testing ',
      'API","RESOURCEURL":"http://windowsserver/adminconsole","RESOURCECUSTOMFIEL',
      'D":[{"CUSTOMLABEL":"Secure Resource","CUSTOMVALUE":"YES"}]}}}',
    ]

    expect(read({ contentType: 'text/json', body: sample.join('') })).toEqual({
      ok: true,
      details: {
        RESOURCENAME: 'Windows Server',
        ACCOUNTNAME: 'Administrator',
        RESOURCETYPE: 'Windows',
        PASSWORD: 'Test123#@!',
        NOTES: 'Testing API',
        RESOURCEURL: 'http://windowsserver/adminconsole',
        RESOURCECUSTOMFIELD: [{ CUSTOMLABEL: 'Secure Resource', CUSTOMVALUE: 'YES' }],
      },
    })
    expect(read({ contentType: 'text/json', body: sample.join('\n') })).toEqual({
      ok: false,
      failure: 'malformed',
      message: 'Unterminated string at 40',
    })
  })
})

describe('malformed INPUT_DATA', () => {
  it.each([
    ['empty', '', "A JSONObject text must begin with '{' at 0"],
    ['no object', 'operation={}', "A JSONObject text must begin with '{' at 0"],
    [
      'the reason of the 2014 check-out, its quotes eaten',
      '{operation:{Details:{REASON:N/A}}}',
      "Expected a ',' or '}' at 29",
    ],
    ['no operation', '{}', 'JSONObject["operation"] not found.'],
    ['operation as text', '{operation:x}', 'JSONObject["operation"] is not a JSONObject.'],
    ['no details', '{operation:{}}', 'JSONObject["Details"] not found.'],
    ['details as a list', '{operation:{Details:[]}}', 'JSONObject["Details"] is not a JSONObject.'],
    ['details as null', '{operation:{Details:null}}', 'JSONObject["Details"] is not a JSONObject.'],
  ])('%s', (_what, text, message) => {
    expect(read({ contentType: 'text/json', body: `INPUT_DATA=${text}` })).toEqual({
      ok: false,
      failure: 'malformed',
      message,
    })
  })
})

describe('options', () => {
  it('decodeRawBody decodes raw JSON too', () => {
    const source = { contentType: 'text/json', body: `INPUT_DATA=${reason('a%20b+c')}` }
    expect(read(source)).toMatchObject({ details: { REASON: 'a%20b+c' } })
    expect(read(source, { decodeRawBody: true })).toMatchObject({ details: { REASON: 'a b c' } })
  })

  it.each([FORM, 'text/json', undefined])(
    'decodeRawBody refuses a stray percent sign in a body of type %s',
    (contentType) => {
      const source = { contentType, body: `INPUT_DATA=${reason('5% off')}` }
      expect(read(source)).toMatchObject({ details: { REASON: '5% off' } })
      expect(read(source, { decodeRawBody: true })).toMatchObject({ ok: false, failure: 'malformed' })
    },
  )

  it('decodeRawBody leaves the query alone', () => {
    const source = { query: `INPUT_DATA=${reason('5% off')}` }
    expect(read(source, { decodeRawBody: true })).toMatchObject({ details: { REASON: '5% off' } })
  })

  it('acceptBareJson takes a JSON document without the name (C15)', () => {
    const source = { contentType: 'text/json', body: ` ${reason('a')}` }
    expect(read(source, { acceptBareJson: true })).toEqual({ ok: true, details: { REASON: 'a' } })
    expect(read({ body: 'hello' }, { acceptBareJson: true })).toEqual(missing)
  })
})

describe('properties', () => {
  it('a value survives every encoded way in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (value, strict) => {
        const parameter = `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: { value } } }))}`
        const sources = [
          { query: parameter },
          { contentType: FORM, body: `a=1&${parameter}&b=2` },
          { contentType: 'text/json', body: parameter },
          { contentType: undefined, body: parameter },
        ]
        for (const source of sources) {
          expect(read(source, { decodeRawBody: strict })).toEqual({ ok: true, details: { value } })
        }
      }),
    )
  })

  it('a value survives raw JSON outside forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const body = `INPUT_DATA=${JSON.stringify({ operation: { Details: { value } } })}`
        expect(read({ contentType: 'text/json', body })).toEqual({ ok: true, details: { value } })
      }),
    )
  })

  it('no request makes it throw', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string().map((text) => `INPUT_DATA=${text}`),
      fc.string().map((text) => `INPUT_DATA={operation:{Details:{${text}`),
    )
    const type = fc.constantFrom(FORM, 'text/json', undefined, '', ';')
    fc.assert(
      fc.property(noise, noise, type, fc.boolean(), (query, body, contentType, knob) => {
        const options = { decodeRawBody: knob, acceptBareJson: knob }
        expect(read({ query, body, contentType }, options)).toHaveProperty('ok')
      }),
    )
  })
})

it('findInputData hands over the text unparsed', () => {
  const source = { query: '', contentType: undefined, body: 'INPUT_DATA={fileType:CERTFILE}' }
  expect(findInputData(source)).toEqual({ ok: true, text: '{fileType:CERTFILE}' })
})

function read(source: Partial<InputDataSource>, options?: InputDataOptions) {
  return readInputData({ query: '', contentType: undefined, body: undefined, ...source }, options)
}
