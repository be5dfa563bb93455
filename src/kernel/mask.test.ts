import { describe, expect, it } from 'vitest'
import { Masker } from './mask.ts'

const masker = new Masker([{ headers: ['X-Key'], fields: ['PASSWORD', 'token', 'custom'] }])

describe('a masker', () => {
  it('keeps the scheme of credentials and hides the rest', () => {
    expect(masker.headers({ authorization: 'Basic YWRtaW46YQ==', 'x-key': 'abc', accept: '*/*' })).toEqual({
      authorization: 'Basic ***',
      'x-key': '***',
      accept: '*/*',
    })
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
    ['<p>PASSWORD: no</p>', '<p>PASSWORD: ***</p>'],
  ])('masks the body %s', (body, masked) => {
    expect(masker.body(body)).toBe(masked)
  })
})
