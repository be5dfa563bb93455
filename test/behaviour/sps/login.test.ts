import { describe, expect, it } from 'vitest'
import { basic, sessionIn, startSps } from './client.ts'

const LOGIN = '/api/authentication'
const ENTRY = '{"meta":{"href":"/api","next":"/api","transaction":"/api/transaction"}}'

describe('logging in with a password (table 2.2)', () => {
  it('200: answers the entry point and a session cookie', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN, headers: { authorization: basic('admin', 'a') } })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(ENTRY)
    expect(answer.headers).toMatchObject({
      allow: 'DELETE, GET',
      'content-language': 'en',
      'content-type': 'application/json',
    })
    expect(sessionIn(answer)).toMatch(/^[0-9a-f]{40}$/)
  })

  it('400 InvalidAuthenticationRequest: a header that is no Basic credentials', async () => {
    const sps = await startSps()
    for (const authorization of ['Basic', 'Basic !!!', 'Basic YWRtaW4=', 'Digest abc']) {
      const answer = await sps.send({ url: LOGIN, headers: { authorization } })
      expect(answer.status, authorization).toBe(400)
      expect(answer.error).toBe('InvalidAuthenticationRequest')
      expect(answer.json.error.message).toBe('Unable to authenticate: no valid credentials found.')
      expect(sps.lastRule()).toBe('sps.credentials.malformed')
    }
  })

  it('401 Unauthenticated: no credentials, with the challenge that SafeguardJava waits for', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN })
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"$/)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.error).toBe('Unauthenticated')
    expect(sps.lastRule()).toBe('sps.credentials.missing')
  })

  it('401 AuthenticationFailure: a wrong password, or a user who is not there', async () => {
    const sps = await startSps()
    for (const [user, password] of [
      ['admin', 'b'],
      ['nobody', 'a'],
      ['certuser', ''],
    ] as const) {
      const answer = await sps.send({ url: LOGIN, headers: { authorization: basic(user, password) } })
      expect(answer.status).toBe(401)
      expect(answer.error).toBe('AuthenticationFailure')
      expect(answer.json.error.message).toBe('Authenticating the user with the given credentials has failed.')
      expect(sps.lastRule()).toBe('sps.credentials.wrong')
    }
  })

  it('403 Unauthorized: the user lacks the "REST server" privilege', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN, headers: { authorization: basic('noapi', 'noapi') } })
    expect(answer.status).toBe(403)
    expect(answer.error).toBe('Unauthorized')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(sps.lastRule()).toBe('sps.privilege.rest-server')
  })

  it.each([
    ['8.0', 'MethodNotAllowed', 'DELETE, GET'],
    ['6.0', 'UnsupportedMethod', 'GET'],
    ['5.x', 'UnsupportedMethod', 'GET'],
  ])('405 in %s is %s', async (profile, type, allow) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    const answer = await admin.post(LOGIN)
    expect(answer.status).toBe(405)
    expect(answer.error).toBe(type)
    expect(answer.json.error.details).toEqual({ method: 'POST' })
    expect(answer.headers.allow).toBe(allow)
    expect(sps.lastRule()).toBe('sps.method.not-allowed')
  })

  it('login_method=<name>: chooses among the listed methods, where the version knows the parameter', async () => {
    const sps = await startSps()
    const headers = { authorization: basic('admin', 'a') }
    const good = await sps.send({ url: `${LOGIN}?login_method=local`, headers })
    expect(good.status).toBe(200)
    const unfit = await sps.send({ url: `${LOGIN}?login_method=x509_name`, headers })
    expect([unfit.status, unfit.error]).toEqual([400, 'InvalidAuthenticationRequest'])
    expect(sps.lastRule()).toBe('sps.login-method.unfit')

    const old = await startSps('6.0')
    expect((await old.send({ url: `${LOGIN}?login_method=whatever`, headers })).status).toBe(200)
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

  it('return=/api/authentication: the PowerBI connector sends it, and nothing comes of it', async () => {
    const sps = await startSps()
    const answer = await sps.send({
      url: `${LOGIN}?return=/api/authentication&login_method=local`,
      headers: { authorization: basic('admin', 'a'), accept: '*/*' },
    })
    expect([answer.status, answer.text]).toEqual([200, ENTRY])
  })

  it('type=x509: a password does not do', async () => {
    const sps = await startSps()
    const answer = await sps.send({
      url: `${LOGIN}?type=x509`,
      headers: { authorization: basic('admin', 'a') },
    })
    expect([answer.status, answer.error]).toEqual([400, 'InvalidAuthenticationRequest'])
    expect(sps.lastRule()).toBe('sps.certificate.missing')
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
