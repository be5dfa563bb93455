/** The same product under /xtam with /cas, at the root of the server, and both inside a workspace. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX, FOLDER, RECORD, TYPE, newRecord, redeem, sessionCookie, ticketFor, xsrfOf } from './support.ts'

const surfaces = [xtam]

const places = [
  { at: 'under /xtam', place: { xtam: '/xtam', cas: '/cas' }, cookiePath: '/xtam', casPath: '/cas' },
  { at: 'at the root', place: { xtam: '', cas: '' }, cookiePath: '/', casPath: '/' },
  {
    at: 'in a workspace',
    place: { xtam: '/w/team/xtam', cas: '/w/team/cas' },
    cookiePath: '/w/team/xtam',
    casPath: '/w/team/cas',
  },
  {
    at: 'at the root of a workspace',
    place: { xtam: '/w/team', cas: '/w/team' },
    cookiePath: '/w/team',
    casPath: '/w/team',
  },
]

describe.each(places)('a deployment $at', ({ place, cookiePath, casPath }) => {
  it('runs the Basic script', async () => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team' })
    const whoami = await app.inject({ url: `${place.xtam}/rest/user/whoami`, headers: ALEX })
    expect(whoami.headers['set-cookie']).toMatch(new RegExp(`^XSRF-TOKEN=\\w{32}; Path=${cookiePath}$`))
    const unlock = await app.inject({ url: `${place.xtam}/rest/record/unlock/${RECORD}`, headers: ALEX })
    expect(JSON.parse(unlock.json<{ custom: string }>().custom)).toHaveProperty('Password')
    const xsrf = await xsrfOf(app, ALEX, place)
    const created = await newRecord(app, ALEX, {
      path: `${place.xtam}/rest/record/new/${FOLDER}/${TYPE}`,
      headers: { 'x-xsrf-token': xsrf },
    })
    expect(created.statusCode).toBe(200)
  })

  it('runs the token script, all its cookies and links inside', async () => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team' })
    const login = await app.inject({
      url: `${place.cas}/login?service=http://localhost${place.xtam}/`,
      headers: { host: 'localhost', token: 'yourXTAMtoken' },
    })
    expect([login.headers['set-cookie']].flat()[0]).toMatch(
      new RegExp(`; Path=${casPath}; SameSite=None; HttpOnly$`),
    )
    expect(login.headers.location).toContain(`http://localhost${place.xtam}/?ticket=ST-`)
    const ticket = await ticketFor(app, place)
    const session = await redeem(app, ticket, place)
    expect(session.statusCode).toBe(302)
    expect(session.headers.location).toBe(`http://localhost${place.xtam}/`)
    expect(session.headers['set-cookie']).toMatch(
      new RegExp(`^JSESSIONID=\\w{32}; Path=${cookiePath}; HttpOnly$`),
    )
  })

  it('sends a browser to its own sign-in page, with the full URL as the service', async () => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team' })
    const answer = await app.inject({ url: `${place.xtam}/?a=b%20c`, headers: { host: 'localhost' } })
    expect(answer.statusCode).toBe(302)
    const service = encodeURIComponent(`http://localhost${place.xtam}/?a=b%20c`)
    expect(answer.headers.location).toBe(`http://localhost${place.cas}/login?service=${service}`)
  })
})

describe('two workspaces', () => {
  it("never take each other's tickets, sessions or XSRF tokens", async () => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team' })
    const team = { xtam: '/w/team/xtam', cas: '/w/team/cas' }

    const ticket = await ticketFor(app, {}, 'http://localhost/w/team/xtam/')
    expect((await redeem(app, ticket, team)).statusCode).toBe(403)

    const session = await sessionCookie(app)
    expect((await app.inject({ url: '/w/team/xtam/rest/user/whoami', headers: session })).statusCode).toBe(
      401,
    )

    const created = await newRecord(app, ALEX, {
      path: `/w/team/xtam/rest/record/new/${FOLDER}/${TYPE}`,
      headers: { 'x-xsrf-token': await xsrfOf(app, ALEX) },
    })
    expect(created.statusCode).toBe(403)
  })
})

describe('the context root', () => {
  it.each([
    ['/xtam', '/xtam/'],
    ['/xtam?ticket=ST-1-x&a=b?c', '/xtam/?ticket=ST-1-x&a=b?c'],
    ['/cas', '/cas/'],
    ['/w/team/xtam?a', '/w/team/xtam/?a'],
  ])('%s is sent to %s before anything is asked', async (url, location) => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team' })
    for (const method of ['GET', 'POST'] as const) {
      const answer = await app.inject({ method, url })
      expect(answer.statusCode).toBe(302)
      expect(answer.headers.location).toBe(location)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).toBe('')
    }
  })
})

describe('a URL as Tomcat reads it', () => {
  it.each([
    '/xtam//rest/user/whoami',
    '//xtam/rest/user/whoami',
    '///xtam///rest//user//whoami',
    '//rest/user/whoami',
    '/rest//user/whoami/',
    '/xtam/rest/user/whoami/',
    '/xtam/rest/user/whoami;jsessionid=1234',
    '/xtam/;v=1/rest;x/user/whoami',
  ])('%s is whoami', async (url) => {
    const { app } = await startApp({ surfaces })
    expect((await app.inject({ url, headers: ALEX })).statusCode).toBe(200)
  })
})

describe('at the root of the server', () => {
  it.each([
    ['PUT', '/login', 'GET, HEAD, POST'],
    ['OPTIONS', '/login', 'GET, HEAD, POST'],
    ['DELETE', '/logout', 'GET, HEAD, POST'],
    ['POST', '/serviceValidate', 'GET'],
    ['PUT', '/v1/tickets', 'POST, GET'],
    ['PATCH', '/v1/tickets/TGT-1-x', 'DELETE, GET, POST'],
    ['TRACE', '/validate', 'GET'],
  ] as const)('%s %s is refused as by the module under /cas', async (method, url, allow) => {
    const { app, lastEntry } = await startApp({ surfaces })
    const answers = []
    for (const path of [`/cas${url}`, url]) {
      const answer = await app.inject({ method: method as 'PUT', url: path })
      expect(answer.statusCode).toBe(405)
      expect(answer.headers.allow).toBe(allow)
      expect(lastEntry()).toMatchObject({ surface: 'xtam', reason: { rule: 'xtam.method.not-allowed' } })
      const { requestid: _id, 'content-length': _length, ...headers } = answer.headers
      answers.push({ ...headers, body: answer.body.replace(path, url).replace(/"\d{4}-.*"/, '') })
    }
    expect(answers[1]).toEqual(answers[0])
  })

  it('the entry page asks who calls before it refuses a method', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    for (const url of ['/xtam/', '/']) {
      expect((await app.inject({ method: 'POST', url })).statusCode).toBe(302)
      const answer = await app.inject({ method: 'POST', url, headers: ALEX })
      expect(answer.statusCode).toBe(405)
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
      expect(answer.body).toContain('<h1>HTTP Status 405 – Method Not Allowed</h1>')
      expect(lastRule()).toBe('xtam.method.not-allowed')
    }
  })

  it.each([
    ['/v1/tickets', 'POST', 'POST,GET,HEAD,OPTIONS'],
    ['/v1/tickets/TGT-1-x', 'GET,HEAD,POST,DELETE', 'DELETE,GET,HEAD,POST,OPTIONS'],
    ['/serviceValidate', 'GET,HEAD', 'GET,HEAD,OPTIONS'],
  ])('OPTIONS tells what %s takes, as each release lists it', async (url, five, six) => {
    for (const [flavour, allow] of [
      ['5.2', five],
      ['6.5', six],
    ]) {
      const { app } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
      for (const path of [url, `/cas${url}`]) {
        const answer = await app.inject({ method: 'OPTIONS', url: path })
        expect([answer.statusCode, answer.headers.allow]).toEqual([200, allow])
      }
    }
  })

  it('CAS 6 refuses a GET of all tickets without a word', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({ url: '/cas/v1/tickets' })
    expect([answer.statusCode, answer.body, answer.headers.allow]).toEqual([405, '', undefined])
  })

  it.each(['/login/x', '/login/', '/p3/serviceValidate/x', '/v1/tickets/a/b'])(
    'what lies below a page there is of nobody: %s',
    async (url) => {
      const { app, lastRule } = await startApp({ surfaces })
      for (const method of ['GET', 'PUT', 'OPTIONS'] as const) {
        const answer = await app.inject({ method, url })
        expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
        expect(lastRule()).toBe('http.path.unknown')
      }
    },
  )

  it.each([
    ['/xtam/rest/user/whoami', 401],
    ['/rest/user/whoami', 401],
    ['/xtam', 302],
    ['/cas', 404],
    ['/cas/login', 405],
  ])('a method that few know, PROPFIND, meets the same checks: %s answers %i', async (url, status) => {
    const { app, lastEntry } = await startApp({ surfaces })
    const answer = await app.inject({ method: 'PROPFIND' as 'GET', url })
    expect([answer.statusCode, lastEntry().surface]).toEqual([status, 'xtam'])
    expect((await app.inject({ method: 'PROPFIND' as 'GET', url: '/login' })).statusCode).toBe(404)
  })

  it("a path of nobody is not XTAM's", async () => {
    const { app, lastEntry } = await startApp({ surfaces })
    expect((await app.inject({ url: '/nobody' })).headers['content-type']).toBe('application/problem+json')
    expect(lastEntry().surface).toBeNull()
  })
})
