/**
 * What this surface must do to be of any use: the list it was written from (its section 13.2), one test or more for each
 * row, named by its number. Rows 1 and 2 are the vendor's own scripts; test/clients/python.test.ts runs those.
 */
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { xtam } from '../../../../src/vendors/xtam/index.ts'
import { startApp } from '../../../support/app.ts'
import { startWholeServer } from '../../../support/server.ts'
import { has, run } from '../../../support/tools.ts'
import {
  ALEX,
  FOLDER,
  READER,
  RECORD,
  TYPE,
  newRecord,
  redeem,
  restTicket,
  sessionCookie,
  ticketFor,
  xsrfOf,
  type Headers,
} from '../support.ts'

const surfaces = [xtam]
const SERVICE = 'http://localhost/xtam/'

async function started(settings: object = {}) {
  const one = await startApp({ surfaces, settings: { xtam: settings } })
  const get = (path: string, headers: Headers = ALEX) =>
    one.app.inject({ url: `/xtam/rest/${path}`, headers })
  return { ...one, get }
}

describe("the Go client's flow", () => {
  it.each([false, true])(
    '13.2.3 works with numbers for ids, a Secret and a Certificate, and a final slash of the cookie path: %s',
    async (cookiePathTrailingSlash) => {
      const { app, get } = await started({ idStyle: 'numeric', cookiePathTrailingSlash })
      const { service } = await restTicket(app)
      const answer = await redeem(app, service.body)
      const cookie = String(answer.headers['set-cookie']).split(';', 1)[0]!
      const list = (await get('folder/list/12345', { cookie })).json<{ id: number }[]>()
      const customs = []
      for (const { id } of list) {
        const record = (await get(`record/unlock/${id}`, { cookie })).json<{ custom: string }>()
        customs.push(Object.keys(JSON.parse(record.custom) as object))
      }
      expect(customs).toEqual([['Secret'], ['Cert']])
    },
  )
})

describe('a PowerShell script', () => {
  it.each([undefined, '100-continue'])(
    '13.2.4 that shows its credentials after a challenge alone creates a folder, on one connection; Expect: %s',
    async (expectation) => {
      const { http, kernel } = await startWholeServer()
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      onTestFinished(() => agent.destroy())
      const whoami = await send(agent, `${http}/xtam/rest/user/whoami`, { headers: ALEX })
      const [xsrf = ''] = whoami.headers['set-cookie'] ?? []
      const create = (headers: Headers) =>
        send(agent, `${http}/xtam/rest/folder/create/${FOLDER}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-xsrf-token': xsrf.slice('XSRF-TOKEN='.length, xsrf.indexOf(';')),
            ...(expectation === undefined ? {} : { expect: expectation }),
            ...headers,
          },
          body: '{"name":"New Folder","description":"from PowerShell"}',
        })
      const challenge = await create({})
      expect(challenge.status).toBe(401)
      expect(challenge.headers['www-authenticate']).toBe('Basic realm="Authentication required"')
      const created = await create(ALEX)
      expect(created.status).toBe(200)
      expect(JSON.parse(created.body)).toMatchObject({ name: 'New Folder' })
      expect(created.localPort).toBe(challenge.localPort)
      expect(kernel.defaultWorkspace.journal.size).toBe(3)
    },
  )
})

describe.runIf(has('curl', '--version'))('curl', () => {
  it("13.2.5 with the Shell sample's body creates a record whose name is Record Name", async () => {
    const { http } = await startWholeServer()
    const user = ['-s', '-u', 'xtam_login:xtam_password']
    const { stdout: head } = await run('curl', [
      ...user,
      '-D-',
      '-o',
      '/dev/null',
      `${http}/xtam/rest/user/whoami`,
    ])
    const [, xsrf] = /^set-cookie: XSRF-TOKEN=([^;]+)/im.exec(head) ?? []
    const { stdout } = await run('curl', [
      ...user,
      '-H',
      `X-XSRF-TOKEN: ${xsrf}`,
      '-H',
      'Accept: application/json',
      '--data',
      'name=Record Name&description=Record Description',
      '--data-urlencode',
      'custom={"Host":"host","Port":"22","User":"user","Password":"password"}',
      `${http}/xtam/rest/record/new/${FOLDER}/${TYPE}`,
    ])
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Record Name', description: 'Record Description' })
  })
})

describe('the XSRF token', () => {
  it.each([
    ['none', async () => '', 403, 'xtam.xsrf.missing'],
    ['a random one', async () => 'A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4', 403, 'xtam.xsrf.unknown'],
    ["another user's", async ({ app }: Started) => xsrfOf(app, READER), 403, 'xtam.xsrf.other-user'],
    [
      'one whose time is over',
      async ({ app, workspace }: Started) => {
        const token = await xsrfOf(app, ALEX)
        workspace.clock.advance(24 * 3_600_000)
        return token
      },
      403,
      'xtam.xsrf.expired',
    ],
    ['the one that Basic got', async ({ app }: Started) => xsrfOf(app, ALEX), 200, undefined],
    [
      "one of the same user's session",
      async ({ app }: Started) => xsrfOf(app, await sessionCookie(app)),
      200,
      undefined,
    ],
  ] as const)('13.2.6 %s gets its own answer', async (_what, make, status, rule) => {
    const one = await started()
    const size = one.workspace.state(xtam.slice).objects.size
    const token = await make(one)
    const answer = await newRecord(one.app, ALEX, { headers: { 'x-xsrf-token': token } })
    expect(answer.statusCode).toBe(status)
    expect(one.lastRule()).toBe(rule)
    expect(one.workspace.state(xtam.slice).objects.size).toBe(status === 200 ? size + 1 : size)
  })
})

describe('a ticket', () => {
  it.each([
    [
      'used',
      async ({ app }: Started) => {
        const ticket = await ticketFor(app)
        await redeem(app, ticket)
        return ticket
      },
      'not recognized',
      'xtam.ticket.used',
    ],
    [
      'late',
      async ({ app, workspace }: Started) => {
        const ticket = await ticketFor(app)
        workspace.clock.advance(11_000)
        return ticket
      },
      'not recognized',
      'xtam.ticket.expired',
    ],
    [
      "another service's",
      async ({ app }: Started) => ticketFor(app, {}, 'http://localhost/xtam'),
      'does not match supplied service. The original service was',
      'xtam.ticket.other-service',
    ],
  ] as const)('13.2.7 that is %s is refused with the words of CAS', async (_what, make, words, rule) => {
    const one = await started()
    const ticket = await make(one)
    const answer = await redeem(one.app, ticket)
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain(`<p><b>Message</b> Ticket &#39;${ticket}&#39; ${words}`)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(one.lastRule()).toBe(rule)
  })
})

describe('an authentication token', () => {
  it.each([
    ['disabled', 'yourDisabledXTAMtoken', 'xtam.token.disabled'],
    ['expired', 'yourExpiredXTAMtoken', 'xtam.token.expired'],
    ['unknown', 'nonsense', 'xtam.token.unknown'],
    ['for other addresses', 'yourElsewhereXTAMtoken', 'xtam.token.ip-refused'],
  ])('13.2.8 that is %s gets 401, a page and no Location', async (_what, token, rule) => {
    const { app, lastRule } = await started()
    const answer = await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { token } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(answer.headers.location).toBeUndefined()
    expect(lastRule()).toBe(rule)
  })
})

describe('whoami', () => {
  it('13.2.9 sets one cookie in every mode, also when the client sends one', async () => {
    const { app, get } = await started()
    const session = await sessionCookie(app)
    for (const headers of [
      ALEX,
      session,
      { ...ALEX, ...session },
      { cookie: `${session.cookie}; XSRF-TOKEN=abc` },
      { ...ALEX, cookie: 'XSRF-TOKEN=abc; JSESSIONID=abc' },
    ])
      expect([(await get('user/whoami', headers)).headers['set-cookie']].flat()).toEqual([
        expect.stringMatching(/^XSRF-TOKEN=/),
      ])
  })
})

describe('custom', () => {
  it.each([
    '{"Port":24,"Host":"h"}',
    '{"Port":"22"}',
    '{"Host":"h\u00fc\u65e5"}',
    String.raw`{"Host":"\"q\" \\ \u00e9"}`,
  ])('13.2.10 makes the round trip: %s', async (custom) => {
    const { app, get } = await started()
    const form = new URLSearchParams({ name: 'x', custom }).toString()
    const { id } = (await newRecord(app, ALEX, { form })).json<{ id: string }>()
    expect((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom).toBe(custom)
  })
})

describe('a caller without Unlock', () => {
  it('13.2.11 sees the record in the list but not its secrets', async () => {
    const { get } = await started()
    expect((await get(`folder/list/${FOLDER}`, READER)).body).toContain('lab-unix-01')
    const refused = await get(`record/unlock/${RECORD}`, READER)
    expect(refused.statusCode).toBe(403)
    expect(refused.body).not.toContain('not-a-real-password')
  })
})

describe("Tomcat's page", () => {
  it.each([
    ['a wrong method', 405, { method: 'POST', url: '/xtam/rest/user/whoami' }],
    ['an unknown path', 404, { url: '/xtam/rest/no/such' }],
    ['a bad id', 404, { url: '/xtam/rest/record/unlock/nonsense' }],
    [
      'a bad media type',
      415,
      { method: 'POST', url: `/xtam/rest/record/new/${FOLDER}/${TYPE}`, payload: '{}', type: 'text/plain' },
    ],
  ] as const)('13.2.12 answers %s with %i', async (_what, status, wanted) => {
    const { app } = await started()
    const { type, ...request } = { type: undefined, ...wanted }
    const headers = {
      ...ALEX,
      'x-xsrf-token': await xsrfOf(app, ALEX),
      ...(type && { 'content-type': type }),
    }
    const answer = await app.inject({ ...request, headers })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('text/html;charset=utf-8')
    expect(answer.body).toMatch(
      new RegExp(
        `^<!doctype html><html lang="en"><head><title>HTTP Status ${status} – .*<h3>Apache Tomcat/9\\.0\\.50</h3></body></html>$`,
      ),
    )
  })
})

type Started = Awaited<ReturnType<typeof started>>

interface Sent {
  readonly method?: string
  readonly headers: Headers
  readonly body?: string
}

/** Sends a request over a connection that is kept, and tells which one it was. */
function send(agent: Agent, url: string, { method = 'GET', headers, body = '' }: Sent) {
  return new Promise<{
    status: number | undefined
    headers: IncomingMessage['headers']
    body: string
    localPort: number | undefined
  }>((resolve, reject) => {
    const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const call = httpRequest(url, { agent, method, headers: { ...headers, ...length } }, (answer) => {
      const { localPort } = answer.socket
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: text, localPort }),
      )
    })
    call.on('error', reject)
    if (headers['expect'] === undefined) call.end(body)
    else {
      // A client that waits sends its body when it is told to; a final answer instead ends the wait.
      call.flushHeaders()
      call.on('continue', () => call.end(body))
    }
  })
}
