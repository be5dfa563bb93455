/** The same product under /xtam with /cas, at the root of the server, and both inside a workspace. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX, FOLDER, RECORD, TYPE, newRecord, redeem, sessionCookie, ticketFor, xsrfOf } from './support.ts'

const surfaces = [xtam]

const places = [
  { at: 'under /xtam', place: { xtam: '/xtam', cas: '/cas' }, cookiePath: '/xtam', casPath: '/cas/' },
  { at: 'at the root', place: { xtam: '', cas: '' }, cookiePath: '/', casPath: '/' },
  {
    at: 'in a workspace',
    place: { xtam: '/w/team/xtam', cas: '/w/team/cas' },
    cookiePath: '/w/team/xtam',
    casPath: '/w/team/cas/',
  },
  {
    at: 'at the root of a workspace',
    place: { xtam: '/w/team', cas: '/w/team' },
    cookiePath: '/w/team',
    casPath: '/w/team/',
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
    expect(login.headers['set-cookie']).toMatch(new RegExp(`; Path=${casPath}; HttpOnly$`))
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
    '/xtam/rest/user/whoami/',
    '/xtam/rest/user/whoami;jsessionid=1234',
    '/xtam/;v=1/rest;x/user/whoami',
  ])('%s is whoami', async (url) => {
    const { app } = await startApp({ surfaces })
    expect((await app.inject({ url, headers: ALEX })).statusCode).toBe(200)
  })
})
