import { describe, expect, it } from 'vitest'
import { compileMatch, describeMatch, type JournalMatch } from './match.ts'
import { Message } from './message.ts'

interface Sent {
  readonly path?: string
  readonly headers?: Record<string, unknown>
  readonly body?: unknown
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

function fits(match: JournalMatch, { path = '/a', headers = {}, body }: Sent): boolean {
  const subject = { surface: 'toy', operation: 'toy.toy.get', method: 'POST', path }
  return compileMatch(match, '/w/team/').fits(subject, () => new Message(path, () => headers, body))
}

describe('a match', () => {
  it.each<[JournalMatch, Sent, boolean]>([
    [{}, {}, true],
    [{ operation: 'toy.*' }, {}, true],
    [{ operation: 'toy.*.paint' }, {}, false],
    [{ method: 'post' }, {}, true],
    [{ path: '/a' }, { path: '/w/team/a?b=1' }, true],

    [{ headers: { 'X-Token': 'abc' } }, { headers: { 'x-token': 'abc' } }, true],
    [{ headers: { 'x-token': 'ABC' } }, { headers: { 'x-token': 'abc' } }, false],
    [{ headers: { 'x-count': 5 } }, { headers: { 'x-count': '5' } }, true],
    [{ headers: { cookie: { contains: 'b=2' } } }, { headers: { cookie: 'a=1; b=2' } }, true],
    [{ headers: { 'x-two': 'b' } }, { headers: { 'x-two': ['a', 'b'] } }, true],
    [{ headers: { 'x-token': { absent: true } } }, {}, true],
    [{ headers: { 'x-token': { absent: true } } }, { headers: { 'x-token': '' } }, false],
    [{ headers: { 'x-token': { pattern: '^a.c$' } } }, { headers: { 'x-token': 'abc' } }, true],
    [{ headers: { 'x-token': { pattern: '^B', flags: 'i' } } }, { headers: { 'x-token': 'bc' } }, true],
    [{ headers: { 'x-token': /^b/g } }, { headers: { 'x-token': 'abc' } }, false],

    [{ query: { a: '1' } }, { path: '/a?a=1' }, true],
    [{ query: { a: '2' } }, { path: '/a?a=1&a=2' }, true],
    [{ query: { a: { absent: true } } }, { path: '/a?b=1' }, true],
    [
      { query: { 'INPUT.user.name': 'me' } },
      { path: `/a?INPUT=${encodeURIComponent('{"user":{"name":"me"}}')}` },
      true,
    ],

    [{ body: 'hello' }, { body: 'hello' }, true],
    [{ body: { contains: 'ell' } }, { body: Buffer.from('hello') }, true],
    [{ body: { absent: true } }, { body: undefined }, true],
    [{ body: { text: { pattern: 'l+' } } }, { body: 'hello' }, true],

    [{ body: { json: { 'user.name': 'me' } } }, { headers: JSON_TYPE, body: { user: { name: 'me' } } }, true],
    [{ body: { json: { 'user.name': 'me' } } }, { body: '{"user":{"name":"me"}}' }, true],
    [{ body: { json: { 'ids[1]': 2 } } }, { body: '{"ids":[1,2]}' }, true],
    [{ body: { json: { 'ids[*].n': 2 } } }, { body: '{"ids":[{"n":1},{"n":2}]}' }, true],
    [{ body: { json: { ids: { contains: 2 } } } }, { body: '{"ids":[1,2]}' }, true],
    [{ body: { json: { ids: { equals: [1, 2] } } } }, { body: '{"ids":[1,2]}' }, true],
    [{ body: { json: { id: '2' } } }, { body: '{"id":2}' }, false],
    [{ body: { json: { '["a.b"].c': 1 } } }, { body: '{"a.b":{"c":1}}' }, true],
    [{ body: { json: { 'a.b': 1 } } }, { body: '{"a.b":1}' }, true],
    [{ body: { json: { 'custom.Host': 'h' } } }, { body: { custom: '{"Host":"h"}' } }, true],
    [{ body: { json: { gone: { absent: true } } } }, { body: '{"id":2}' }, true],
    [{ body: { json: { gone: null } } }, { body: '{"gone":null}' }, true],
    [{ body: { json: { id: 1 } } }, { body: 'no json' }, false],

    [{ body: { form: { name: 'New' } } }, { headers: FORM, body: 'name=New&x=1' }, true],
    [{ body: { form: { name: 'New' } } }, { headers: FORM, body: { name: 'New' } }, true],
    [{ body: { form: { 'INPUT.op.x': 'a&b%' } } }, { body: 'INPUT={"op":{"x":"a&b%"}}' }, true],
    [
      { body: { form: { 'INPUT.op.x': 'y' } } },
      { body: 'INPUT=%7B%22op%22%3A%7B%22x%22%3A%22y%22%7D%7D' },
      true,
    ],
    [
      { body: { parts: { file: 'hi' } } },
      {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: Buffer.from(
          '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhi\r\n--b--\r\n',
        ),
      },
      true,
    ],

    [{ credential: 'admin' }, { headers: { authorization: `Basic ${btoa('admin:a')}` } }, true],
    [{ credential: 'admin:a' }, { headers: { authorization: `Basic ${btoa('admin:a')}` } }, true],
    [{ credential: 'a' }, { headers: { authorization: `Basic ${btoa('admin:a')}` } }, false],
    [{ credential: 'T1' }, { headers: { authorization: 'Bearer T1' } }, true],
    [{ credential: 'S1' }, { headers: { cookie: 'x=1; sid=S1' } }, true],
    [{ credential: 'T1' }, { headers: { 'x-token': 'T1' } }, true],
    [{ credential: 'T1' }, { path: '/a?token=T1' }, true],
    [{ credential: 'T1' }, { path: '/a?token=T12' }, false],
  ])('%j holds for %j: %s', (match, sent, expected) => {
    expect(fits(match, sent)).toBe(expected)
  })

  it('does not look into a message that it asks nothing of, nor when something else does not fit', () => {
    const subject = { surface: 'toy', operation: undefined, method: 'GET', path: '/' }
    const look = (): never => {
      throw new Error('looked')
    }
    expect(compileMatch({ surface: 'toy' }, '/').fits(subject, look)).toBe(true)
    expect(compileMatch({ surface: 'train', headers: { a: 'b' } }, '/').fits(subject, look)).toBe(false)
  })

  it('is told in words', () => {
    const match: JournalMatch = {
      status: 200,
      headers: { 'x-a': { contains: 'b' } },
      body: { json: { 'user.name': /^m/i }, form: { x: { absent: true } } },
    }
    expect(describeMatch(match)).toBe(
      'status 200, headers.x-a containing "b", body.json.user.name matching /^m/i, body.form.x absent',
    )
    expect(describeMatch({})).toBe('any properties')
  })
})
