import { describe, expect, it } from 'vitest'
import { basic, sessionIn, startSps } from './client.ts'

const LOGIN = '/api/authentication'
const ENTRY = '{"meta":{"href":"/api","next":"/api","transaction":"/api/transaction"}}'

describe('logging in with a password, besides the tables of 2.2', () => {
  it('login_method means nothing to versions that do not know it', async () => {
    const sps = await startSps('6.0')
    const headers = { authorization: basic('admin', 'a') }
    expect((await sps.send({ url: `${LOGIN}?login_method=whatever`, headers })).status).toBe(200)
  })

  it('lists a SAML2 method, and lets nobody in by it: its flow is not described anywhere', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const saml = { name: 'adfs', title: 'Single sign-on', authentication: 'saml2', credential: 'federated' }
    await admin.post('/api/configuration/aaa/login_methods', saml)
    await admin.put('/api/transaction', { status: 'commit' })
    const listed = await sps.anonymous.get(`${LOGIN}/login_methods`)
    expect(listed.json.login_methods.at(-1)).toEqual(saml)
    const headers = { authorization: basic('admin', 'a') }
    const answer = await sps.send({ url: `${LOGIN}?login_method=adfs`, headers })
    expect([answer.status, answer.error]).toEqual([400, 'InvalidAuthenticationRequest'])
    expect(sps.lastRule()).toBe('sps.login-method.unfit')
  })

  it('takes credentials in UTF-8', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post('/api/configuration/passwords', { plain: 'pässwörd' })
    await admin.post('/api/configuration/aaa/local_database/users', { name: 'józsef', password: json.key })
    await admin.put('/api/transaction', { status: 'commit' })
    const answer = await sps.send({ url: LOGIN, headers: { authorization: basic('józsef', 'pässwörd') } })
    expect(answer.error, 'known, but without the privilege').toBe('Unauthorized')
  })

  it('noCredentials=400-invalid-request answers a bare login so', async () => {
    const sps = await startSps('8.0', { noCredentials: '400-invalid-request' })
    expect((await sps.send({ url: LOGIN })).error).toBe('InvalidAuthenticationRequest')
  })
})

describe('a repeated login (2.6)', () => {
  it('opens a new session and leaves the old one alive, as SafeguardDotNet needs', async () => {
    const sps = await startSps()
    const first = await sps.login()
    const again = await first.get(LOGIN, { authorization: basic('admin', 'a') })
    expect(again.status).toBe(200)
    expect([again.headers['set-cookie']].flat()).toHaveLength(1)
    expect(sessionIn(again)).not.toBe(first.session)
    expect((await first.get('/api/configuration')).status).toBe(200)
  })

  it('with the cookie alone answers the entry point and keeps the session', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.get(LOGIN)
    expect([answer.status, answer.text]).toEqual([200, ENTRY])
    expect(sessionIn(answer)).toBe(admin.session)
  })

  it('with an expired cookie alone is challenged again', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    sps.workspace.clock.advance(20 * 60_000)
    const answer = await admin.get(LOGIN)
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBeDefined()
  })
})

describe('logging out (2.7)', () => {
  it('ends the session and its transaction, and expires the cookie', async () => {
    const sps = await startSps()
    const [admin, other] = [await sps.login(), await sps.login()]
    await admin.post('/api/transaction')
    const answer = await admin.delete(LOGIN)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('{"meta":{"href":"/api/authentication","parent":"/api"}}')
    expect(answer.headers['set-cookie']).toMatch(/^session_id=; expires=.*; HttpOnly; Max-Age=0; Path=\/$/)
    expect((await admin.get('/api/configuration')).status).toBe(401)
    expect((await other.post('/api/transaction')).status).toBe(200)
  })

  it('is not offered by 6.9 and older', async () => {
    const sps = await startSps('6.9')
    const admin = await sps.login()
    expect((await admin.delete(LOGIN)).error).toBe('UnsupportedMethod')
  })
})
