import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeForm, isWellEncoded, queryParameter, rawQueryParameter } from './form-encoding.ts'

describe('queryParameter', () => {
  it('decodes a base64 token with its line break, as in the later samples of the 2014 page', () => {
    const query = 'AUTHTOKEN=iddPyMeU%2BzLf%2F7U%0A4x%2FG42EYLQ%3D%3D'
    expect(queryParameter(query, 'AUTHTOKEN')).toBe('iddPyMeU+zLf/7U\n4x/G42EYLQ==')
  })

  it('keeps the raw form at hand for a token sent without encoding', () => {
    expect(queryParameter('AUTHTOKEN=a+b/c==', 'AUTHTOKEN')).toBe('a b/c==')
    expect(rawQueryParameter('AUTHTOKEN=a+b/c==', 'AUTHTOKEN')).toBe('a+b/c==')
  })

  it('passes raw braces, quotes and backslashes through', () => {
    const query = 'AUTHTOKEN=t&INPUT_DATA={"operation":{"Details":{"REASON":"Need%20it"}}}'
    expect(queryParameter(query, 'INPUT_DATA')).toBe('{"operation":{"Details":{"REASON":"Need it"}}}')
  })

  it.each([
    ['the first of several', 'a=1&a=2', '1'],
    ['the name alone', 'b=2&a', ''],
    ['an empty value', 'a=&a=2', ''],
    ['a value with equals signs', 'a=b=c==', 'b=c=='],
    ['an encoded name', '%61=1', '1'],
    ['empty pairs around it (client C18)', '&&a=1&', '1'],
    ['blanks as plus signs', 'a=x+y%2Bz', 'x y+z'],
  ])('reads %s', (_what, query, value) => {
    expect(queryParameter(query, 'a')).toBe(value)
  })

  it.each([
    ['an empty query', ''],
    ['other names', 'aa=1&b=a=1'],
    ['another case', 'A=1'],
    ['a value without a name', '=a'],
  ])('finds nothing in %s', (_what, query) => {
    expect(queryParameter(query, 'a')).toBeUndefined()
  })

  it('reads what URLSearchParams writes', () => {
    const pairs = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' })))
    fc.assert(
      fc.property(pairs, (entries) => {
        const query = new URLSearchParams(entries).toString()
        const written = new URLSearchParams(query)
        for (const [name] of entries) expect(queryParameter(query, name)).toBe(written.get(name))
      }),
    )
  })

  it('gets through a megabyte of empty or nameless pairs', () => {
    expect(queryParameter('&'.repeat(1_000_000), 'a')).toBeUndefined()
    expect(queryParameter('b&'.repeat(500_000), 'a')).toBeUndefined()
  })
})

describe('decodeForm', () => {
  it.each([
    ['UTF-8', '%C3%A4%E6%97%A5%F0%9F%98%80', 'ä日😀'],
    ['small hexadecimal digits', '%c3%a4', 'ä'],
    ['characters that were never encoded', 'ä日%C3%A4', 'ä日ä'],
    ['a stray percent sign', '100% %zz %', '100% %zz %'],
    ['an escape cut short', 'a%4', 'a%4'],
    ['a percent sign before an escape', '%%41', '%A'],
    ['bytes that are not UTF-8', '%E4x', '\ufffdx'],
    ['a byte order mark', '%EF%BB%BFa', '\ufeffa'],
    ['NUL', '%00', '\0'],
  ])('treats %s', (_what, text, decoded) => {
    expect(decodeForm(text)).toBe(decoded)
  })

  it('undoes encodeURIComponent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeForm(encodeURIComponent(text))).toBe(text)
      }),
    )
  })
})

describe('isWellEncoded', () => {
  it.each(['', 'abc', '%41', '%e4%C3+x'])('accepts %j', (text) => {
    expect(isWellEncoded(text)).toBe(true)
  })

  it.each(['%', 'a%4', '%zz', '%41%', '%%41', '5% off'])('refuses %j', (text) => {
    expect(isWellEncoded(text)).toBe(false)
  })
})
