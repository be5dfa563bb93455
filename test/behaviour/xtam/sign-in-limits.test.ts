/** Accounts that are locked or whose password is over, and what too many wrong passwords lead to. */
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { ALEX, READER, basic, formSignIn, restSignIn, sessionCookie, ticketFor } from './support.ts'

const surfaces = [xtam]
const WRONG = basic('xtam_login', 'wrong')
const WHOAMI = '/xtam/rest/user/whoami'

const whoami = async (app: FastifyInstance, headers: Record<string, string>): Promise<number> =>
  (await app.inject({ url: WHOAMI, headers })).statusCode

const change = ({ workspace }: TestApp, columns: object): void => {
  const { users } = workspace.state(xtam.slice)
  users.put('xtam_login', { ...users.get('xtam_login')!, ...columns })
}

describe('an account', () => {
  it.each([
    [
      'locked',
      { locked: true },
      'xtam.auth.locked-user',
      'This account has been locked.',
      'AccountLockedException',
    ],
    [
      'with an expired password',
      { passwordExpired: true },
      'xtam.auth.expired-password',
      'Your password has expired.',
      'CredentialExpiredException',
    ],
  ])('that is %s signs in nowhere by its password', async (_what, columns, rule, text, exception) => {
    const started = await startApp({ surfaces, settings: { xtam: { cas: { flavour: '5.2' } } } })
    change(started, columns)
    const { app, lastRule } = started
    const challenge = await app.inject({ url: WHOAMI, headers: ALEX })
    expect(challenge.statusCode).toBe(401)
    expect(challenge.headers['www-authenticate']).toBe('Basic realm="Authentication required"')
    expect(lastRule()).toBe(rule)
    const form = await formSignIn(app, { username: 'xtam_login', password: 'xtam_password' })
    expect(form.statusCode).toBe(401)
    expect(form.body).toContain(`<span>${text}</span>`)
    expect(lastRule()).toBe(rule)
    const granting = await restSignIn(app)
    expect(granting.statusCode).toBe(401)
    expect(granting.body).toBe(`{\n  "authentication_exceptions" : [ "${exception}" ]\n}`)
    expect(lastRule()).toBe(rule)
  })

  it.each([
    ['xtam_locked', 'xtam.auth.locked-user'],
    ['xtam_expired', 'xtam.auth.expired-password'],
  ])('of the built-in world shows the refusal: %s', async (login, rule) => {
    const { app, lastRule } = await startApp({ surfaces })
    expect(await whoami(app, basic(login))).toBe(401)
    expect(lastRule()).toBe(rule)
  })

  it('that is locked keeps its tokens and its session', async () => {
    const started = await startApp({ surfaces })
    const session = await sessionCookie(started.app)
    change(started, { locked: true })
    expect(await whoami(started.app, session)).toBe(200)
    expect(await ticketFor(started.app)).toMatch(/^ST-/)
  })

  it('says that its password expired to whoever knows the password alone', async () => {
    const started = await startApp({ surfaces })
    change(started, { passwordExpired: true })
    await whoami(started.app, WRONG)
    expect(started.lastRule()).toBe('xtam.auth.wrong-password')
  })
})

describe('wrong passwords', () => {
  it('lock nothing unless a limit is set', async () => {
    const { app } = await startApp({ surfaces })
    for (let count = 0; count < 20; count++) expect(await whoami(app, WRONG)).toBe(401)
    expect(await whoami(app, ALEX)).toBe(200)
  })

  it('lock the account at every door when there were too many in a row, until the period is over', async () => {
    const settings = { xtam: { lockout: { attempts: 3, period: '10m' } } }
    const { app, workspace, lastRule } = await startApp({ surfaces, settings })
    workspace.clock.freeze(true)
    await whoami(app, WRONG)
    await formSignIn(app, { username: 'xtam_login', password: 'wrong' })
    expect(await whoami(app, ALEX)).toBe(200)
    for (let count = 0; count < 3; count++) {
      expect(await whoami(app, WRONG)).toBe(401)
      expect(lastRule()).toBe('xtam.auth.wrong-password')
    }
    expect(await whoami(app, ALEX)).toBe(401)
    expect(lastRule()).toBe('xtam.auth.locked-user')
    expect((await restSignIn(app)).statusCode).toBe(401)
    expect(await whoami(app, READER)).toBe(200)
    workspace.clock.advance(10 * 60_000 - 1)
    expect(await whoami(app, ALEX)).toBe(401)
    workspace.clock.advance(1)
    expect(await whoami(app, WRONG)).toBe(401)
    expect(await whoami(app, ALEX)).toBe(200)
  })

  it('that lie further apart than the period are not counted together', async () => {
    const settings = { xtam: { lockout: { attempts: 2, period: '10m' } } }
    const { app, workspace } = await startApp({ surfaces, settings })
    for (let count = 0; count < 4; count++) {
      await whoami(app, WRONG)
      workspace.clock.advance(10 * 60_000)
    }
    await whoami(app, WRONG)
    expect(await whoami(app, ALEX)).toBe(200)
  })

  it('are met by a page that takes no more when the module throttles, for that name from that address', async () => {
    const settings = { xtam: { cas: { throttle: { attempts: 2, period: '60s' } } } }
    const { app, workspace, lastRule } = await startApp({ surfaces, settings })
    workspace.clock.freeze(true)
    const right = { username: 'xtam_login', password: 'xtam_password' }
    for (let count = 0; count < 2; count++) {
      expect((await formSignIn(app, { ...right, password: 'wrong' })).statusCode).toBe(401)
    }
    const throttled = await formSignIn(app, right)
    expect(throttled.statusCode).toBe(423)
    expect(throttled.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(throttled.headers['set-cookie']).toBeUndefined()
    expect(throttled.body).toContain('<h2>Access Denied</h2>')
    expect(throttled.body).toContain(
      'You&#39;ve entered the wrong password for the user too many times. You&#39;ve been throttled.',
    )
    expect(lastRule()).toBe('xtam.auth.throttled')
    expect((await restSignIn(app)).statusCode).toBe(423)
    expect(
      (await formSignIn(app, { username: 'xtam_reader', password: 'xtam_reader_password' })).statusCode,
    ).toBe(302)
    expect((await formSignIn(app, right, { remoteAddress: '192.0.2.1' })).statusCode).toBe(302)
    expect(await whoami(app, ALEX)).toBe(200)
    workspace.clock.advance(60_000)
    expect((await formSignIn(app, right)).statusCode).toBe(302)
  })
})
