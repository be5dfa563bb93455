/** Levers that a person at the product would pull, as the control plane offers them. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { ALEX, newRecord, sessionCookie, xsrfOf } from './support.ts'

const surfaces = [xtam]

const pull = ({ app }: TestApp, action: string, payload: object = {}) =>
  app.inject({
    method: 'POST',
    url: `/__mock/actions/xtam/${action}`,
    payload,
    headers: { host: 'localhost' },
  })

describe('the lever', () => {
  it('revoke-token stops a token, by its id or its text', async () => {
    const started = await startApp({ surfaces })
    expect((await pull(started, 'revoke-token', { id: '1' })).json()).toEqual({ revoked: '1' })
    const url = '/cas/login?service=http://localhost/xtam/'
    expect((await started.app.inject({ url, headers: { token: 'yourXTAMtoken' } })).statusCode).toBe(401)
    expect(started.lastRule()).toBe('xtam.token.disabled')
    expect((await pull(started, 'revoke-token', { token: 'yourElsewhereXTAMtoken' })).json()).toEqual({
      revoked: '4',
    })
    expect((await pull(started, 'revoke-token', { id: '99' })).statusCode).toBeGreaterThanOrEqual(400)
  })

  it('expire-sessions ends sessions of one user, or all', async () => {
    const started = await startApp({ surfaces })
    const headers = await sessionCookie(started.app)
    const whoami = async () =>
      (await started.app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode
    expect((await pull(started, 'expire-sessions', { login: 'xtam_reader' })).json()).toEqual({ expired: 0 })
    expect(await whoami()).toBe(200)
    expect((await pull(started, 'expire-sessions')).json()).toEqual({ expired: 1 })
    expect(await whoami()).toBe(401)
    expect(started.lastRule()).toBe('xtam.session.expired')
  })

  it('expire-xsrf-tokens makes a client fetch a new one', async () => {
    const started = await startApp({ surfaces })
    const xsrf = await xsrfOf(started.app, ALEX)
    expect((await pull(started, 'expire-xsrf-tokens')).json()).toEqual({ expired: 1 })
    expect((await newRecord(started.app, ALEX, { headers: { 'x-xsrf-token': xsrf } })).statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.xsrf.expired')
    expect((await newRecord(started.app, ALEX)).statusCode).toBe(200)
  })

  it.each([
    ['approve-request', 'approved', 200],
    ['reject-request', 'rejected', 403],
  ])('%s decides what waits', async (action, member, status) => {
    const started = await startApp({ surfaces })
    const requested = await started.app.inject({
      method: 'POST',
      url: '/xtam/rest/workflow/request/12501',
      headers: {
        ...ALEX,
        'content-type': 'application/json',
        'x-xsrf-token': await xsrfOf(started.app, ALEX),
      },
      payload: '{}',
    })
    const { id } = requested.json<{ id: string }>()
    expect((await pull(started, action)).json()).toEqual({ [member]: [id] })
    expect(
      (await started.app.inject({ url: '/xtam/rest/record/unlock/12501', headers: ALEX })).statusCode,
    ).toBe(status)
    expect((await pull(started, action, { id })).statusCode).toBeGreaterThanOrEqual(400)
  })
})
