import { describe, expect, it } from 'vitest'
import { Masker, Maskers } from './mask.ts'

const masker = new Masker([
  { headers: ['X-Key'], fields: ['PASSWORD', 'token', 'custom'], patterns: [/(?<=\bST-\d+-)\w+/g] },
])

describe('a masker', () => {
  it('keeps the scheme of credentials and hides the rest', () => {
    expect(masker.headers({ authorization: 'Basic YWRtaW46YQ==', 'x-key': 'abc', accept: '*/*' })).toEqual({
      authorization: 'Basic ***',
      'x-key': '***',
      accept: '*/*',
    })
  })

  it('takes no longer over a cookie header without a single name than over any other', () => {
    // Quadratic time would be hours.
    const cookie = 'x'.repeat(1_000_000)
    expect(masker.headers({ cookie })).toEqual({ cookie })
  })

  it('hides cookie values, not their names and attributes', () => {
    expect(masker.headers({ cookie: 'a=1; b=2', 'set-cookie': ['s=secret; Path=/; Secure', 't=x'] })).toEqual(
      {
        cookie: 'a=***; b=***',
        'set-cookie': ['s=***; Path=/; Secure', 't=***'],
      },
    )
  })

  it.each([
    ['/a?token=abc&b=1', '/a?token=***&b=1'],
    ['/a?x=1&TOKEN=abc', '/a?x=1&TOKEN=***'],
    ['/a?INPUT={PASSWORD:abc,REASON:test}', '/a?INPUT={PASSWORD:***,REASON:test}'],
    [
      `/a?INPUT=${encodeURIComponent('{"PASSWORD":"abc","R":"x"}')}`,
      `/a?INPUT=${encodeURIComponent('{"PASSWORD":"***","R":"x"}')}`,
    ],
    ['/token/abc', '/token/abc'],
  ])('masks the URL %s', (url, masked) => {
    expect(masker.url(url)).toBe(masked)
  })

  it.each([
    ['{"PASSWORD":"a\\"b","REASON":"why"}', '{"PASSWORD":"***","REASON":"why"}'],
    ['{"custom":"{\\"Password\\":\\"x\\"}","name":"n"}', '{"custom":"***","name":"n"}'],
    ["{'PASSWORD': 'it', 'R': 1}", "{'PASSWORD': '***', 'R': 1}"],
    ['{"token" : 12345}', '{"token" : ***}'],
    ['{"token":{"keep":"this"}}', '{"token":{"keep":"this"}}'],
    ['name=n&custom=%7B%22Password%22%7D', 'name=n&custom=***'],
    ['INPUT={"PASSWORD":"a&b"}', 'INPUT={"PASSWORD":"***"}'],
    ['{"name":"CHANGE PASSWORD","token":"x"}', '{"name":"CHANGE PASSWORD","token":"***"}'],
    ['<p>PASSWORD: no</p>', '<p>PASSWORD: ***</p>'],
  ])('masks the body %s', (body, masked) => {
    expect(masker.body(body)).toBe(masked)
  })

  // A client whose quoting is broken is the one that somebody looks at in the journal.
  it.each([
    ['INPUT={"PASSWORD":"a"S3cret","TYPE":"LOCAL"}', 'INPUT={"PASSWORD":***'],
    ['{PASSWORD:ab"SECRET",TYPE:LOCAL}', '{PASSWORD:***'],
    ["{'PASSWORD': 'SECRET", "{'PASSWORD': ***"],
    ['{"PASSWORD" "SECRET"}', '{"PASSWORD" "***"}'],
    ['{"PASSWORD":"SECRET', '{"PASSWORD":***'],
    ['{"PASSWORD"=>"x","TYPE":"LOCAL"}', '{"PASSWORD"=>"***","TYPE":"LOCAL"}'],
  ])('masks the rest where %s is malformed', (body, masked) => {
    expect(masker.body(body)).toBe(masked)
  })

  it('masks a parameter whose question mark was encoded away', () => {
    expect(masker.url('/resources%3Ftoken=abc')).toBe('/resources%3Ftoken=***')
  })

  it('masks what a surface describes by a pattern, wherever it stands', () => {
    expect(masker.url('/tickets/ST-1-abc')).toBe('/tickets/ST-1-***')
    expect(masker.body('ST-1-abc')).toBe('ST-1-***')
    expect(masker.text('The ticket ST-1-abc is spent.')).toBe('The ticket ST-1-*** is spent.')
    expect(masker.headers({ location: '/tickets/ST-1-abc' })).toEqual({ location: '/tickets/ST-1-***' })
  })

  it('takes time in proportion to the text', () => {
    const steps = (size: number): number => masker.body(`{"PASSWORD":${'"'.repeat(size)}`).length
    expect(steps(10)).toBe(steps(1_000_000))
  })
})

describe('maskers of several surfaces', () => {
  const maskers = new Maskers([
    { name: 'shop', secrets: { headers: ['x-shop'], fields: ['key'] } },
    { name: 'bank', secrets: { headers: ['x-bank'], fields: ['pin'] } },
  ])

  it('hide the members of the surface alone, but headers of all', () => {
    const bank = maskers.of('bank')
    expect(bank.body('{"key":"front door","pin":"1234"}')).toBe('{"key":"front door","pin":"***"}')
    expect(bank.headers({ 'x-shop': 'a', 'x-bank': 'b' })).toEqual({ 'x-shop': '***', 'x-bank': '***' })
  })

  it.each([undefined, 'nobody'])('hide everything where the surface is %s', (surface) => {
    expect(maskers.of(surface).body('{"key":"a","pin":"1"}')).toBe('{"key":"***","pin":"***"}')
  })
})
