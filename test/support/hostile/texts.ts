/** What nobody should send, as arbitraries: texts, JSON, bodies and headers that have broken servers before. */
import fc from 'fast-check'

/** Texts for a name, an id or any other value. */
export const oddText = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  '9'.repeat(400),
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '..',
  '.',
  '../../../../../../etc/passwd',
  String.raw`..\..\..\windows\win.ini`,
  'file:///etc/passwd',
  '*',
  '@order',
  '%',
  '%00',
  '%zz',
  '%2e%2e%2f',
  '%c0%ae',
  '\u0000',
  'a\u0000b',
  '\r\nSet-Cookie: stolen=1',
  '\n',
  'ü/&=+;,',
  '\u202Etxt.exe',
  '\uD83D\uDE00',
  '\uD800',
  '\uFEFF',
  '<script>alert(1)</script>',
  "' OR '1'='1",
  '"',
  '\\',
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '$&$1$`',
  '%s%n%x',
  '(a+)+$',
  '[',
  'a'.repeat(3000),
  '2026-02-30T25:61:61Z',
)

/** Names of members, for objects that must stay plain data. */
export const oddName = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  'then',
  'toJSON',
  '',
  '$ref',
  '0',
  '-1',
)

const scalar = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}) },
)

/** A value where some other one is expected; `names` are members that mean something to the product. */
export function oddValue(names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
    { weight: 1, arbitrary: members(fc.tuple(fc.oneof(names, oddName), scalar), 3) },
  )
}

/** An object of up to `most` members; `__proto__` among them is a member like any other. */
export function members(member: fc.Arbitrary<[string, unknown]>, most: number): fc.Arbitrary<unknown> {
  return fc.array(member, { maxLength: most }).map((pairs) => Object.fromEntries(pairs))
}

/** Text that is no JSON, or more of it than anybody needs. */
export const oddJson = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '[',
      'null',
      'true',
      '0',
      '"x"',
      '{}',
      '[]',
      '{"a":1,}',
      "{'a':1}",
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"a":1,"a":2}',
      '\uFEFF{}',
      '{"a":1e999}',
      '{"a":"\\ud800"}',
      '{"a":"\\u0000"}',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ),
  },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom(2, 50, 2000, 20_000).map((depth) => nested(depth, '[', '0', ']')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2, 50, 2000, 20_000).map((depth) => nested(depth, '{"a":', '0', '}')),
  },
  { weight: 1, arbitrary: fc.constant(`{"a":"${'x'.repeat(200_000)}"}`) },
)

/** Bytes that are no UTF-8. */
export const oddBytes = fc
  .tuple(fc.constantFrom('{"name":"', 'name=', 'INPUT_DATA=', ''), fc.uint8Array({ maxLength: 40 }))
  .map(([start, bytes]) => Buffer.concat([Buffer.from(start), bytes, Buffer.from([0xc3, 0x28, 0xff])]))

export const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=nonsense',
  'text/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=UTF-16',
  'multipart/form-data',
  'multipart/form-data; boundary=b',
  'application/octet-stream',
  'application/xml',
  'nonsense',
  'a/b; c="',
  '',
)

/** Headers beside those that say who calls. */
export const oddHeader: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('x-http-method-override', 'x-method-override', 'x-http-method', '_method'),
    fc.constantFrom('DELETE', 'PUT', 'CONNECT', 'x'),
  ),
  fc.tuple(
    fc.constantFrom('x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'x-real-ip'),
    fc.constantFrom('127.0.0.1', 'https', 'evil.example', 'for=127.0.0.1;proto=https', "'", '::1'),
  ),
  fc.tuple(fc.constantFrom('x-original-url', 'x-rewrite-url'), fc.constant('/__mock/state')),
  fc.constant(['cookie', `a=${'b'.repeat(8000)}`] as const),
  fc.constant(['cookie', Array.from({ length: 400 }, (_, at) => `c${at}=1`).join('; ')] as const),
  fc.tuple(
    fc.constant('cookie'),
    fc.constantFrom(
      'session_id=',
      'session_id=%00',
      'JSESSIONID=../..; JSESSIONID=x',
      'XSRF-TOKEN=__proto__',
      '__proto__=1; constructor=2',
      'TGC="',
      ';;;=;=',
    ),
  ),
  fc.tuple(
    fc.constantFrom('accept', 'accept-language', 'accept-encoding', 'user-agent', 'referer', 'origin'),
    fc.constantFrom('*/*;q=x', 'application/xml', 'x'.repeat(4000), 'null', '\u00FF\u00FE', ',,,,', ''),
  ),
  fc.tuple(
    fc.constant('host'),
    fc.constantFrom('', 'evil.example', 'a.b.c:99999', '[::1]', 'localhost:0', '/', '..', 'xn--', '@'),
  ),
  fc.tuple(
    fc.constantFrom('range', 'if-none-match', 'if-modified-since', 'upgrade', 'connection', 'te'),
    fc.constantFrom('bytes=0-0', '*', 'websocket', 'h2c', 'close', 'trailers', 'nonsense'),
  ),
)

/** Who calls, said wrongly. */
export const oddCredentials: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  fc
    .constantFrom(
      'Basic',
      'Basic ',
      'Basic %',
      'Basic Og==',
      'Basic YWRtaW4=',
      'Bearer',
      'Digest a="b',
      ': :',
      'x',
    )
    .map((authorization) => ({ authorization })),
  fc
    .constantFrom('a'.repeat(3000), '\u0000'.repeat(3), 'ü:ü', ':', '__proto__:x', 'constructor:')
    .map((text) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })),
  fc
    .tuple(
      fc.constantFrom(
        'authtoken',
        'app_authtoken',
        'token',
        'session_id',
        'x-api-key',
        'x-token',
        'x-xsrf-token',
      ),
      fc.constantFrom('', ' ', '__proto__', 'x'.repeat(4000), '%00', 'null', 'a, b'),
    )
    .map(([name, value]) => ({ [name]: value })),
  fc.constant({}),
)

function nested(depth: number, open: string, core: string, close: string): string {
  return open.repeat(depth) + core + close.repeat(depth)
}
