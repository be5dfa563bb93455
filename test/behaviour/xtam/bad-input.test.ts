/** What a client may get wrong: the product's own answer to the byte, nothing changed, and the reason in the journal. */
import { connect } from 'node:net'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { startWholeServer } from '../../support/server.ts'
import { ALEX, FOLDER, NOBODY, READER, RECORD, TYPE, sessionCookie, xsrfOf, type Headers } from './support.ts'
import { page } from './tomcat-page.ts'

const surfaces = [xtam]
const NEW = `/xtam/rest/record/new/${FOLDER}/${TYPE}`
const UNLOCK = '/xtam/rest/record/unlock'

const BAD_REQUEST =
  'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).'
const pages = {
  400: (message = '') => page('400 – Bad Request', BAD_REQUEST, message),
  401: () =>
    page(
      '401 – Unauthorized',
      'The request has not been applied to the target resource because it lacks valid authentication credentials for that resource.',
    ),
  403: () => page('403 – Forbidden', 'The server understood the request but refuses to authorize it.'),
  404: () =>
    page(
      '404 – Not Found',
      'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
    ),
  413: () =>
    page(
      '413 – Payload Too Large',
      'The server is refusing to process a request because the request payload is larger than the server is willing or able to process.',
    ),
}

interface Case {
  readonly what: string
  readonly method?: 'POST'
  readonly url: string
  readonly as?: Headers
  readonly form?: string
  readonly json?: string
  readonly status: keyof typeof pages
  readonly message?: string
  readonly rule: string
  readonly settings?: object
}

const create = (what: string, form: string, message: string, rule: string): Case => ({
  what,
  method: 'POST',
  url: NEW,
  form,
  status: 400,
  message,
  rule,
})
const missing = (what: string, url: string, rule: string, more: Partial<Case> = {}): Case => ({
  what,
  url,
  status: 404,
  rule,
  ...(url.includes('/new/') ? { method: 'POST', form: 'name=x' } : {}),
  ...more,
})
const folder = (what: string, json: string, message: string, rule: string): Case => ({
  what,
  method: 'POST',
  url: `/xtam/rest/folder/create/${FOLDER}`,
  json,
  status: 400,
  message,
  rule,
})

const NO_JSON = 'Custom data is not valid JSON.'

const cases: readonly Case[] = [
  ...['{', '{"a":}', "{'a':1}", '[]', 'null', '"a"', '{"a":1}x', '\u0000'].map((custom) =>
    create(
      `custom ${JSON.stringify(custom)}`,
      new URLSearchParams({ name: 'x', custom }).toString(),
      NO_JSON,
      'xtam.custom.malformed',
    ),
  ),
  create('a record without a name', 'custom=%7B%7D', 'Name is required.', 'xtam.name.missing'),
  create('a record with a blank name', 'name=+', 'Name is required.', 'xtam.name.missing'),
  create('a huge name', `name=${'x'.repeat(100_000)}`, 'Name is too long.', 'xtam.name.too-long'),
  folder('a folder without a name', '{}', 'Name is required.', 'xtam.name.missing'),
  folder(
    'a folder with a huge name',
    JSON.stringify({ name: 'x'.repeat(100_000) }),
    'Name is too long.',
    'xtam.name.too-long',
  ),
  folder('a folder that is no JSON', '{', 'Request body is not valid JSON.', 'xtam.body.malformed'),
  missing('an unknown folder', `/xtam/rest/record/new/i-00000000000/${TYPE}`, 'xtam.object.not-found'),
  missing('an unknown folder, by number', `/xtam/rest/record/new/999999/${TYPE}`, 'xtam.object.not-found'),
  missing('an unknown folder to list', '/xtam/rest/folder/list/999999', 'xtam.object.not-found'),
  missing('an unknown type', `/xtam/rest/record/new/${FOLDER}/i-00000000000`, 'xtam.record-type.not-found'),
  missing('an unknown type, by number', `/xtam/rest/record/new/${FOLDER}/1`, 'xtam.record-type.not-found'),
  missing('a record as a type', `/xtam/rest/record/new/${FOLDER}/${RECORD}`, 'xtam.record-type.not-found'),
  missing('an unknown record', `${UNLOCK}/i-00000000000`, 'xtam.object.not-found'),
  missing('a type as a record', `${UNLOCK}/${TYPE}`, 'xtam.object.not-found'),
  missing('a folder as a record', `${UNLOCK}/${FOLDER}`, 'xtam.record.is-a-folder'),
  missing('a folder as a record, by number', `${UNLOCK}/183320`, 'xtam.record.is-a-folder'),
  missing('a record as a folder', `/xtam/rest/record/new/${RECORD}/${TYPE}`, 'xtam.folder.is-a-record'),
  missing('a record as a folder to list', `/xtam/rest/folder/list/${RECORD}`, 'xtam.folder.is-a-record'),
  missing('a number where numbers are none', `${UNLOCK}/183321`, 'xtam.id.malformed', {
    settings: { acceptNumeric: false },
  }),
  ...[
    'nonsense',
    'i-',
    'i-2qhyGh2UB0V0',
    'i-2qhyGh2UB0%C3%9F',
    '-1',
    '1.5',
    '0x1',
    '9'.repeat(5000),
    'a'.repeat(5000),
  ].map((id) => missing(`the id ${id.slice(0, 20)} (${id.length})`, `${UNLOCK}/${id}`, 'xtam.id.malformed')),
  {
    what: 'no right to create',
    method: 'POST',
    url: NEW,
    as: READER,
    form: 'name=x',
    status: 403,
    rule: 'xtam.permission.denied',
  },
  {
    what: 'no right to see',
    method: 'POST',
    url: NEW,
    as: NOBODY,
    form: 'name=x',
    status: 403,
    rule: 'xtam.permission.hidden',
  },
  {
    what: 'no right to unlock',
    url: `${UNLOCK}/${RECORD}`,
    as: READER,
    status: 403,
    rule: 'xtam.permission.denied',
  },
  {
    what: 'a form past the limit',
    method: 'POST',
    url: NEW,
    form: `name=x&custom=${'x'.repeat(200_000)}`,
    status: 413,
    rule: 'xtam.body.too-large',
  },
]

describe('a request with', () => {
  it.each(cases)('$what is refused, and nothing changes', async (one) => {
    const settings = { xtam: one.settings ?? {} }
    const started = await startApp({ surfaces, settings, limits: { bodyBytes: 150_000 } })
    const headers = { ...(one.as ?? ALEX), 'x-xsrf-token': await xsrfOf(started.app, one.as ?? ALEX) }
    const before = stateOf(started)
    const answer = await started.app.inject({
      ...bodyOf(one),
      url: one.url,
      headers: { ...headers, ...typeOf(one) },
    })
    expect(answer.statusCode).toBe(one.status)
    expect(answer.headers['content-type']).toBe('text/html;charset=utf-8')
    expect(answer.headers['content-language']).toBe('en')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).toBe(pages[one.status](one.message))
    expect(started.lastRule()).toBe(one.rule)
    expect(stateOf(started)).toEqual(before)
  })
})

describe('cookies cut in half', () => {
  it('name no session', async () => {
    const started = await startApp({ surfaces })
    const { cookie } = await sessionCookie(started.app)
    const before = stateOf(started)
    for (const cut of [
      cookie.slice(0, 27),
      'JSESSIONID=',
      'JSESSIONID',
      '=',
      ';',
      'JSESSIONID="',
      `${cookie}0`,
    ]) {
      const answer = await started.app.inject({ url: `${UNLOCK}/${RECORD}`, headers: { cookie: cut } })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toBe('Basic realm="Authentication required"')
      expect(answer.body).toBe(pages[401]())
      expect(started.lastRule()).toMatch(/^xtam\.(session\.expired|auth\.missing)$/)
    }
    expect(stateOf(started)).toEqual(before)
  })

  it.each([
    ['the header', (token: string) => ({ 'x-xsrf-token': token.slice(0, 16) }), 'xtam.xsrf.unknown'],
    [
      'the cookie',
      (token: string) => ({ 'x-xsrf-token': token, cookie: `XSRF-TOKEN=${token.slice(0, 16)}` }),
      'xtam.xsrf.cookie-mismatch',
    ],
    [
      'both',
      (token: string) => ({ 'x-xsrf-token': token.slice(0, 16), cookie: `XSRF-TOKEN=${token.slice(0, 16)}` }),
      'xtam.xsrf.unknown',
    ],
  ])('protect nothing: half an XSRF token in %s', async (_where, headersOf, rule) => {
    const started = await startApp({ surfaces })
    const headers = { ...ALEX, ...headersOf(await xsrfOf(started.app, ALEX)) }
    const before = stateOf(started)
    const answer = await started.app.inject({
      ...bodyOf({ form: 'name=x' }),
      url: NEW,
      headers: { ...headers, ...typeOf({ form: '' }) },
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toBe(pages[403]())
    expect(started.lastRule()).toBe(rule)
    expect(stateOf(started)).toEqual(before)
  })

  it('sign nobody in: half a TGC gets the form', async () => {
    const { app } = await startApp({ surfaces })
    const login = await app.inject({
      url: '/cas/login?service=http://localhost/xtam/',
      headers: { token: 'yourXTAMtoken' },
    })
    const [cookie = ''] = String(login.headers['set-cookie']).split(';', 1)
    const url = '/cas/login?service=http://localhost/xtam/'
    expect((await app.inject({ url, headers: { cookie } })).statusCode).toBe(302)
    const answer = await app.inject({ url, headers: { cookie: cookie.slice(0, 60) } })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('name="execution"')
  })
})

describe('over the wire', () => {
  const good = `Authorization: ${ALEX.authorization}`
  const bad = `Authorization: ${NOBODY.authorization.slice(0, 20)}`

  it.each([
    ['of two Authorization headers the first counts', [good, bad], 200, undefined],
    ['a bad one before a good one is refused', [bad, good], 401, 'xtam.auth.malformed'],
    [
      'two credentials in one header are none',
      [`${good}, ${ALEX.authorization}`],
      401,
      'xtam.auth.malformed',
    ],
    ['a header past all bounds is a bad request', [`X-Long: ${'x'.repeat(200_000)}`], 400, 'http.malformed'],
  ])('%s', async (_what, lines, status, rule) => {
    const { kernel, http } = await startWholeServer()
    const text = await exchange(http, `GET ${UNLOCK}/${RECORD} HTTP/1.1`, lines)
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    const body = text.slice(text.indexOf('\r\n\r\n') + 4)
    if (status === 401 || status === 400) expect(body).toBe(pages[status]())
    const [entry] = kernel.defaultWorkspace.journal.list({ limit: 1 }).entries
    expect(entry?.reason?.rule).toBe(rule)
  })
})

/** Everything that is stored but the audit trail, which keeps refusals too. */
function stateOf({ workspace }: TestApp): unknown {
  const { audit: _audit, ...tables } = workspace.state(xtam.slice)
  return Object.entries(tables).map(([name, rows]) => [
    name,
    [...rows.keys()]
      .filter((key) => !(name === 'sequences' && key === 'audit'))
      .map((key) => [key, rows.get(key)]),
  ])
}

function bodyOf({ form, json }: Pick<Case, 'form' | 'json'>): InjectOptions {
  const payload = form ?? json
  return payload === undefined ? {} : { method: 'POST', payload }
}

function typeOf({ form, json }: Pick<Case, 'form' | 'json'>): Headers {
  if (form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' }
  return json === undefined ? {} : { 'content-type': 'application/json' }
}

/** Sends a request as it is written and gives all that comes back. */
function exchange(base: string, line: string, headers: readonly string[]): Promise<string> {
  const { hostname, port, host } = new URL(base)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write([line, `Host: ${host}`, 'Connection: close', ...headers, '', ''].join('\r\n'))
    })
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (text += part))
    socket.on('error', (error) => (text === '' ? reject(error) : resolve(text)))
    socket.on('close', () => resolve(text))
  })
}
