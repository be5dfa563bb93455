/** Failures of the product's own, as a fault names them. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { ALEX, newRecord, redeem, sessionCookie, ticketFor, xsrfOf } from './support.ts'

const surfaces = [xtam]

async function breakDown({ app }: TestApp, name: string, match: object): Promise<void> {
  const answer = await app.inject({
    method: 'POST',
    url: '/__mock/faults',
    headers: { host: 'localhost' },
    payload: { match: { surface: 'xtam', ...match }, times: 1, effect: { type: 'vendor', name } },
  })
  expect(answer.statusCode).toBe(201)
}

describe('the fault', () => {
  it('sign-in-module-unreachable refuses a good ticket, which stays good', async () => {
    const started = await startApp({ surfaces })
    const ticket = await ticketFor(started.app)
    await breakDown(started, 'sign-in-module-unreachable', { operation: 'xtam.gui.open' })
    const answer = await redeem(started.app, ticket)
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('HTTP Status 403 – Forbidden')
    expect(started.lastRule()).toBe('xtam.fault.module-unreachable')
    expect((await redeem(started.app, ticket)).statusCode).toBe(302)
  })

  it('sign-in-down answers 404 for the module, and leaves the application alone', async () => {
    const started = await startApp({ surfaces })
    await breakDown(started, 'sign-in-down', {})
    const whoami = await started.app.inject({ url: '/xtam/rest/user/whoami', headers: ALEX })
    expect(whoami.statusCode).toBe(200)
    const url = '/cas/login?service=http://localhost/xtam/'
    const answer = await started.app.inject({ url, headers: { token: 'yourXTAMtoken' } })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('Apache Tomcat')
  })

  it.each(['/xtam/', '/', '/?ticket=ST-1-x'])('of a surface meets its entry page, %s', async (url) => {
    const started = await startApp({ surfaces })
    await breakDown(started, 'sign-in-module-unreachable', {})
    expect((await started.app.inject({ url })).statusCode).toBe(403)
    expect(started.lastEntry()).toMatchObject({
      surface: 'xtam',
      reason: { rule: 'xtam.fault.module-unreachable' },
    })
  })

  it('ticket-expired refuses a ticket as a late one, and meets nothing else', async () => {
    const started = await startApp({ surfaces })
    const ticket = await ticketFor(started.app)
    await breakDown(started, 'ticket-expired', {})
    expect((await started.app.inject({ url: '/xtam/rest/user/whoami', headers: ALEX })).statusCode).toBe(200)
    expect((await redeem(started.app, ticket)).statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.ticket.expired')
    expect((await redeem(started.app, await ticketFor(started.app))).statusCode).toBe(302)
  })

  it("xsrf-rejected refuses a change once, with the product's own words", async () => {
    const started = await startApp({ surfaces })
    const xsrf = await xsrfOf(started.app, ALEX)
    const change = (): ReturnType<typeof newRecord> =>
      newRecord(started.app, ALEX, { headers: { 'x-xsrf-token': xsrf } })
    await breakDown(started, 'xsrf-rejected', {})
    const refused = await change()
    expect(refused.statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.fault.xsrf-rejected')
    expect((await change()).statusCode).toBe(200)
  })

  it('restarted forgets sessions and XSRF tokens, and keeps records', async () => {
    const started = await startApp({ surfaces })
    const session = await sessionCookie(started.app)
    const xsrf = await xsrfOf(started.app, ALEX)
    await breakDown(started, 'restarted', { operation: 'xtam.user.whoami' })
    const whoami = await started.app.inject({ url: '/xtam/rest/user/whoami', headers: session })
    expect(whoami.statusCode).toBe(401)
    expect(started.lastRule()).toBe('xtam.fault.restarted')
    expect((await newRecord(started.app, ALEX, { headers: { 'x-xsrf-token': xsrf } })).statusCode).toBe(403)
    expect((await newRecord(started.app, ALEX)).statusCode).toBe(200)
  })
})
