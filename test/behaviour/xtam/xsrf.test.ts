import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX, NOBODY, RECORD, READER, newRecord, sessionCookie, xsrfOf } from './support.ts'

const surfaces = [xtam]
const HOUR = 3_600_000

describe('the XSRF token', () => {
  it('comes with every whoami, as the one cookie it sets', async () => {
    const { app } = await startApp({ surfaces })
    const session = await sessionCookie(app)
    const xsrf = await xsrfOf(app, ALEX)
    for (const headers of [
      ALEX,
      session,
      { ...ALEX, cookie: `XSRF-TOKEN=${xsrf}` },
      { cookie: `${session.cookie}; XSRF-TOKEN=x` },
    ]) {
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers })
      expect(answer.headers['set-cookie']).toBe(`XSRF-TOKEN=${xsrf}; Path=/xtam`)
    }
  })

  it('comes with a HEAD too', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({ method: 'HEAD', url: '/xtam/rest/user/whoami', headers: ALEX })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/^XSRF-TOKEN=/)
    expect(answer.body).toBe('')
  })

  it('comes with no other answer', async () => {
    const { app } = await startApp({ surfaces })
    const unlock = await app.inject({ url: `/xtam/rest/record/unlock/${RECORD}`, headers: ALEX })
    expect(unlock.headers['set-cookie']).toBeUndefined()
    expect((await newRecord(app, ALEX)).headers['set-cookie']).toBeUndefined()
  })

  it('has a path with a slash when told to', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cookiePathTrailingSlash: true } } })
    const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: ALEX })
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/xtam\/$/)
  })

  it('stays the same for a user until it expires', async () => {
    const { app, workspace } = await startApp({ surfaces })
    workspace.clock.freeze(true)
    const first = await xsrfOf(app, ALEX)
    workspace.clock.advance(24 * HOUR - 1)
    expect(await xsrfOf(app, ALEX)).toBe(first)
    workspace.clock.advance(1)
    expect(await xsrfOf(app, ALEX)).not.toBe(first)
  })

  it('is fresh each time when told to rotate, and the earlier ones stay good', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { xsrf: { rotate: true } } } })
    const first = await xsrfOf(app, ALEX)
    expect(await xsrfOf(app, ALEX)).not.toBe(first)
    expect((await newRecord(app, ALEX, { headers: { 'x-xsrf-token': first } })).statusCode).toBe(200)
  })
})

describe('a call that modifies data', () => {
  it("is taken with the header alone, as the vendor's samples send it", async () => {
    const { app } = await startApp({ surfaces })
    expect((await newRecord(app, ALEX)).statusCode).toBe(200)
  })

  it('is taken with a cookie that agrees', async () => {
    const { app } = await startApp({ surfaces })
    const cookie = `XSRF-TOKEN=${await xsrfOf(app, ALEX)}`
    expect((await newRecord(app, ALEX, { headers: { cookie } })).statusCode).toBe(200)
  })

  it('is refused with a cookie that contradicts the header', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await newRecord(app, ALEX, {
      headers: { cookie: `XSRF-TOKEN=${await xsrfOf(app, READER)}` },
    })
    expect(answer.statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.cookie-mismatch')
  })

  it("is refused without the header, with an empty one, an invented one, and another user's", async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const attempts = [
      [{ 'x-xsrf-token': '' }, 'xtam.xsrf.missing'],
      [{ 'x-xsrf-token': 'invented' }, 'xtam.xsrf.unknown'],
      [{ 'x-xsrf-token': await xsrfOf(app, NOBODY) }, 'xtam.xsrf.other-user'],
    ] as const
    for (const [headers, rule] of attempts) {
      expect((await newRecord(app, ALEX, { headers })).statusCode).toBe(403)
      expect(lastRule()).toBe(rule)
    }
  })

  it('is refused with a token whose time is over', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    const xsrf = await xsrfOf(app, ALEX)
    workspace.clock.advance(24 * HOUR)
    const answer = await newRecord(app, ALEX, { headers: { 'x-xsrf-token': xsrf } })
    expect(answer.statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.expired')
  })

  it('needs the cookie as well when tokens are bound to it', async () => {
    const { app, lastRule } = await startApp({
      surfaces,
      settings: { xtam: { xsrf: { binding: 'cookie' } } },
    })
    expect((await newRecord(app, ALEX)).statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.cookie-missing')
    const cookie = `XSRF-TOKEN=${await xsrfOf(app, ALEX)}`
    expect((await newRecord(app, ALEX, { headers: { cookie } })).statusCode).toBe(200)
  })

  it('is refused before its permissions, its media type and its body are looked at', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await newRecord(app, NOBODY, {
      headers: { 'x-xsrf-token': 'invented', 'content-type': 'text/plain' },
      form: '',
    })
    expect(answer.statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.unknown')
  })

  it('is refused with the status and body of the settings', async () => {
    const { app } = await startApp({
      surfaces,
      settings: {
        xtam: { errorBody: 'json', xsrf: { failStatus: 412 }, texts: { xsrfRefused: 'Bad token' } },
      },
    })
    const answer = await newRecord(app, ALEX, { headers: { 'x-xsrf-token': 'x' } })
    expect(answer.statusCode).toBe(412)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.body).toBe('{"message":"Bad token"}')
  })
})
