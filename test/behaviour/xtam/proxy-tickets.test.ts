/** A service that signed a user in calls another service in the user's name (CAS protocol, proxy tickets). */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { redeem, ticketFor } from './support.ts'

const surfaces = [xtam]
const APP = 'https://app.example.com/'
const BACK = 'https://back.example.com/'

/** A service's callback: it keeps what it gets by the text that the service is told. */
async function listen(status = 200): Promise<{ url: string; received: Map<string, string> }> {
  const received = new Map<string, string>()
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://localhost')
    const [iou, id] = [searchParams.get('pgtIou'), searchParams.get('pgtId')]
    if (iou !== null && id !== null) received.set(iou, id)
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, received }
}

const validate = (
  app: FastifyInstance,
  ticket: string,
  service: string,
  more = '',
  path = 'serviceValidate',
) => app.inject({ url: `/cas/${path}?service=${service}&ticket=${ticket}${more}` })

const proxyTicket = async (app: FastifyInstance, pgt: string, service = BACK) => {
  const answer = await app.inject({ url: `/cas/proxy?pgt=${pgt}&targetService=${service}` })
  return { answer, ticket: /<cas:proxyTicket>(.*)<\/cas:proxyTicket>/.exec(answer.body)?.[1] ?? '' }
}

async function startWithProxy() {
  const { url, received } = await listen()
  const settings = { xtam: { cas: { proxyCallbacks: ['http://127.0.0.1:*'] } } }
  const started = await startApp({ surfaces, settings })
  const { app } = started
  const answer = await validate(app, await ticketFor(app, {}, APP), APP, `&pgtUrl=${url}`)
  const [, iou = ''] = /<cas:proxyGrantingTicket>(.*)<\/cas:proxyGrantingTicket>/.exec(answer.body) ?? []
  return { ...started, url, answer, iou, pgt: received.get(iou) ?? '' }
}

describe('a proxy-granting ticket', () => {
  it('goes to the callback of the service, which is told how to find it', async () => {
    const { answer, iou, pgt } = await startWithProxy()
    expect(answer.body).toMatch(
      /<cas:user>xtam_login<\/cas:user>\n {8}<cas:proxyGrantingTicket>PGTIOU-\d+-[\w-]{67}-xtam</,
    )
    expect(pgt).toMatch(/^PGT-\d+-[\w-]{67}-xtam$/)
    expect(answer.body).not.toContain(pgt)
    expect(iou).not.toBe('')
  })

  it('gives tickets for other services, which only proxyValidate takes, once', async () => {
    const { app, pgt, url, lastRule } = await startWithProxy()
    const { answer, ticket } = await proxyTicket(app, pgt)
    expect(answer.body).toBe(
      `<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    <cas:proxySuccess>\n        <cas:proxyTicket>${ticket}</cas:proxyTicket>\n    </cas:proxySuccess>\n</cas:serviceResponse>\n`,
    )
    expect(ticket).toMatch(/^PT-\d+-[\w-]{27}-xtam$/)
    const good = await validate(app, ticket, BACK, '', 'proxyValidate')
    expect(good.body).toContain(
      `<cas:user>xtam_login</cas:user>\n        <cas:proxies>\n            <cas:proxy>${url}</cas:proxy>\n        </cas:proxies>\n`,
    )
    expect((await validate(app, ticket, BACK, '', 'proxyValidate')).body).toContain('code="INVALID_TICKET"')
    expect(lastRule()).toBe('xtam.ticket.used')

    const second = await proxyTicket(app, pgt)
    expect((await validate(app, second.ticket, BACK)).body).toContain('code="INVALID_TICKET"')
    expect(lastRule()).toBe('xtam.ticket.of-a-proxy')
  })

  it('opens no session of the application', async () => {
    const { app, pgt, lastRule } = await startWithProxy()
    const { ticket } = await proxyTicket(app, pgt, 'http://localhost/xtam/')
    const answer = await redeem(app, ticket)
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain(`<p><b>Message</b> Ticket &#39;${ticket}&#39; not recognized`)
    expect(lastRule()).toBe('xtam.ticket.of-a-proxy')
  })

  it('may be handed on by a service that got a proxy ticket itself', async () => {
    const { app, pgt, url } = await startWithProxy()
    const { ticket } = await proxyTicket(app, pgt)
    const answer = await validate(app, ticket, BACK, `&pgtUrl=${url}%3Fnext&format=JSON`, 'p3/proxyValidate')
    expect(answer.json()).toMatchObject({
      serviceResponse: {
        authenticationSuccess: {
          user: 'xtam_login',
          attributes: { firstName: ['Alex'], isFromNewLogin: [true] },
          proxyGrantingTicket: expect.stringMatching(/^PGTIOU-/),
          proxies: [url],
        },
      },
    })
  })

  it('ends with the sign-in, and with its tickets', async () => {
    const { app, pgt, workspace, lastRule } = await startWithProxy()
    const { ticket } = await proxyTicket(app, pgt)
    const [granting] = [...workspace.state(xtam.slice).grantingTickets.keys()]
    await app.inject({ method: 'DELETE', url: `/cas/v1/tickets/${granting}` })
    const { answer } = await proxyTicket(app, pgt)
    expect(answer.body).toContain(
      `<cas:proxyFailure code="INVALID_TICKET">Ticket &#39;${pgt}&#39; not recognized</cas:proxyFailure>`,
    )
    expect(lastRule()).toBe('xtam.ticket.unknown')
    await validate(app, ticket, BACK, '', 'proxyValidate')
    expect(lastRule()).toBe('xtam.ticket.logged-out')
  })

  it.each([
    [
      '?pgt=PGT-1-x',
      'INVALID_REQUEST_PROXY',
      'The request is incorrectly formatted. Ensure all required parameters are properly encoded and included.',
      'xtam.ticket.incomplete',
    ],
    [
      '?pgt=PGT-1-x&targetService=https://back.example.com/',
      'INVALID_TICKET',
      'Ticket &#39;PGT-1-x&#39; not recognized',
      'xtam.ticket.unknown',
    ],
  ])('that is asked for by %s is refused', async (query, code, text, rule) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ url: `/cas/proxy${query}` })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain(`<cas:proxyFailure code="${code}">${text}</cas:proxyFailure>`)
    expect(lastRule()).toBe(rule)
  })

  it('gives no ticket for a service that is not registered', async () => {
    const { url, received } = await listen()
    const cas = { proxyCallbacks: ['http://127.0.0.1:*'], services: [APP] }
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { cas } } })
    await validate(app, await ticketFor(app, {}, APP), APP, `&pgtUrl=${url}`)
    const { answer } = await proxyTicket(app, [...received.values()][0]!)
    expect(answer.body).toContain('<cas:proxyFailure code="UNAUTHORIZED_SERVICE_PROXY">')
    expect(lastRule()).toBe('xtam.service.unregistered')
  })
})

describe('a proxy callback', () => {
  it.each([
    ['that the settings do not name', [], 200],
    ['that does not answer 200', ['http://127.0.0.1:*'], 500],
  ])('%s is refused', async (_what, proxyCallbacks, status) => {
    const { url, received } = await listen(status)
    const settings = { xtam: { cas: { proxyCallbacks } } }
    const { app, lastRule } = await startApp({ surfaces, settings })
    const answer = await validate(app, await ticketFor(app, {}, APP), APP, `&pgtUrl=${url}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('code="INVALID_PROXY_CALLBACK"')
    expect(answer.body).toContain('could not be authenticated.')
    expect(received.size).toBe(0)
    expect(lastRule()).toBe('xtam.proxy.callback-refused')
  })

  it('that nobody serves is refused too', async () => {
    const settings = { xtam: { cas: { proxyCallbacks: ['*'] } } }
    const { app, lastRule } = await startApp({ surfaces, settings })
    const answer = await validate(app, await ticketFor(app, {}, APP), APP, '&pgtUrl=http://127.0.0.1:1/')
    expect(answer.body).toContain('code="INVALID_PROXY_CALLBACK"')
    expect(lastRule()).toBe('xtam.proxy.callback-refused')
  })
})
