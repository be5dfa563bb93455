import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX, RECORD, READER, basic, sessionCookie, ticketFor } from './support.ts'

const surfaces = [xtam]
const CHALLENGE = 'Basic realm="Authentication required"'

describe('Basic', () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'] as const)(
    'is asked for by a challenge when a %s comes without credentials',
    async (method) => {
      const { app, lastRule } = await startApp({ surfaces })
      const answer = await app.inject({ method, url: '/xtam/rest/user/whoami' })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toBe(CHALLENGE)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(lastRule()).toBe('xtam.auth.missing')
    },
  )

  it.each([
    ['an unknown user', basic('nobody', 'x'), 'xtam.auth.unknown-user'],
    ['a wrong password', basic('xtam_login', 'wrong'), 'xtam.auth.wrong-password'],
    ['a disabled user', basic('xtam_disabled'), 'xtam.auth.disabled-user'],
    [
      'no colon',
      { authorization: `Basic ${Buffer.from('xtam_login').toString('base64')}` },
      'xtam.auth.malformed',
    ],
    ['text that is not base64', { authorization: 'Basic %%%' }, 'xtam.auth.malformed'],
    ['another scheme', { authorization: 'Bearer yourXTAMtoken' }, 'xtam.auth.malformed'],
    ['an empty header', { authorization: '' }, 'xtam.auth.malformed'],
  ])('refuses %s with the same challenge and page', async (_what, headers, rule) => {
    const { app, lastRule } = await startApp({ surfaces })
    const plain = await app.inject({ url: '/xtam/rest/user/whoami' })
    const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe(CHALLENGE)
    expect(answer.body).toBe(plain.body)
    expect(lastRule()).toBe(rule)
  })

  it('takes the scheme in any case, blanks around, a colon in the password', async () => {
    const { app, workspace } = await startApp({ surfaces })
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, password: 'a:b' })
    const credentials = Buffer.from('xtam_login:a:b').toString('base64')
    const answer = await app.inject({
      url: '/xtam/rest/user/whoami',
      headers: { authorization: `  bASIC   ${credentials}  ` },
    })
    expect(answer.statusCode).toBe(200)
  })

  it.each(['utf8', 'latin1'] as const)('reads %s credentials', async (encoding) => {
    const { app, workspace } = await startApp({ surfaces })
    const { users } = workspace.state(xtam.slice)
    users.put('jörg', { ...users.get('xtam_login')!, login: 'jörg', password: 'pässwörd' })
    const credentials = Buffer.from('jörg:pässwörd', encoding).toString('base64')
    const answer = await app.inject({
      url: '/xtam/rest/user/whoami',
      headers: { authorization: `Basic ${credentials}` },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ login: 'jörg' })
  })

  it('opens no session, on GET and on POST', async () => {
    const { app, workspace } = await startApp({ surfaces })
    await app.inject({ url: `/xtam/rest/record/unlock/${RECORD}`, headers: ALEX })
    expect(workspace.state(xtam.slice).sessions.size).toBe(0)
  })

  it('names another realm when told to', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { realm: 'XTAM' } } })
    const answer = await app.inject({ url: '/xtam/rest/user/whoami' })
    expect(answer.headers['www-authenticate']).toBe('Basic realm="XTAM"')
  })
})

describe('a session cookie', () => {
  it('is who calls, whatever Basic says beside it', async () => {
    const { app } = await startApp({ surfaces })
    const session = await sessionCookie(app)
    for (const headers of [basic('xtam_login', 'wrong'), READER]) {
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: { ...headers, ...session } })
      expect(answer.json()).toMatchObject({ login: 'xtam_login' })
    }
  })

  it('is as none when it is not known, and Basic counts', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const dead = { cookie: 'JSESSIONID=00000000000000000000000000000000' }
    expect(
      (await app.inject({ url: '/xtam/rest/user/whoami', headers: { ...dead, ...ALEX } })).statusCode,
    ).toBe(200)
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers: dead })).statusCode).toBe(401)
    expect(lastRule()).toBe('xtam.session.expired')
  })

  it('ends after thirty minutes without a call, and each call starts them anew', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    workspace.clock.freeze(true)
    const headers = await sessionCookie(app)
    const whoami = async () => (await app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode
    workspace.clock.advance(30 * 60_000 - 1)
    expect(await whoami()).toBe(200)
    workspace.clock.advance(30 * 60_000 - 1)
    expect(await whoami()).toBe(200)
    workspace.clock.advance(30 * 60_000)
    expect(await whoami()).toBe(401)
    expect(lastRule()).toBe('xtam.session.expired')
  })

  it('is lost by a reset', async () => {
    const { app, workspace } = await startApp({ surfaces })
    const headers = await sessionCookie(app)
    workspace.reset()
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode).toBe(401)
  })
})

describe('the order of who calls', () => {
  it('begins with the ticket: a used one fails inside a good session, and beside good Basic', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const session = await sessionCookie(app)
    const ticket = await ticketFor(app)
    const url = `/xtam/?ticket=${ticket}`
    expect((await app.inject({ url, headers: { host: 'localhost', ...session } })).statusCode).toBe(302)
    expect((await app.inject({ url, headers: { host: 'localhost', ...session, ...ALEX } })).statusCode).toBe(
      403,
    )
    expect(lastRule()).toBe('xtam.ticket.used')
  })

  it('ends at the sign-in page for browsers, and the journal tells why credentials did not do', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    for (const [headers, rule] of [
      [{ cookie: 'JSESSIONID=0' }, 'xtam.session.expired'],
      [basic('xtam_login', 'wrong'), 'xtam.auth.wrong-password'],
      [{ authorization: 'Bearer x' }, 'xtam.auth.malformed'],
      [{}, undefined],
    ] as const) {
      const answer = await app.inject({ url: '/xtam/', headers })
      expect(answer.headers.location).toMatch(/\/cas\/login\?service=/)
      expect(lastRule()).toBe(rule)
    }
  })

  it('comes before unknown paths and wrong methods', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    for (const url of ['/xtam/rest/no/such', '/xtam/rest/record/new/1/2', '/xtam/rest']) {
      expect((await app.inject({ url })).statusCode).toBe(401)
      expect(lastRule()).toBe('xtam.auth.missing')
    }
  })
})
