/** One test for each row of the tables of section 2.2: the parameters of the password login, and its answers. */
import { describe, expect, it } from 'vitest'
import { basic, sessionIn, startSps, type Answer, type Sps } from '../client.ts'
import { PROFILES } from '../../../../src/vendors/sps/profiles.ts'

const LOGIN = '/api/authentication'
const ENTRY = '{"meta":{"href":"/api","next":"/api","transaction":"/api/transaction"}}'
const ADMIN = { authorization: basic('admin', 'a') }

describe('2.2 parameters', () => {
  it('2.2 login_method=<name>: chooses the method; the first that takes a password by default', async () => {
    const sps = await startSps()
    for (const [query, name] of [
      ['', 'local'],
      ['?login_method=local', 'local'],
      ['?login_method=radius_with_ldap_groups_name', 'radius_with_ldap_groups_name'],
    ]) {
      const answer = await sps.send({ url: LOGIN + query, headers: ADMIN })
      expect(answer.status, query).toBe(200)
      const headers = { cookie: `session_id=${sessionIn(answer)}` }
      expect((await sps.send({ url: '/api/user/info', headers })).json.login_method.name).toBe(name)
    }
    const unfit = await sps.send({ url: `${LOGIN}?login_method=x509_name`, headers: ADMIN })
    expect([unfit.status, unfit.error]).toEqual([400, 'InvalidAuthenticationRequest'])
    expect(sps.lastRule()).toBe('sps.login-method.unfit')
  })

  it('2.2 type=x509: forces the login by certificate, so that a password does not do', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: `${LOGIN}?type=x509`, headers: ADMIN })
    expect([answer.status, answer.error]).toEqual([400, 'InvalidAuthenticationRequest'])
    expect(sps.lastRule()).toBe('sps.certificate.missing')
  })

  it('2.2 return=/api/authentication: is accepted, and nothing comes of it (PowerBI)', async () => {
    const sps = await startSps()
    const url = `${LOGIN}?return=/api/authentication&login_method=local`
    const answer = await sps.send({ url, headers: { ...ADMIN, accept: '*/*' } })
    expect([answer.status, answer.text]).toEqual([200, ENTRY])
  })
})

describe('2.2 answers', () => {
  it.each(PROFILES)(
    '2.2 row 200 in %s: the entry point, literally, and the session cookie',
    async (profile) => {
      const sps = await startSps(profile)
      const answer = await sps.send({ url: LOGIN, headers: ADMIN })
      expect([answer.status, answer.text]).toEqual([200, ENTRY])
      expect(answer.headers).toMatchObject({
        allow: ['8.0', '7.5', '7.0'].includes(profile) ? 'DELETE, GET' : 'GET',
        'content-language': 'en',
        'content-type': 'application/json',
        'set-cookie': expect.stringMatching(
          /^session_id=[0-9a-f]{40}; expires=\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT; HttpOnly; Max-Age=1200; Path=\/$/,
        ),
      })
    },
  )

  it('2.2 row 400 InvalidAuthenticationRequest: a certificate where a password is expected', async () => {
    const header = 'X-Pam-Mock-Client-Subject'
    const sps = await startSps('8.0', { x509Header: header })
    const answer = await sps.send({ url: LOGIN, headers: { [header]: 'CN=certuser' } })
    demand(answer, 400, 'InvalidAuthenticationRequest', 'Unable to authenticate: no valid credentials found.')
    expect(sps.lastRule()).toBe('sps.certificate.unasked')
  })

  it.each(['Basic', 'Basic !!!', 'Basic YWRtaW4=', 'Digest abc', 'Bearer'])(
    '2.2 row 400 InvalidAuthenticationRequest: the header "%s"',
    async (authorization) => {
      const sps = await startSps()
      const answer = await sps.send({ url: LOGIN, headers: { authorization } })
      demand(
        answer,
        400,
        'InvalidAuthenticationRequest',
        'Unable to authenticate: no valid credentials found.',
      )
      expect(sps.lastRule()).toBe('sps.credentials.malformed')
    },
  )

  it('2.2 row 401 Unauthenticated: no Authorization; with the challenge that SafeguardJava waits for', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN })
    const message = 'Authentication is required to access the requested resource'
    demand(answer, 401, 'Unauthenticated', message)
    expect(answer.json.error.details).toEqual({ path: LOGIN })
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"$/)
    expect(sps.lastRule()).toBe('sps.credentials.missing')
  })

  it.each([
    ['a wrong password', 'admin', 'b'],
    ['an empty one', 'admin', ''],
    ['nobody of that name', 'nobody', 'a'],
    ['a user without a password', 'certuser', ''],
  ])('2.2 row 401 AuthenticationFailure: %s', async (_what, user, password) => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN, headers: { authorization: basic(user, password) } })
    const message = 'Authenticating the user with the given credentials has failed.'
    demand(answer, 401, 'AuthenticationFailure', message)
    expect(sps.lastRule()).toBe('sps.credentials.wrong')
  })

  it('2.2 row 403 Unauthorized: the user lacks the "REST server" privilege', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: LOGIN, headers: { authorization: basic('noapi', 'noapi') } })
    demand(answer, 403, 'Unauthorized', 'The client is not authorized to access the requested resource')
    expect(sps.lastRule()).toBe('sps.privilege.rest-server')
  })

  it.each(
    PROFILES.flatMap((profile, at) =>
      (['POST', 'PUT', ...(at < 3 ? [] : ['DELETE' as const])] as const).map(
        (method) => [at < 3 ? 'MethodNotAllowed' : 'UnsupportedMethod', method, profile, at] as const,
      ),
    ),
  )('2.2 row 405 %s: %s in %s', async (type, method, profile, at) => {
    const sps = await startSps(profile)
    const { session } = await sps.login()
    const answer = await send(sps, method, session)
    expect([answer.status, answer.error]).toEqual([405, type])
    expect(answer.json.error.details).toEqual({ method })
    expect(answer.headers.allow).toBe(at < 3 ? 'DELETE, GET' : 'GET')
    expect(sps.lastRule()).toBe('sps.method.not-allowed')
  })
})

function demand(answer: Answer, status: number, type: string, message: string): void {
  expect([answer.status, answer.error, answer.json.error.message]).toEqual([status, type, message])
  expect(answer.headers['set-cookie']).toBeUndefined()
}

function send(sps: Sps, method: 'POST' | 'PUT' | 'DELETE', session: string): Promise<Answer> {
  return sps.send({ method, url: LOGIN, headers: { cookie: `session_id=${session}`, 'content-length': '0' } })
}
