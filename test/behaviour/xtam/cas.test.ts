/** The sign-in module as browsers and CAS clients know it. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { totp } from '../../../src/kernel/totp.ts'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { basic, newRecord, redeem, sessionCookie, xsrfOf } from './support.ts'

const surfaces = [xtam]
const SERVICE = 'http://localhost/xtam/'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const executionOf = ({ body }: LightMyRequestResponse): string =>
  /name="execution" value="([^"]+)"/.exec(body)![1]!
const cookiesOf = ({ headers }: LightMyRequestResponse): string[] => [headers['set-cookie'] ?? []].flat()
/** The first cookie of an answer, which is the one that signs in. */
const cookieOf = (answer: LightMyRequestResponse): string => cookiesOf(answer)[0]!.split(';', 1)[0]!
const grantingOf = (answer: LightMyRequestResponse): string | undefined =>
  cookiesOf(answer).find((line) => line.startsWith('TGC=eyJ'))
const ticketOf = ({ headers }: LightMyRequestResponse): string =>
  /ticket=(.*)$/.exec(String(headers.location))![1]!

/** Opens the page and sends its form. */
async function submit(app: FastifyInstance, fields: Record<string, string>, query = `?service=${SERVICE}`) {
  const page = await app.inject({ url: `/cas/login${query}` })
  return send(app, { execution: executionOf(page), geolocation: '', ...fields })
}

function send(app: FastifyInstance, fields: Record<string, string>) {
  return app.inject({
    method: 'POST',
    url: '/cas/login',
    headers: FORM,
    payload: new URLSearchParams({ _eventId: 'submit', ...fields }).toString(),
  })
}

const ALEX = { username: 'xtam_login', password: 'xtam_password' }

describe('the sign-in form', () => {
  it('holds the fields of CAS, and no lt', async () => {
    const { app } = await startApp({ surfaces })
    const page = await app.inject({ url: '/cas/login' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(page.headers['x-frame-options']).toBe('DENY')
    for (const name of ['username', 'password', 'execution', '_eventId', 'geolocation', 'submitBtn'])
      expect(page.body).toContain(`name="${name}"`)
    expect(page.body).not.toContain('name="lt"')
    expect(executionOf(page)).toMatch(/^[0-9a-f-]{36}_[A-Za-z0-9_-]{100,}$/)
  })

  it('brings the browser to its service, which travels inside the execution', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await submit(app, ALEX)
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toContain(`${SERVICE}?ticket=ST-`)
    expect(grantingOf(answer)).toMatch(/; Path=\/cas; SameSite=None; HttpOnly$/)
    expect((await redeem(app, ticketOf(answer))).statusCode).toBe(302)
  })

  it('without a service says that it worked', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await submit(app, ALEX, '')
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('Log In Successful')
    expect(grantingOf(answer)).toBeDefined()
  })

  it.each([
    ['5.2', { ...ALEX, password: 'wrong' }, 'xtam.auth.wrong-password', 'Invalid credentials.'],
    ['5.2', { ...ALEX, username: 'nobody' }, 'xtam.auth.unknown-user', 'Invalid credentials.'],
    [
      '6.5',
      { ...ALEX, password: 'wrong' },
      'xtam.auth.wrong-password',
      'Authentication attempt has failed, likely due to invalid credentials. Please verify and try again.',
    ],
    [
      '6.5',
      { ...ALEX, username: 'nobody' },
      'xtam.auth.unknown-user',
      'Your account is not recognized and cannot login at this time.',
    ],
    [
      '5.2',
      { username: 'xtam_disabled', password: 'xtam_disabled_password' },
      'xtam.auth.disabled-user',
      'This account has been disabled.',
    ],
  ] as const)('of CAS %s comes back with 401 after %o', async (flavour, fields, rule, text) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const answer = await submit(app, fields)
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain(
      flavour === '5.2'
        ? `<div class="alert alert-danger"><span>${text}</span></div>`
        : `<div id="loginErrorsPanel" class="banner banner-danger alert alert-danger banner-dismissible"><p>${text} </p></div>`,
    )
    expect(answer.headers.location).toBeUndefined()
    expect(lastRule()).toBe(rule)
    expect((await send(app, { ...ALEX, execution: executionOf(answer) })).statusCode).toBe(302)
  })

  it.each([
    ['5.2', { username: '', password: 'x' }, 200, 'Username is a required field.'],
    ['5.2', { username: 'x', password: '' }, 200, 'Password is a required field.'],
    [
      '6.5',
      { username: '', password: '' },
      200,
      'Username is a required field. </p><p>Password is a required',
    ],
    [
      '6.5',
      { username: ' ', password: 'x' },
      200,
      'Unable to accept credential with an empty or unspecified',
    ],
    ['6.5', { password: 'x' }, 200, 'Unable to accept credential with an empty or unspecified'],
    ['5.2', { username: ' ', password: 'x' }, 401, 'Invalid credentials.'],
    ['5.2', { password: 'x' }, 401, 'Invalid credentials.'],
  ] as const)('of CAS %s says what %o lacks, with %i', async (flavour, fields, status, text) => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const answer = await submit(app, fields)
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(text)
    expect(grantingOf(answer)).toBeUndefined()
  })

  it.each([
    ['5.2', 302],
    ['6.5', 401],
  ] as const)('of CAS %s takes a name with blanks around it with %i', async (flavour, status) => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    expect((await submit(app, { ...ALEX, username: ' xtam_login ' })).statusCode).toBe(status)
  })

  it('is the service of its page, whatever the form asks for now', async () => {
    const { app } = await startApp({ surfaces })
    const page = await app.inject({ url: `/cas/login?service=${SERVICE}` })
    const answer = await app.inject({
      method: 'POST',
      url: '/cas/login?service=http://other.example.com/',
      headers: FORM,
      payload: new URLSearchParams({ execution: executionOf(page), _eventId: 'submit', ...ALEX }).toString(),
    })
    expect(answer.headers.location).toContain(`${SERVICE}?ticket=ST-`)
  })

  it('is shown again where nothing says that it was submitted', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const page = await app.inject({ url: `/cas/login?service=${SERVICE}` })
    const answer = await app.inject({
      method: 'POST',
      url: '/cas/login',
      headers: FORM,
      payload: new URLSearchParams({ execution: executionOf(page), ...ALEX }).toString(),
    })
    expect(answer.statusCode).toBe(200)
    expect(grantingOf(answer)).toBeUndefined()
    expect(lastRule()).toBe('xtam.flow.no-event')
    expect((await send(app, { ...ALEX, execution: executionOf(answer) })).headers.location).toContain(
      'ticket=',
    )
  })

  it('is fresh when the execution is stale, and nothing was attempted', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    const page = await app.inject({ url: '/cas/login' })
    workspace.clock.advance(8 * 3_600_000)
    const answer = await send(app, { ...ALEX, execution: executionOf(page) })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toMatch(
      /\/cas\/login\?exception\.message=Error\+decoding\+flow\+execution$/,
    )
    expect(grantingOf(answer)).toBeUndefined()
    expect(lastRule()).toBe('xtam.flow.unknown')
  })

  it.each(['nonsense', ''])('cannot bring %j in place of an execution', async (execution) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour: '5.2' } } } })
    const answer = await send(app, { ...ALEX, execution })
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toMatchObject({
      status: 500,
      exception: 'org.springframework.webflow.execution.repository.BadlyFormattedFlowExecutionKeyException',
      path: '/cas/login',
    })
    expect(lastRule()).toBe('xtam.flow.malformed')
  })

  it('is fresh too when a sign-in brings no execution, and the journal tells', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await send(app, ALEX)
    expect(answer.statusCode).toBe(200)
    expect(grantingOf(answer)).toBeUndefined()
    expect(lastRule()).toBe('xtam.flow.missing')
    expect((await send(app, {})).statusCode).toBe(200)
    expect(lastRule()).toBe('xtam.flow.missing')
    await app.inject({ url: '/cas/login' })
    expect(lastRule()).toBeUndefined()
  })

  it('shows a hostile name as text', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await submit(app, { username: '"><script>', password: 'x' })
    expect(answer.body).not.toContain('<script>')
  })
})

describe('single sign-on', () => {
  it('gives later tickets without credentials, for two hours of idling and eight in all', async () => {
    const { app, workspace } = await startApp({ surfaces })
    const cookie = cookieOf(await submit(app, ALEX))
    workspace.clock.freeze(true)
    const again = async () =>
      (await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })).statusCode
    workspace.clock.advance(2 * 3_600_000 - 10_000)
    expect(await again()).toBe(302)
    for (const _hour of [1, 2, 3, 4, 5, 6]) {
      workspace.clock.advance(3_600_000)
      expect(await again()).toBe(302)
    }
    workspace.clock.advance(3_600_000)
    expect(await again()).toBe(200)
  })

  it('takes its last tickets with it when its time is over', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    workspace.clock.freeze(true)
    const cookie = cookieOf(await submit(app, ALEX))
    const again = () => app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })
    for (const _hour of [1, 2, 3, 4, 5, 6, 7]) {
      workspace.clock.advance(3_600_000)
      await again()
    }
    workspace.clock.advance(3_600_000 - 5000)
    const ticket = ticketOf(await again())
    workspace.clock.advance(5000)
    expect((await redeem(app, ticket)).statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.ticket.logged-out')
  })

  it('ends after two hours without a ticket', async () => {
    const { app, workspace } = await startApp({ surfaces })
    const cookie = cookieOf(await submit(app, ALEX))
    workspace.clock.advance(2 * 3_600_000)
    const answer = await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
  })

  it.each([
    [true, 200, 'xtam.sign-in.carried-off'],
    [false, 302, undefined],
  ])(
    'from another address or browser is good as xtam.cas.pinCookie says: %s',
    async (pinCookie, status, rule) => {
      const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { pinCookie } } } })
      const cookie = cookieOf(await submit(app, ALEX))
      const url = `/cas/login?service=${SERVICE}`
      for (const elsewhere of [
        { headers: { cookie, 'user-agent': 'another' } },
        { headers: { cookie }, remoteAddress: '192.0.2.1' },
      ]) {
        expect((await app.inject({ url, ...elsewhere })).statusCode).toBe(status)
        expect(lastRule()).toBe(rule)
      }
      expect((await app.inject({ url, headers: { cookie } })).statusCode).toBe(302)
    },
  )

  it('without a service shows who is signed in', async () => {
    const { app } = await startApp({ surfaces })
    const cookie = cookieOf(await submit(app, ALEX))
    const answer = await app.inject({ url: '/cas/login', headers: { cookie } })
    expect(answer.body).toContain('<strong>xtam_login</strong>')
  })

  it('is passed over by renew, and gateway asks nothing of a browser', async () => {
    const { app } = await startApp({ surfaces })
    const cookie = cookieOf(await submit(app, ALEX))
    const renewed = await app.inject({ url: `/cas/login?service=${SERVICE}&renew=true`, headers: { cookie } })
    expect(renewed.statusCode).toBe(200)
    const gateway = await app.inject({ url: `/cas/login?service=${SERVICE}&gateway=true` })
    expect(gateway.statusCode).toBe(302)
    expect(gateway.headers.location).toBe(SERVICE)
    const both = await app.inject({ url: `/cas/login?service=${SERVICE}&gateway=true&renew=true` })
    expect(both.headers.location).toBe(SERVICE)
    const any = await app.inject({ url: `/cas/login?service=${SERVICE}&renew=1`, headers: { cookie } })
    expect(any.statusCode).toBe(200)
  })

  /** What Apereo CAS 5.2.6 and 6.6.12 answered: a ticket, the bare service, or the form. */
  it.each([
    ['renew=true', ['form', 'form', 'form', 'form']],
    ['renew=false', ['form', 'form', 'form', 'form']],
    ['renew=', ['ticket', 'form', 'form', 'form']],
    ['renew', ['ticket', 'form', 'form', 'form']],
    ['gateway=true', ['ticket', 'bare', 'ticket', 'bare']],
    ['gateway=false', ['ticket', 'bare', 'ticket', 'bare']],
    ['gateway=', ['ticket', 'form', 'ticket', 'form']],
    ['gateway=true&renew=true', ['form', 'bare', 'bare', 'bare']],
  ])('meets %s as each release does, signed in and not', async (query, expected) => {
    const came = []
    for (const flavour of ['5.2', '6.5']) {
      const { app } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
      const cookie = cookieOf(await submit(app, ALEX))
      for (const headers of [{ cookie }, {}]) {
        const answer = await app.inject({ url: `/cas/login?service=${SERVICE}&${query}`, headers })
        const { location } = answer.headers
        came.push(location === undefined ? 'form' : location.includes('ticket=') ? 'ticket' : 'bare')
      }
    }
    expect(came).toEqual(expected)
  })

  it('that is over asks for credentials again, and the journal tells why', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    const cookie = cookieOf(await submit(app, ALEX))
    workspace.clock.advance(2 * 3_600_000 + 1)
    for (const [headers, rule] of [
      [{ cookie }, 'xtam.sign-in.over'],
      [{ cookie: 'TGC=nonsense' }, 'xtam.sign-in.over'],
      [{ cookie, token: 'nonsense' }, 'xtam.token.unknown'],
      [{}, undefined],
    ] as const) {
      await app.inject({ url: `/cas/login?service=${SERVICE}`, headers })
      expect(lastRule()).toBe(rule)
    }
    await app.inject({ url: `/cas/login?service=${SERVICE}&renew=true`, headers: { cookie } })
    expect(lastRule()).toBeUndefined()
  })

  it('opened by a token works as any other', async () => {
    const { app } = await startApp({ surfaces })
    const login = await app.inject({
      url: `/cas/login?service=${SERVICE}`,
      headers: { token: 'yourXTAMtoken' },
    })
    const answer = await app.inject({
      url: `/cas/login?service=${SERVICE}`,
      headers: { cookie: cookieOf(login) },
    })
    expect(answer.statusCode).toBe(302)
  })
})

describe('logout', () => {
  it('clears the cookie, ends the sign-in and the sessions that came from it', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const login = await submit(app, ALEX)
    const cookie = cookieOf(login)
    const session = cookieOf(await redeem(app, ticketOf(login)))
    const pending = await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })
    const answer = await app.inject({ url: `/cas/logout?service=${SERVICE}`, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('Logout successful')
    expect(cookiesOf(answer)).toContain(
      'TGC=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:10 GMT; Path=/cas; HttpOnly',
    )
    expect(
      (await app.inject({ url: '/xtam/rest/user/whoami', headers: { cookie: session } })).statusCode,
    ).toBe(401)
    expect((await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })).statusCode).toBe(
      200,
    )
    expect((await redeem(app, ticketOf(pending))).statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.ticket.logged-out')
  })

  it('leaves other sign-ins of the same user alone', async () => {
    const { app } = await startApp({ surfaces })
    const session = await sessionCookie(app)
    await app.inject({ url: '/cas/logout', headers: { cookie: cookieOf(await submit(app, ALEX)) } })
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers: session })).statusCode).toBe(200)
  })

  it('goes on to a service when told to', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { followLogoutService: true } } } })
    expect((await app.inject({ url: `/cas/logout?service=${SERVICE}` })).headers.location).toBe(SERVICE)
  })

  it('at the root of the server ends the session of the cookie as well', async () => {
    const { app } = await startApp({ surfaces })
    const session = await sessionCookie(app, { xtam: '', cas: '' })
    expect((await app.inject({ url: '/logout', headers: session })).statusCode).toBe(200)
    expect((await app.inject({ url: '/rest/user/whoami', headers: session })).statusCode).toBe(401)
  })

  it("ends the user's XSRF tokens too", async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const login = await submit(app, ALEX)
    const session = { cookie: cookieOf(await redeem(app, ticketOf(login))) }
    const xsrf = await xsrfOf(app, session)
    await app.inject({ url: '/cas/logout', headers: { cookie: cookieOf(login) } })
    const headers = { ...basic('xtam_login', 'xtam_password'), 'x-xsrf-token': xsrf }
    expect((await newRecord(app, headers, { headers })).statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.unknown')
  })

  it('of the application ends its session and goes on to the module', async () => {
    const { app } = await startApp({ surfaces })
    const session = await sessionCookie(app)
    const answer = await app.inject({ url: '/xtam/logout', headers: { host: 'localhost', ...session } })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('http://localhost/cas/logout')
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers: session })).statusCode).toBe(401)
  })
})

describe('REST tickets', () => {
  const create = (app: FastifyInstance, payload: string, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/cas/v1/tickets',
      headers: { host: 'localhost', ...FORM, ...headers },
      payload,
    })
  const GOOD = 'username=xtam_login&password=xtam_password'

  it('are a page unless the client asks for something else', async () => {
    const { app } = await startApp({ surfaces })
    const page = await create(app, GOOD)
    expect(page.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(page.body).toContain('<h1>TGT Created</h1>')
    const bare = await create(app, GOOD, { accept: 'application/json' })
    expect(bare.statusCode).toBe(201)
    expect(bare.body).toMatch(/^TGT-\d+-[\w-]{67}-xtam$/)
    expect(bare.headers.location).toBe(`http://localhost/cas/v1/tickets/${bare.body}`)
  })

  it.each([
    [
      'a wrong password',
      'username=xtam_login&password=x',
      401,
      ['FailedLoginException'],
      'Authentication Failure: 1 errors, 0 successes:Authentication attempt has failed, likely due to invalid credentials. Please verify and try again.',
      'xtam.auth.wrong-password',
    ],
    [
      'an unknown user',
      'username=x&password=x',
      401,
      ['AccountNotFoundException'],
      'x not found in backing map.:Your account is not recognized and cannot login at this time.',
      'xtam.auth.unknown-user',
    ],
    [
      'a disabled user',
      'username=xtam_disabled&password=xtam_disabled_password',
      401,
      ['AccountDisabledException'],
      'Authentication Failure: 1 errors, 0 successes:This account has been disabled.',
      'xtam.auth.disabled-user',
    ],
  ])('are refused for %s', async (_what, payload, status, exceptions, sentence, rule) => {
    for (const flavour of ['5.2', '6.5'] as const) {
      const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
      const answer = await create(app, payload)
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['content-type']).toBe(
        `${flavour === '5.2' ? 'text/plain' : 'application/x-www-form-urlencoded'};charset=UTF-8`,
      )
      expect(answer.body).toBe(
        flavour === '5.2'
          ? `{\n  "authentication_exceptions" : [ ${JSON.stringify(exceptions[0])} ]\n}`
          : `{\n  "@class" : "java.util.HashMap",\n  "authentication_exceptions" : [ "java.util.ArrayList", [ ${JSON.stringify(sentence)} ] ]\n}`,
      )
      expect(answer.headers.location).toBeUndefined()
      expect(lastRule()).toBe(rule)
    }
  })

  it.each([
    ['5.2', "Invalid payload. 'username' and 'password' form fields are required."],
    ['6.5', 'No credentials can be extracted to authenticate the REST request'],
  ])('of CAS %s are refused for want of credentials', async (flavour, body) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const answer = await create(app, 'username=xtam_login')
    expect([answer.statusCode, answer.body]).toEqual([400, body])
    expect(lastRule()).toBe('xtam.form.incomplete')
  })

  it('take their parameters from the query, too', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({ method: 'POST', url: `/cas/v1/tickets?${GOOD}`, headers: FORM })
    expect(answer.statusCode).toBe(201)
  })

  it.each([
    ['any', 'header', 201],
    ['any', 'parameter', 201],
    ['header', 'header', 201],
    ['header', 'parameter', 400],
    ['parameter', 'header', 400],
    ['none', 'header', 400],
  ])('are given for a token, with xtam.cas.restToken %s by %s: %i', async (restToken, place, status) => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { restToken } } } })
    const answer =
      place === 'header'
        ? await create(app, '', { token: 'yourXTAMtoken' })
        : await create(app, 'token=yourXTAMtoken')
    expect(answer.statusCode).toBe(status)
  })

  it('are refused for a token that is not good, and the journal tells why', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    expect((await create(app, '', { token: 'yourExpiredXTAMtoken' })).statusCode).toBe(401)
    expect(lastRule()).toBe('xtam.token.expired')
  })

  it('for a service that is not registered are none', async () => {
    const settings = { xtam: { cas: { services: ['http://known.example.com/*'] } } }
    const { app, lastRule } = await startApp({ surfaces, settings })
    const answer = await create(app, `${GOOD}&service=http://unknown.example.com/`)
    expect([answer.statusCode, answer.body]).toEqual([500, 'service.not.authorized.sso'])
    expect(lastRule()).toBe('xtam.service.unregistered')
  })

  it.each([
    ['5.2', 404, 0, ''],
    ['6.5', 200, 401, 'DefaultAuthentication'],
  ])('of CAS %s: whose credentials they are, without a ticket', async (flavour, good, bad, text) => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const ask = (payload: string) =>
      app.inject({ method: 'POST', url: '/cas/v1/users', headers: FORM, payload })
    const answer = await ask(GOOD)
    expect(answer.statusCode).toBe(good)
    expect(answer.body).toContain(text)
    if (bad > 0) {
      expect((await ask('username=xtam_login&password=x')).statusCode).toBe(bad)
      expect(answer.json()).toMatchObject({
        authentication: { principal: { id: 'xtam_login', attributes: { lastName: ['Morgan'] } } },
      })
    }
  })

  it('are asked for by forms alone', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await create(app, '{}', { 'content-type': 'application/json' })
    expect(answer.statusCode).toBe(415)
    expect(lastRule()).toBe('xtam.body.media-type')
  })

  it('give service tickets until they are deleted, and their sessions go with them', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const { body: granting } = await create(app, GOOD, { accept: 'text/plain' })
    const url = `/cas/v1/tickets/${granting}`
    const grant = () => app.inject({ method: 'POST', url, headers: FORM, payload: `service=${SERVICE}` })
    const ticket = (await grant()).body
    const session = cookieOf(await redeem(app, ticket))
    expect((await app.inject({ url })).body).toBe(`--- "${granting}"\n`)
    expect((await app.inject({ url, headers: { accept: 'text/plain' } })).body).toBe(granting)
    const deleted = await app.inject({ method: 'DELETE', url })
    expect([deleted.statusCode, deleted.body]).toEqual([200, '[]'])
    const late = await grant()
    expect(late.statusCode).toBe(404)
    expect(late.body).toBe(`${granting} could not be found or is considered invalid`)
    expect(lastRule()).toBe('xtam.granting-ticket.unknown')
    expect((await app.inject({ url })).statusCode).toBe(404)
    expect(
      (await app.inject({ url: '/xtam/rest/user/whoami', headers: { cookie: session } })).statusCode,
    ).toBe(401)
  })

  it.each([
    ['5.2', 404, ' could not be found'],
    ['6.5', 500, 'Target service/application is unspecified or unrecognized in the request'],
  ])('of CAS %s need a service: %i', async (flavour, status, text) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const { body } = await create(app, GOOD, { accept: 'text/plain' })
    const answer = await app.inject({
      method: 'POST',
      url: `/cas/v1/tickets/${body}`,
      headers: FORM,
      payload: 'service=',
    })
    expect([answer.statusCode, answer.body]).toEqual([status, text])
    expect(lastRule()).toBe('xtam.service.missing')
  })

  it('of CAS 6 are renewed by the credentials of their user alone', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const { body: granting } = await create(app, GOOD, { accept: 'text/plain' })
    const ask = (fields: string) =>
      app.inject({
        method: 'POST',
        url: `/cas/v1/tickets/${granting}`,
        headers: { ...FORM, accept: 'text/plain' },
        payload: `service=${SERVICE}&renew=true${fields}`,
      })
    const none = await ask('')
    expect([none.statusCode, none.body]).toEqual([
      400,
      'No credentials are provided or extracted to authenticate the REST request',
    ])
    expect((await ask('&username=xtam_login&password=x')).statusCode).toBe(401)
    expect((await ask('&username=xtam_admin&password=xtam_admin_password')).statusCode).toBe(401)
    expect(lastRule()).toBe('xtam.granting-ticket.other-user')
    expect((await ask(`&${GOOD}`)).body).toMatch(/^ST-/)
  })
})

describe('validation', () => {
  const grant = async (app: FastifyInstance, service = 'https://app.example.com/') =>
    ticketOf(await submit(app, ALEX, `?service=${service}`))
  const APP = 'https://app.example.com/'

  it('answers a good ticket once', async () => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour: '5.2' } } } })
    const url = `/cas/serviceValidate?service=${APP}&ticket=${await grant(app)}`
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/xml;charset=UTF-8')
    expect(answer.body).toBe(
      "<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    <cas:authenticationSuccess>\n        <cas:user>xtam_login</cas:user>\n        </cas:authenticationSuccess>\n</cas:serviceResponse>\n",
    )
    const again = await app.inject({ url })
    expect(again.statusCode).toBe(200)
    expect(again.body).toMatch(
      /<cas:authenticationFailure code="INVALID_TICKET">Ticket &#39;ST-\S+&#39; not recognized<\/cas:authenticationFailure>/,
    )
    expect(lastRule()).toBe('xtam.ticket.used')
  })

  it.each(['/cas/p3/serviceValidate', '/cas/p3/proxyValidate', '/p3/serviceValidate'])(
    '%s adds attributes',
    async (path) => {
      const { app } = await startApp({ surfaces })
      const answer = await app.inject({ url: `${path}?service=${APP}&ticket=${await grant(app)}` })
      expect(answer.body).toContain('            <cas:firstName>Alex</cas:firstName>\n')
      expect(answer.body).toContain('            <cas:isFromNewLogin>true</cas:isFromNewLogin>\n')
    },
  )

  it('speaks JSON when asked', async () => {
    const { app } = await startApp({ surfaces })
    const good = await app.inject({
      url: `/cas/p3/serviceValidate?service=${APP}&ticket=${await grant(app)}&format=JSON`,
    })
    expect(good.json()).toEqual({
      serviceResponse: {
        authenticationSuccess: {
          user: 'xtam_login',
          attributes: {
            firstName: ['Alex'],
            lastName: ['Morgan'],
            email: ['alex.morgan@example.com'],
            memberOf: ['Operators'],
            isFromNewLogin: [true],
            authenticationDate: [expect.any(Number)],
            longTermAuthenticationRequestTokenUsed: [false],
            credentialType: ['UsernamePasswordCredential'],
            authenticationMethod: ['Static Credentials'],
            successfulAuthenticationHandlers: ['Static Credentials'],
            clientIpAddress: ['127.0.0.1'],
            serverIpAddress: ['127.0.0.1'],
            userAgent: ['lightMyRequest'],
            geoLocation: ['unknown'],
          },
        },
      },
    })
    expect(good.body).toMatch(/"authenticationDate" : \[ \d+\.\d{9} \]/)
    const bad = await app.inject({ url: `/cas/serviceValidate?service=${APP}&ticket=ST-1-x&format=json` })
    expect(bad.json()).toEqual({
      serviceResponse: {
        authenticationFailure: { code: 'INVALID_TICKET', description: "Ticket 'ST-1-x' not recognized" },
      },
    })
  })

  it('speaks CAS 1.0', async () => {
    const { app } = await startApp({ surfaces })
    expect((await app.inject({ url: `/cas/validate?service=${APP}&ticket=${await grant(app)}` })).body).toBe(
      'yes\nxtam_login\n',
    )
    expect((await app.inject({ url: `/cas/validate?service=${APP}&ticket=x` })).body).toBe('no\n\n')
  })

  it.each([
    [
      'another service',
      (ticket: string) => `service=https://other.example.com/&ticket=${ticket}`,
      'INVALID_SERVICE',
      'xtam.ticket.other-service',
    ],
    ['no service', (ticket: string) => `ticket=${ticket}`, 'INVALID_REQUEST', 'xtam.ticket.incomplete'],
    ['no ticket', () => `service=${APP}`, 'INVALID_REQUEST', 'xtam.ticket.incomplete'],
  ])('names its failure for %s', async (_what, query, code, rule) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ url: `/cas/serviceValidate?${query(await grant(app))}` })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain(`code="${code}"`)
    expect(lastRule()).toBe(rule)
  })

  it('with renew takes a ticket from given credentials alone', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const login = await submit(app, ALEX, `?service=${APP}`)
    const check = (ticket: string) =>
      app.inject({ url: `/cas/serviceValidate?service=${APP}&renew=true&ticket=${ticket}` })
    expect((await check(ticketOf(login))).body).toContain('authenticationSuccess')
    const second = await app.inject({
      url: `/cas/login?service=${APP}`,
      headers: { cookie: cookieOf(login) },
    })
    expect((await check(ticketOf(second))).body).toContain('code="INVALID_TICKET"')
    expect(lastRule()).toBe('xtam.ticket.not-renewed')
  })
})

describe('the second factor', () => {
  const settings = { xtam: { cas: { mfa: 'gauth' } } }

  it('gives a user an authenticator at first, then asks for its code', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces, settings })
    const first = await submit(app, ALEX)
    expect(first.statusCode).toBe(200)
    expect(grantingOf(first)).toBeUndefined()
    const secret = /id="seckey">([A-Z2-7]+)</.exec(first.body)![1]!
    expect(first.body).toContain(`otpauth://totp/XTAM?secret=${secret}&issuer=XtonTechnologies`)
    const code = totp(secret, workspace.clock.now())
    expect((await send(app, { execution: executionOf(first), token: code })).statusCode).toBe(302)

    const second = await submit(app, ALEX)
    expect(second.body).not.toContain('seckey')
    const wrong = await send(app, { execution: executionOf(second), token: '0' })
    expect(wrong.statusCode).toBe(401)
    expect(lastRule()).toBe('xtam.mfa.wrong-code')
    const right = await send(app, {
      execution: executionOf(wrong),
      token: totp(secret, workspace.clock.now()),
    })
    expect(right.headers.location).toContain('ticket=ST-')
  })

  it('leaves a user as he was when its page is left', async () => {
    const { app } = await startApp({ surfaces, settings })
    const secretOf = async () => /id="seckey">([A-Z2-7]+)</.exec((await submit(app, ALEX)).body)?.[1]
    const first = await secretOf()
    expect(first).toBeDefined()
    expect(await secretOf()).not.toBe(first)
  })

  it('takes a page and its code once, and not from a user disabled meanwhile', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces, settings })
    const page = await submit(app, ALEX)
    const secret = /id="seckey">([A-Z2-7]+)</.exec(page.body)![1]!
    const fields = { execution: executionOf(page), token: totp(secret, workspace.clock.now()) }
    expect((await send(app, fields)).statusCode).toBe(302)
    const again = await send(app, fields)
    expect(again.headers.location).toContain('exception.message=')
    expect(grantingOf(again)).toBeUndefined()
    expect(lastRule()).toBe('xtam.flow.unknown')

    const next = await submit(app, ALEX)
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, enabled: false })
    const refused = await send(app, {
      execution: executionOf(next),
      token: totp(secret, workspace.clock.now()),
    })
    expect(refused.statusCode).toBe(401)
    expect(lastRule()).toBe('xtam.auth.disabled-user')
  })

  it('stops a token at its page', async () => {
    const { app } = await startApp({ surfaces, settings })
    const answer = await app.inject({
      url: `/cas/login?service=${SERVICE}`,
      headers: { token: 'yourXTAMtoken' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.body).toContain('Token:')
  })

  it('is not asked of Basic', async () => {
    const { app } = await startApp({ surfaces, settings })
    const headers = { authorization: `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}` }
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode).toBe(200)
  })
})

describe('a user who is disabled after signing in', () => {
  const disable = ({ workspace }: Awaited<ReturnType<typeof startApp>>): void => {
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, enabled: false })
  }

  it('gets no ticket by the cookie, and none over REST', async () => {
    const started = await startApp({ surfaces })
    const { app } = started
    const cookie = cookieOf(await submit(app, ALEX))
    const payload = 'username=xtam_login&password=xtam_password'
    const granting = await app.inject({
      method: 'POST',
      url: '/cas/v1/tickets',
      headers: { ...FORM, accept: 'text/plain' },
      payload,
    })
    disable(started)
    expect((await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })).statusCode).toBe(
      200,
    )
    const url = `/cas/v1/tickets/${granting.body}`
    expect(
      (await app.inject({ method: 'POST', url, headers: FORM, payload: `service=${SERVICE}` })).statusCode,
    ).toBe(404)
  })

  it('signs out for good all the same', async () => {
    const started = await startApp({ surfaces })
    const { app, workspace } = started
    const cookie = cookieOf(await submit(app, ALEX))
    disable(started)
    await app.inject({ url: '/cas/logout', headers: { cookie } })
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, enabled: true })
    const answer = await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
  })

  it('cannot use a ticket that was issued before', async () => {
    const started = await startApp({ surfaces })
    const ticket = ticketOf(await submit(started.app, ALEX))
    disable(started)
    expect((await redeem(started.app, ticket)).statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.ticket.user-disabled')
  })
})

describe('the journal', () => {
  it('shows no ticket, wherever one stands, and no secret that is a whole answer', async () => {
    const { app, workspace } = await startApp({ surfaces })
    const granting = await app.inject({
      method: 'POST',
      url: '/cas/v1/tickets',
      headers: FORM,
      payload: 'username=xtam_login&password=xtam_password',
    })
    const path = new URL(String(granting.headers.location)).pathname
    const ticket = (
      await app.inject({ method: 'POST', url: path, headers: FORM, payload: `service=${SERVICE}` })
    ).body
    const session = cookieOf(await redeem(app, ticket)).slice('JSESSIONID='.length)
    await app.inject({ url: `/xtam/rest/user/whoami;jsessionid=${session}` })
    await redeem(app, ticket)
    const headers = basic('xtam_login', 'xtam_password')
    await app.inject({ url: '/xtam/rest/record/unlock/183321/Password', headers })
    await app.inject({ url: '/xtam/rest/record/download/679/Cert', headers })
    const shown = JSON.stringify(workspace.journal.list().entries)
    for (const secret of [
      path.split('/').at(-1)!,
      ticket,
      session,
      'not-a-real-password',
      'not a real certificate',
      'xtam_password',
    ])
      expect(shown).not.toContain(secret)
  })
})

describe('the module', () => {
  const sessionOf = (answer: LightMyRequestResponse): string | undefined =>
    cookiesOf(answer).find((line) => line.startsWith('JSESSIONID='))

  it('keeps no session for its pages unless told to, and then gives its cookie once', async () => {
    const { app } = await startApp({ surfaces })
    expect(sessionOf(await app.inject({ url: '/cas/login' }))).toBeUndefined()
    const other = await startApp({ surfaces, settings: { xtam: { cas: { sessionCookie: true } } } })
    const page = await other.app.inject({ url: '/cas/login' })
    expect(sessionOf(page)).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/cas; HttpOnly$/)
    const again = await other.app.inject({ url: '/cas/login', headers: { cookie: cookieOf(page) } })
    expect(sessionOf(again)).toBeUndefined()
  })

  it('leads from its root to the sign-in page', async () => {
    const { app } = await startApp({ surfaces })
    expect((await app.inject({ url: '/cas/' })).headers.location).toBe('/cas/login')
    expect((await app.inject({ url: '/cas/?service=http://x/%20a' })).headers.location).toBe(
      '/cas/login?service=http://x/%20a',
    )
  })

  it('does not bind a host to TLS unless told to', async () => {
    const { app } = await startApp({ surfaces })
    expect((await app.inject({ url: '/cas/login' })).headers['strict-transport-security']).toBeUndefined()
  })
})

describe('a session of the application', () => {
  it('ends with the name of its node in a cluster', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { jvmRoute: 'node1' } } })
    const headers = await sessionCookie(app)
    expect(headers.cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}\.node1$/)
    expect((await app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode).toBe(200)
  })

  it('is in the URL of the redirect when told to, and is taken from there', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { jsessionidInRedirect: true } } })
    const answer = await redeem(app, ticketOf(await submit(app, ALEX)))
    expect(answer.headers.location).toMatch(/^http:\/\/localhost\/xtam\/;jsessionid=[0-9A-F]{32}$/)
    const page = await app.inject({ url: answer.headers.location!.slice('http://localhost'.length) })
    expect(page.statusCode).toBe(200)
  })

  it('is answered at once when redirects are off', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { redirectAfterValidation: false } } })
    const answer = await redeem(app, ticketOf(await submit(app, ALEX)))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/^JSESSIONID=/)
    expect(answer.body).toContain('Alex Morgan')
  })

  it.each([
    [false, 200],
    [true, 401],
  ])(
    'of a user who is disabled meanwhile, with revokeSessions %s, answers %i',
    async (revokeSessions, status) => {
      const { app, workspace } = await startApp({ surfaces, settings: { xtam: { revokeSessions } } })
      const headers = await sessionCookie(app)
      const { users } = workspace.state(xtam.slice)
      users.put('xtam_login', { ...users.get('xtam_login')!, enabled: false })
      expect((await app.inject({ url: '/xtam/rest/user/whoami', headers })).statusCode).toBe(status)
    },
  )
})
