import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { redeem, ticketFor } from './support.ts'

const surfaces = [xtam]
const SERVICE = 'http://localhost/xtam/'
const LOGIN = `/cas/login?service=${SERVICE}`

const ticketOf = ({ headers }: LightMyRequestResponse): string =>
  /ticket=(.*)$/.exec(String(headers.location))![1]!

describe('a token at the sign-in module', () => {
  it('is taken from the header or from a parameter, the service raw or encoded', async () => {
    const { app } = await startApp({ surfaces })
    const ways = [
      { url: LOGIN, headers: { ToKeN: 'yourXTAMtoken' } },
      { url: `${LOGIN}&token=yourXTAMtoken` },
      { url: `/cas/login?token=yourXTAMtoken&service=${encodeURIComponent(SERVICE)}` },
      { url: LOGIN, headers: { token: 'yourXTAMtoken' }, method: 'POST' as const },
    ]
    for (const way of ways) {
      const answer = await app.inject(way)
      expect(answer.statusCode).toBe(302)
      expect(answer.headers.location).toMatch(
        /^http:\/\/localhost\/xtam\/\?ticket=ST-\d+-[A-Za-z0-9_-]{20,}(-[A-Za-z0-9.-]+)?$/,
      )
      expect([answer.headers['set-cookie']].flat()[0]).toMatch(
        /^TGC=[A-Za-z0-9._-]+; Path=\/cas; SameSite=None; HttpOnly$/,
      )
    }
  })

  it.each([
    ['not known', 'nonsense', 'xtam.token.unknown'],
    ['expired', 'yourExpiredXTAMtoken', 'xtam.token.expired'],
    ['disabled', 'yourDisabledXTAMtoken', 'xtam.token.disabled'],
    ['for another address', 'yourElsewhereXTAMtoken', 'xtam.token.ip-refused'],
    ['of a disabled user', 'tokenOfDisabledUser', 'xtam.token.disabled-user'],
  ])('that is %s gets 401, the form and no Location', async (_what, token, rule) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ url: LOGIN, headers: { token } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(answer.headers.location).toBeUndefined()
    expect(String(answer.headers['set-cookie'])).not.toContain('TGC=eyJ')
    expect(answer.headers['www-authenticate']).toBeUndefined()
    expect(answer.body).toContain('<form method="post" id="fm1" action="login">')
    expect(lastRule()).toBe(rule)
  })

  it('that is for addresses signs in from one of them', async () => {
    const { app } = await startApp({ surfaces })
    for (const remoteAddress of ['192.0.2.10', '198.51.100.7', '::ffff:198.51.100.7']) {
      const answer = await app.inject({
        url: LOGIN,
        headers: { token: 'yourElsewhereXTAMtoken' },
        remoteAddress,
      })
      expect(answer.statusCode).toBe(302)
    }
  })

  it('that is blank or absent gets the form with 200', async () => {
    const { app } = await startApp({ surfaces })
    for (const headers of [{}, { token: '' }, { token: '  ' }]) {
      const answer = await app.inject({ url: LOGIN, headers })
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toContain('name="execution"')
    }
  })

  it('is ignored without a service, and the journal says so', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ url: '/cas/login', headers: { token: 'yourXTAMtoken' } })
    expect(answer.statusCode).toBe(200)
    expect(String(answer.headers['set-cookie'])).not.toContain('TGC=eyJ')
    expect(lastRule()).toBe('xtam.token.without-service')
  })

  it('gets no ticket for a service that is not registered', async () => {
    const { app, lastRule } = await startApp({
      surfaces,
      settings: { xtam: { cas: { services: ['https://xtam.company.com/*'] } } },
    })
    const answer = await app.inject({ url: LOGIN, headers: { token: 'yourXTAMtoken' } })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('Application Not Authorized to Use CAS')
    expect(String(answer.headers['set-cookie'])).not.toContain('TGC')
    expect(lastRule()).toBe('xtam.service.unregistered')
  })

  it('cannot be made to write a header of its own', async () => {
    const { app } = await startApp({ surfaces })
    const service = 'http://localhost/%0d%0aSet-Cookie:%20x=y/%C3%BC'
    const answer = await app.inject({
      url: `/cas/login?service=${service}`,
      headers: { token: 'yourXTAMtoken' },
    })
    expect(answer.statusCode).toBe(302)
    // A blank goes out as it came.
    expect(answer.headers.location).toMatch(/^http:\/\/localhost\/%0D%0ASet-Cookie: x=y\/%C3%BC\?ticket=ST-/)
  })
})

describe('a service ticket', () => {
  it('follows an ampersand when the service has a query already', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      url: `/cas/login?service=${encodeURIComponent('http://localhost/xtam/?a=b#top')}`,
      headers: { token: 'yourXTAMtoken' },
    })
    expect(answer.headers.location).toMatch(/^http:\/\/localhost\/xtam\/\?a=b&ticket=ST-[^#]+#top$/)
  })

  it('opens a session and leaves the URL', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await redeem(app, await ticketFor(app))
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('http://localhost/xtam/')
    expect(answer.headers['set-cookie']).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/xtam; HttpOnly$/)
    expect(answer.headers['content-length']).toBe('0')
  })

  it('is taken without the slash too: the context sends it on with its query', async () => {
    const { app } = await startApp({ surfaces })
    const ticket = await ticketFor(app)
    const first = await app.inject({ url: `/xtam?ticket=${ticket}`, headers: { host: 'localhost' } })
    expect(first.statusCode).toBe(302)
    expect(first.headers.location).toBe(`/xtam/?ticket=${ticket}`)
    expect(first.headers['set-cookie']).toBeUndefined()
    const second = await app.inject({ url: String(first.headers.location), headers: { host: 'localhost' } })
    expect(second.headers['set-cookie']).toMatch(/^JSESSIONID=/)
    const cookie = String(second.headers['set-cookie']).split(';', 1)[0]!
    const third = await app.inject({ url: '/xtam/', headers: { cookie } })
    expect(third.statusCode).toBe(200)
    expect(third.headers['content-type']).toBe('text/html;charset=UTF-8')
  })

  it('is good for a function when it was issued for its URL, and the rest of the query stays', async () => {
    const { app } = await startApp({ surfaces })
    const service = 'http://localhost/xtam/rest/user/whoami?x=1'
    const ticket = await ticketFor(app, {}, encodeURIComponent(service))
    const answer = await app.inject({
      url: `/xtam/rest/user/whoami?x=1&ticket=${ticket}`,
      headers: { host: 'localhost' },
    })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe(service)
  })

  it.each([
    ['unknown', async () => 'ST-1-nonsense', 'xtam.ticket.unknown'],
    [
      'used',
      async ({ app }: Awaited<ReturnType<typeof startApp>>) => {
        const ticket = await ticketFor(app)
        await redeem(app, ticket)
        return ticket
      },
      'xtam.ticket.used',
    ],
    [
      'over ten seconds old',
      async ({ app, workspace }: Awaited<ReturnType<typeof startApp>>) => {
        const ticket = await ticketFor(app)
        workspace.clock.advance(10_001)
        return ticket
      },
      'xtam.ticket.expired',
    ],
  ])('that is %s gets 403 with the words of CAS', async (_what, make, rule) => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    const ticket = await make(started)
    const answer = await redeem(started.app, ticket)
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain(`<p><b>Message</b> Ticket &#39;${ticket}&#39; not recognized</p>`)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(started.lastRule()).toBe(rule)
  })

  it('lives ten seconds, and CAS counts it as over after them', async () => {
    const { app, workspace } = await startApp({ surfaces })
    workspace.clock.freeze(true)
    const ticket = await ticketFor(app)
    workspace.clock.advance(10_000)
    expect((await redeem(app, ticket)).statusCode).toBe(302)
  })

  it.each([
    ['5.2', 'xtam.ticket.used'],
    ['6.5', 'xtam.ticket.other-service'],
  ])('for another service is refused, and in CAS 5 spent by that: %s', async (flavour, rule) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const ticket = await ticketFor(app, {}, 'http://localhost/xtam')
    const answer = await redeem(app, ticket)
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain(
      `Ticket &#39;${ticket}&#39; does not match supplied service. The original service was &#39;http:&#47;&#47;localhost&#47;xtam&#39; and the supplied service was &#39;http:&#47;&#47;localhost&#47;xtam&#47;&#39;.`,
    )
    expect(lastRule()).toBe('xtam.ticket.other-service')
    await redeem(app, ticket)
    expect(lastRule()).toBe(rule)
  })

  it.each([
    ['5.2', 302],
    ['6.5', 403],
  ])('gives way to the next one for its page, but not in CAS 5: %s', async (flavour, status) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const signedIn = await app.inject({ url: LOGIN, headers: { token: 'yourXTAMtoken' } })
    const cookie = [signedIn.headers['set-cookie']].flat()[0]!.split(';', 1)[0]!
    const first = ticketOf(signedIn)
    const elsewhere = await app.inject({ url: `${LOGIN}elsewhere`, headers: { cookie } })
    const second = ticketOf(await app.inject({ url: `${LOGIN}?query`, headers: { cookie } }))

    const answer = await redeem(app, first)
    expect(answer.statusCode).toBe(status)
    if (status === 403) expect(lastRule()).toBe('xtam.ticket.superseded')
    const validate = (ticket: string, service: string) =>
      app.inject({ url: `/cas/validate?service=${service}&ticket=${ticket}` })
    expect((await validate(second, `${SERVICE}?query`)).body).toBe('yes\nxtam_login\n')
    expect((await validate(ticketOf(elsewhere), `${SERVICE}elsewhere`)).body).toBe('yes\nxtam_login\n')
  })

  it.each([
    ['http://localhost/xtam/;jsessionid=1A2B3C', true],
    ['http://LOCALHOST/Xtam/', true],
    ['http%3A%2F%2Flocalhost%2Fxtam%2F', true],
    ['http://localhost/%78tam/', true],
    ['http://localhost:80/xtam/', false],
    ['https://localhost/xtam/', false],
    ['http://localhost/xtam', false],
    ['http://localhost/xtam/%zz', false],
  ])('for %s is good at the application: %s', async (service, isGood) => {
    const { app } = await startApp({ surfaces, settings: { xtam: { cas: { services: ['*'] } } } })
    const ticket = await ticketFor(app, {}, encodeURIComponent(service))
    expect((await redeem(app, ticket)).statusCode).toBe(isGood ? 302 : 403)
  })

  it('fails with 500 and an exception report when told so', async () => {
    const { app } = await startApp({ surfaces, settings: { xtam: { ticketFailure: 500 } } })
    const answer = await redeem(app, 'ST-1-x')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toContain('<p><b>Type</b> Exception Report</p>')
    expect(answer.body).toContain('TicketValidationException: Ticket &#39;ST-1-x&#39; not recognized')
  })

  it('is checked under the public server name when there is one', async () => {
    const { app } = await startApp({
      surfaces,
      settings: { xtam: { cas: { serverName: 'https://xtam.company.com' } } },
    })
    const ticket = await ticketFor(app, {}, 'https://xtam.company.com/xtam/')
    const answer = await redeem(app, ticket)
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('https://xtam.company.com/xtam/')
  })
})

describe('without the sign-in module', () => {
  it('there is no /cas, and the application asks for Basic', async () => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { fsm: false } } })
    expect((await app.inject({ url: LOGIN, headers: { token: 'yourXTAMtoken' } })).statusCode).toBe(404)
    expect(lastRule()).toBe('xtam.path.unknown')
    expect((await app.inject({ url: '/cas' })).statusCode).toBe(404)
    const logout = await app.inject({
      url: '/xtam/logout',
      headers: { authorization: `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}` },
    })
    expect(logout.headers.location).toBe('/xtam/')
    const page = await app.inject({ url: '/xtam/' })
    expect(page.statusCode).toBe(401)
    expect(page.headers['www-authenticate']).toMatch(/^Basic /)
  })
})
