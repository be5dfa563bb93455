/** Single logout over the back channel: which services hear of the end of a sign-in, and what they hear. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ticketFor } from './support.ts'

const surfaces = [xtam]
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

interface Told {
  readonly path: string
  readonly type: string
  readonly message: string
}

/** A service that keeps what it is told. */
async function listen() {
  const told: Told[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const message = new URLSearchParams(Buffer.concat(chunks).toString()).get('logoutRequest') ?? ''
      told.push({ path: request.url ?? '', type: request.headers['content-type'] ?? '', message })
      response.end()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told }
}

async function signIn(flavour: string, logoutCallbacks: readonly string[]) {
  const started = await startApp({ surfaces, settings: { xtam: { cas: { flavour, logoutCallbacks } } } })
  const { app } = started
  const granting = await app.inject({
    method: 'POST',
    url: '/cas/v1/tickets',
    headers: { ...FORM, accept: 'text/plain' },
    payload: 'username=xtam_login&password=xtam_password',
  })
  const url = `/cas/v1/tickets/${granting.body}`
  const grant = async (service: string) =>
    (
      await app.inject({
        method: 'POST',
        url,
        headers: FORM,
        payload: new URLSearchParams({ service }).toString(),
      })
    ).body
  return { ...started, grant, end: () => app.inject({ method: 'DELETE', url }) }
}

describe('the end of a sign-in', () => {
  it.each([
    ['5.2', '@NOT_USED@'],
    ['6.5', 'xtam_login'],
  ])('is told to a service of CAS %s that the settings name', async (flavour, name) => {
    const { url, told } = await listen()
    const { grant, end } = await signIn(flavour, [`${url}/*`])
    const ticket = await grant(`${url}/app`)
    await end()
    await vi.waitFor(() => expect(told).toHaveLength(1))
    expect(told[0]).toMatchObject({
      path: '/app',
      type: expect.stringMatching(/^application\/x-www-form-urlencoded/),
    })
    expect(told[0]!.message).toMatch(
      new RegExp(
        `^<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2\\.0:protocol" ID="LR-\\d+-[\\w-]{24}-xtam" Version="2\\.0" IssueInstant="[\\dT:-]+Z"><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2\\.0:assertion">${name}</saml:NameID><samlp:SessionIndex>${ticket}</samlp:SessionIndex></samlp:LogoutRequest>$`,
      ),
    )
  })

  it('is told once to each page, with the ticket that it got last', async () => {
    const { url, told } = await listen()
    const { grant, end } = await signIn('6.5', [`${url}/*`])
    await grant(`${url}/one?first`)
    const last = await grant(`${url}/one?second`)
    const other = await grant(`${url}/two`)
    await end()
    await vi.waitFor(() => expect(told).toHaveLength(2))
    const indexes = told.map(({ message }) => /SessionIndex>([^<]+)</.exec(message)?.[1])
    expect(new Set(indexes)).toEqual(new Set([last, other]))
  })

  it('is told to nobody unless the settings say so, and to nobody whom they do not name', async () => {
    const { url, told } = await listen()
    for (const callbacks of [[], [`${url}/two*`]]) {
      const { grant, end } = await signIn('6.5', callbacks)
      await grant(`${url}/one`)
      if (callbacks.length > 0) await grant(`${url}/two`)
      await end()
    }
    await vi.waitFor(() => expect(told.map(({ path }) => path)).toEqual(['/two']))
  })

  it('does not wait for a service that is gone', async () => {
    const { grant, end } = await signIn('6.5', ['http://127.0.0.1:1/*'])
    await grant('http://127.0.0.1:1/app')
    expect((await end()).statusCode).toBe(200)
  })

  it('at the logout page is told just as much', async () => {
    const { url, told } = await listen()
    const settings = { xtam: { cas: { logoutCallbacks: [`${url}/*`] } } }
    const { app } = await startApp({ surfaces, settings })
    const login = await app.inject({
      url: `/cas/login?service=${url}/app`,
      headers: { token: 'yourXTAMtoken' },
    })
    const cookie = [login.headers['set-cookie']].flat()[0]!.split(';', 1)[0]!
    await app.inject({ url: '/cas/logout', headers: { cookie } })
    await vi.waitFor(() => expect(told).toHaveLength(1))
  })
})

describe('a token', () => {
  it('is void once the module is of another release, unless it is of none', async () => {
    const { app, workspace, lastRule } = await startApp({ surfaces })
    const { authTokens } = workspace.state(xtam.slice)
    const token = authTokens.get('yourXTAMtoken')!
    expect(await ticketFor(app)).toMatch(/^ST-/)
    for (const [flavour, status] of [
      ['6.5', 302],
      ['5.2', 401],
    ] as const) {
      authTokens.put(token.text, { ...token, flavour })
      const answer = await app.inject({
        url: '/cas/login?service=http://localhost/xtam/',
        headers: { token: token.text },
      })
      expect(answer.statusCode).toBe(status)
    }
    expect(lastRule()).toBe('xtam.token.other-module')
  })
})

describe('a ticket', () => {
  const signedIn = async (flavour: string, query: string) => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })
    const answer = await app.inject({
      url: `/cas/login?service=http://app.example.com/p?a=%22&${query}`,
      headers: { token: 'yourXTAMtoken' },
    })
    return { answer, lastRule }
  }

  it.each(['5.2', '6.5'])(
    'of CAS %s travels in a form that sends itself, with method=POST',
    async (flavour) => {
      const { answer } = await signedIn(flavour, 'method=post')
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toMatch(
        /<form name="acsForm" action="http:\/\/app\.example\.com\/p\?a=&quot;" method="post">\s*<input type="hidden" name="ticket" value="ST-[^"]+"\/>/,
      )
    },
  )

  it.each([
    ['5.2', 200, undefined],
    ['6.5', 302, /\/cas\/login\?service=/],
  ])('of CAS %s travels in a header, with method=HEADER: %i', async (flavour, status, location) => {
    const { answer } = await signedIn(flavour, 'method=HEADER')
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['ticket']).toMatch(/^ST-/)
    if (location) expect(answer.headers.location).toMatch(location)
    else expect(answer.headers.location).toBeUndefined()
  })

  it.each([
    ['5.2', 302, undefined],
    ['6.5', 500, 'xtam.flow.unknown-method'],
  ])('of CAS %s meets a method that there is not with %i', async (flavour, status, rule) => {
    const { answer, lastRule } = await signedIn(flavour, 'method=garbage')
    expect(answer.statusCode).toBe(status)
    expect(lastRule()).toBe(rule)
  })
})
