/** The container's own answers, byte for byte. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX, FOLDER, RECORD, newRecord } from './support.ts'
import { page } from './tomcat-page.ts'

const surfaces = [xtam]

const NOT_FOUND = page(
  '404 – Not Found',
  'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
)
const NOT_ALLOWED = page(
  '405 – Method Not Allowed',
  'The method received in the request-line is known by the origin server but not supported by the target resource.',
)
const BAD_REQUEST =
  'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).'

describe('the page for', () => {
  it.each(['/xtam/rest/no/such', '/xtam/rest', '/xtam/rest/record/new/1', '/rest/no/such', '/xtam/other'])(
    'an unknown path, %s',
    async (url) => {
      const { app, lastRule } = await startApp({ surfaces })
      const answer = await app.inject({ url, headers: ALEX })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toBe('text/html;charset=utf-8')
      expect(answer.headers['content-language']).toBe('en')
      expect(answer.body).toBe(NOT_FOUND)
      expect(lastRule()).toBe('xtam.path.unknown')
    },
  )

  it.each([
    ['POST', '/xtam/rest/user/whoami', 'GET, HEAD, OPTIONS'],
    ['DELETE', `/xtam/rest/record/unlock/${RECORD}`, 'GET, HEAD, OPTIONS'],
    ['GET', '/xtam/rest/record/new/1/2', 'OPTIONS, POST'],
    ['PUT', '/rest/folder/create/1', 'OPTIONS, POST'],
    ['TRACE', '/xtam/rest/user/whoami', 'GET, HEAD, OPTIONS'],
  ] as const)('a wrong method, %s %s', async (method, url, allow) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ method: method as 'GET', url, headers: ALEX })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe(allow)
    expect(answer.body).toBe(NOT_ALLOWED)
    expect(lastRule()).toBe('xtam.method.not-allowed')
  })

  it.each(['text/csv', 'text/html', 'application/xml;q=1', 'application/json;q=0, text/*'])(
    'an Accept that cannot be met, %s',
    async (accept) => {
      const { app, lastRule } = await startApp({ surfaces })
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: { ...ALEX, accept } })
      expect(answer.statusCode).toBe(406)
      expect(answer.body).toBe(
        page(
          '406 – Not Acceptable',
          'The target resource does not have a current representation that would be acceptable to the user agent, according to the proactive negotiation header fields received in the request, and the server is unwilling to supply a default representation.',
        ),
      )
      expect(lastRule()).toBe('xtam.accept.unsatisfiable')
    },
  )

  it('a body that is too large', async () => {
    const { app, lastRule } = await startApp({ surfaces, limits: { bodyBytes: 1000 } })
    const answer = await newRecord(app, ALEX, { form: `name=x&description=${'x'.repeat(2000)}` })
    expect(answer.statusCode).toBe(413)
    expect(answer.body).toBe(
      page(
        '413 – Payload Too Large',
        'The server is refusing to process a request because the request payload is larger than the server is willing or able to process.',
      ),
    )
    expect(lastRule()).toBe('xtam.body.too-large')
  })

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'a media type that is not a form, %s',
    async (type) => {
      const { app, lastRule } = await startApp({ surfaces })
      const answer = await newRecord(app, ALEX, { headers: { 'content-type': type } })
      expect(answer.statusCode).toBe(415)
      expect(answer.body).toBe(
        page(
          '415 – Unsupported Media Type',
          'The origin server is refusing to service the request because the payload is in a format not supported by this method on the target resource.',
        ),
      )
      expect(lastRule()).toBe('xtam.body.media-type')
    },
  )

  it('a URL that cannot be decoded', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ url: '/xtam/rest/record/unlock/%zz', headers: ALEX })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toBe(page('400 – Bad Request', BAD_REQUEST))
    expect(lastRule()).toBe('http.malformed')
  })

  it('malformed input, with its message', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await newRecord(app, ALEX, { form: 'name=x&custom=x' })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toBe(page('400 – Bad Request', BAD_REQUEST, 'Custom data is not valid JSON.'))
  })

  it('a fault of our own says nothing of it', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    const { objects } = workspace.state(xtam.slice)
    const record = objects.get(RECORD)!
    objects.put(RECORD, { ...record, created: Symbol('no moment') as unknown as number })
    const answer = await app.inject({ url: `/xtam/rest/record/unlock/${RECORD}`, headers: ALEX })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toBe(
      page(
        '500 – Internal Server Error',
        'The server encountered an unexpected condition that prevented it from fulfilling the request.',
      ),
    )
    expect(lastRule()).toBe('xtam.internal')
  })

  it('an unknown path can have the words of a file that is missing', async () => {
    const text = 'The requested resource [{path}] is not available'
    const { app } = await startApp({ surfaces, settings: { xtam: { texts: { pathUnknown: text } } } })
    const answer = await app.inject({ url: '/xtam/other?x', headers: ALEX })
    expect(answer.body).toContain(
      '<p><b>Message</b> The requested resource [&#47;xtam&#47;other] is not available</p>',
    )
  })

  it('a hardened server holds neither report nor version', async () => {
    const { app } = await startApp({
      surfaces,
      settings: { xtam: { tomcat: { showReport: false, showServerInfo: false } } },
    })
    const answer = await app.inject({ url: '/xtam/rest/no/such', headers: ALEX })
    expect(answer.body).toMatch(/<\/head><body><h1>HTTP Status 404 – Not Found<\/h1><\/body><\/html>$/)
  })
})

describe('what is not refused', () => {
  it('OPTIONS tells what is allowed', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      method: 'OPTIONS',
      url: `/xtam/rest/folder/create/${FOLDER}`,
      headers: ALEX,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.allow).toBe('OPTIONS, POST')
  })

  it('any Accept that JSON satisfies, and none at all', async () => {
    const { app } = await startApp({ surfaces })
    for (const accept of [
      '*/*',
      'application/json',
      'application/*;q=0.5',
      'text/html, Application/JSON ; q=0.1',
      '',
    ]) {
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: { ...ALEX, accept } })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json')
    }
  })

  it('a method override, an Origin: both are ignored, and no CORS header is sent', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      url: '/xtam/rest/user/whoami',
      headers: { ...ALEX, 'x-http-method-override': 'POST', origin: 'https://example.com' },
    })
    expect(answer.statusCode).toBe(200)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('nor is a refused GET without the caching headers', async () => {
    const { app } = await startApp({ surfaces })
    for (const url of ['/xtam/rest/no/such', '/xtam/rest/user/whoami', '/xtam/?ticket=ST-1-x', '/xtam/']) {
      expect((await app.inject({ url })).headers['cache-control']).toBe('private')
      expect((await app.inject({ url, headers: ALEX })).headers['cache-control']).toBe('private')
    }
  })

  it("carries the caching headers of Tomcat's authenticator, except to POST", async () => {
    const { app } = await startApp({ surfaces })
    const get = await app.inject({ url: '/xtam/rest/user/whoami', headers: ALEX })
    expect(get.headers).toMatchObject({
      'cache-control': 'private',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
    })
    expect((await newRecord(app, ALEX)).headers['cache-control']).toBeUndefined()
  })
})
