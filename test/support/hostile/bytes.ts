/** What no HTTP client would write to a connection, and how it may be written. */
import fc from 'fast-check'

/** What goes over one connection. */
export interface Bytes {
  readonly pieces: readonly string[]
  /** Whether the client ends its side after the last piece, and waits. */
  readonly isHalfClosed: boolean
}

const path = fc.constantFrom(
  '/xtam/rest/user/whoami',
  '/cas/login',
  '/rest/',
  '/api/user_info',
  '/api/configuration/../../etc/passwd',
  '/restapi/json/v1/resources',
  '/api/json/request?OPERATION_NAME=LOGIN',
  '/__mock/health',
  '/w/nobody/api',
  '//api//info',
  '/api/%00',
  '/api/%zz',
  '/\u00e9\u0001',
  '/nowhere',
  '*',
  'http://evil.example/api/info',
  'https://127.0.0.1:1/__mock/state',
  'api/info',
  '',
)
const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'CONNECT',
  'TRACE',
  'PROPFIND',
  'PRI',
  'get',
  'G\u0000T',
  'X'.repeat(500),
)
const version = fc.constantFrom(
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/9',
  'http/1.1',
  '',
)
const header = fc.constantFrom(
  'Host: a',
  'Host: a\r\nHost: b',
  'Host:',
  'Content-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: -1',
  'Content-Length: +5',
  'Content-Length: 5, 5',
  'Content-Length: 99999999999999999999',
  'Content-Length: 1000000',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 4',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding: chunked, identity',
  'Connection: close',
  'Connection: keep-alive, Upgrade\r\nUpgrade: websocket',
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
  'Expect: 100-continue',
  'Expect: 200-maybe',
  ' folded: x',
  'no colon',
  ': no name',
  'X: a\u0000b',
  'X: a\rb',
  'X\u0001: y',
  `X: ${'a'.repeat(70_000)}`,
  Array.from({ length: 3000 }, (_, at) => `X-${at}: y`).join('\r\n'),
  `Cookie: ${'a=b; '.repeat(3000)}`,
  'Content-Type: application/json',
  'Content-Type: application/x-www-form-urlencoded',
)
const body = fc.constantFrom(
  '',
  '',
  'hello',
  '5\r\nhello\r\n0\r\n\r\n',
  'zz\r\nhello\r\n0\r\n\r\n',
  'ffffffffffffffff\r\n',
  '0\r\n\r\nGET /__mock/state HTTP/1.1\r\nHost: evil.example\r\n\r\n',
  'GET /api/info HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20),
  'x'.repeat(100_000),
  '{"a":',
)
const end = fc.constantFrom('\r\n\r\n', '\r\n\r\n', '\r\n\r\n', '\n\n', '\r\n', '', '\r\r')

const request = fc
  .tuple(method, path, version, fc.array(header, { maxLength: 3 }), end, body)
  .map(([verb, target, protocol, headers, close, rest]) =>
    [`${verb} ${target} ${protocol}`, ...headers].join('\r\n').concat(close, rest),
  )
const noise = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(
    '\u0016\u0003\u0001',
    '\u0016\u0003\u0001\u0000\u0005hello',
    '\r\n\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ),
)

export const hostileBytes: fc.Arbitrary<Bytes> = fc
  .record({
    texts: fc.array(fc.oneof({ weight: 6, arbitrary: request }, noise), { minLength: 1, maxLength: 3 }),
    cut: fc.nat(400),
    isCut: fc.boolean(),
    isHalfClosed: fc.boolean(),
  })
  .map(({ texts, cut, isCut, isHalfClosed }) => {
    const whole = texts.join('')
    return { pieces: isCut ? [whole.slice(0, cut), whole.slice(cut)] : [whole], isHalfClosed }
  })
