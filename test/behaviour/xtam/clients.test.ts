/** What real clients and published scripts depend on, one test for each; and the list a build must pass to be of use. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import {
  ALEX,
  FOLDER,
  RECORD,
  READER,
  TYPE,
  newRecord,
  redeem,
  sessionCookie,
  ticketFor,
  xsrfOf,
} from './support.ts'

const surfaces = [xtam]
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const SERVICE = 'http://localhost/xtam/'

async function started(settings: object = {}) {
  const one = await startApp({ surfaces, settings: { xtam: settings } })
  const get = (path: string, headers: Record<string, string> = ALEX) =>
    one.app.inject({ url: `/xtam/rest/${path}`, headers })
  return { ...one, get }
}

/** Tickets as the Go client gets them. */
async function restTicket(app: Awaited<ReturnType<typeof startApp>>['app']) {
  const granting = await app.inject({
    method: 'POST',
    url: '/cas/v1/tickets',
    headers: { host: 'localhost', ...FORM },
    payload: 'username=xtam_login&password=xtam_password',
  })
  const location = String(granting.headers.location)
  const service = await app.inject({
    method: 'POST',
    url: location.slice('http://localhost'.length),
    headers: { host: 'localhost', ...FORM },
    payload: `service=${encodeURIComponent(SERVICE)}`,
  })
  return { granting, location, service }
}

describe('a client depends on', () => {
  it('1: firstName and lastName, which are strings even when empty', async () => {
    const { get, workspace } = await started()
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, firstName: '', lastName: '' })
    expect((await get('user/whoami')).json()).toMatchObject({ firstName: '', lastName: '' })
  })

  it('2: the XSRF cookie on every whoami, with Basic and in a session', async () => {
    const { app, get } = await started()
    for (const headers of [ALEX, ALEX, await sessionCookie(app)])
      expect((await get('user/whoami', headers)).headers['set-cookie']).toMatch(
        /^XSRF-TOKEN=[A-Za-z0-9._-]+; Path=\/xtam$/,
      )
  })

  it('3: unlock by GET without an XSRF token', async () => {
    const { get } = await started()
    expect((await get(`record/unlock/${RECORD}`)).statusCode).toBe(200)
  })

  it('4: custom as a text that holds JSON, the name beside it', async () => {
    const { get } = await started()
    const record = (await get(`record/unlock/${RECORD}`)).json<{ name: string; custom: string }>()
    expect(record.name).toBe('lab-unix-01')
    expect(JSON.parse(record.custom)).toMatchObject({
      Host: expect.any(String),
      User: expect.any(String),
      Password: expect.any(String),
    })
  })

  it('5: Basic on a POST with the XSRF header and no cookie', async () => {
    const { app } = await started()
    expect((await newRecord(app, ALEX)).statusCode).toBe(200)
  })

  it('6: raw blanks in a form', async () => {
    const { app } = await started()
    expect((await newRecord(app, ALEX, { form: 'name=Record Name' })).json()).toMatchObject({
      name: 'Record Name',
    })
  })

  it('7: a port that stays a number, or a text', async () => {
    const { get } = await started()
    const port = async (id: number) =>
      (JSON.parse((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom) as { Port: unknown })
        .Port
    expect([await port(183321), await port(183322)]).toEqual([22, '2222'])
  })

  it('8: JSON to folder/create, a form to record/new', async () => {
    const { app } = await started()
    const xsrf = await xsrfOf(app, ALEX)
    const folder = await app.inject({
      method: 'POST',
      url: `/xtam/rest/folder/create/${FOLDER}`,
      headers: { ...ALEX, 'content-type': 'application/json', 'x-xsrf-token': xsrf },
      payload: '{"name":"New Folder","description":"d"}',
    })
    expect(folder.statusCode).toBe(200)
    expect((await newRecord(app, ALEX)).statusCode).toBe(200)
  })

  it('9: a Basic challenge to any call without credentials, POST too', async () => {
    const { app } = await started()
    const answer = await app.inject({
      method: 'POST',
      url: `/xtam/rest/folder/create/${FOLDER}`,
      payload: {},
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
  })

  it('10: a Location for a token with a service that is not URL-encoded', async () => {
    const { app } = await started()
    expect(await ticketFor(app)).toMatch(/^ST-/)
  })

  it('11: a cookie from that Location, without redirects being followed', async () => {
    const { app } = await started()
    expect((await redeem(app, await ticketFor(app))).headers['set-cookie']).toMatch(/^JSESSIONID=/)
  })

  it.each([
    [{}, '/xtam'],
    [{ cookiePathTrailingSlash: true }, '/xtam/'],
  ])('12: a cookie path that the functions lie under, with %o', async (settings, path) => {
    const { app } = await started(settings)
    expect((await redeem(app, await ticketFor(app))).headers['set-cookie']).toContain(`; Path=${path};`)
    expect('/xtam/rest/user/whoami'.startsWith(path)).toBe(true)
  })

  it('13: 201 with an absolute Location, then 200 with the bare ticket', async () => {
    const { app } = await started()
    const { granting, location, service } = await restTicket(app)
    expect(granting.statusCode).toBe(201)
    expect(location).toMatch(/^http:\/\/localhost\/cas\/v1\/tickets\/TGT-/)
    expect(service.statusCode).toBe(200)
    expect(service.body).toMatch(/^ST-[\w.-]+$/)
  })

  it('14, 15: a ticket for the base URL and a slash, presented without the slash, that ends in 200', async () => {
    const { app } = await started()
    const { service } = await restTicket(app)
    let url = `/xtam?ticket=${service.body}`
    let cookie = ''
    const statuses = []
    for (;;) {
      const answer = await app.inject({ url, headers: { host: 'localhost', ...(cookie && { cookie }) } })
      statuses.push(answer.statusCode)
      cookie = String(answer.headers['set-cookie'] ?? cookie).split(';', 1)[0]!
      if (answer.statusCode !== 302) break
      url = String(answer.headers.location).replace('http://localhost', '')
    }
    expect(statuses).toEqual([302, 302, 200])
  })

  it.each(['follow', 'numeric'])(
    '16, 17: integer ids in a bare array, and in paths, with idStyle %s',
    async (idStyle) => {
      const { get } = await started({ idStyle })
      const list = (await get('folder/list/12345')).json<{ id: number; recordType: { name: string } }[]>()
      expect(list.map(({ id, recordType }) => [id, recordType.name])).toEqual([
        [678, 'Secret'],
        [679, 'Certificate'],
      ])
      for (const { id, recordType } of list) {
        expect((await get(`record/unlock/${id}`)).json()).toMatchObject({
          recordType: { name: recordType.name },
        })
      }
    },
  )

  it('18: Secret in custom, and Cert with a data URL', async () => {
    const { get } = await started()
    const custom = async (id: number) =>
      JSON.parse((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom) as object
    expect(await custom(678)).toEqual({ Secret: 'fake-api-key' })
    expect(await custom(679)).toMatchObject({ Cert: { Data: expect.stringMatching(/^data:[^;]*;base64,/) } })
  })

  it('20: exactly 200 for list, unlock and ticket', async () => {
    const { app, get } = await started()
    expect((await get('folder/list/12345')).statusCode).toBe(200)
    expect((await get('record/unlock/678')).statusCode).toBe(200)
    expect((await restTicket(app)).service.statusCode).toBe(200)
  })

  it('21: a short life of tickets', async () => {
    const { app, workspace } = await started()
    const ticket = await ticketFor(app)
    workspace.clock.advance(11_000)
    expect((await redeem(app, ticket)).statusCode).toBe(403)
  })

  it('22: JSON without any Accept', async () => {
    const { get } = await started()
    expect((await get('user/whoami')).headers['content-type']).toBe('application/json')
  })

  it('23: that names may repeat in one container', async () => {
    const { app, get } = await started()
    await newRecord(app, ALEX, { form: 'name=lab-unix-01' })
    const names = (await get(`folder/list/${FOLDER}`)).json<{ name: string }[]>().map(({ name }) => name)
    expect(names.filter((name) => name === 'lab-unix-01')).toHaveLength(2)
  })
})

describe('the acceptance list', () => {
  it('3: the Go flow works with both cookie path styles', async () => {
    for (const cookiePathTrailingSlash of [false, true]) {
      const { app, get } = await started({ idStyle: 'numeric', cookiePathTrailingSlash })
      const { service } = await restTicket(app)
      const answer = await redeem(app, service.body)
      const cookie = String(answer.headers['set-cookie']).split(';', 1)[0]!
      expect((await get('folder/list/12345', { cookie })).json()).toHaveLength(2)
    }
  })

  it('7: used, late and foreign-service tickets are refused', async () => {
    const { app, workspace, lastRule } = await started()
    const used = await ticketFor(app)
    await redeem(app, used)
    const foreign = await ticketFor(app, {}, 'http://localhost/xtam')
    const late = await ticketFor(app)
    for (const [ticket, rule] of [
      [used, 'xtam.ticket.used'],
      [foreign, 'xtam.ticket.other-service'],
    ] as const) {
      expect((await redeem(app, ticket)).statusCode).toBe(403)
      expect(lastRule()).toBe(rule)
    }
    workspace.clock.advance(11_000)
    expect((await redeem(app, late)).statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.ticket.expired')
  })

  it.each(['yourDisabledXTAMtoken', 'yourExpiredXTAMtoken', 'nonsense', 'yourElsewhereXTAMtoken'])(
    '8: %s gets 401 and no Location',
    async (token) => {
      const { app } = await started()
      const answer = await app.inject({ url: `/cas/login?service=${SERVICE}`, headers: { token } })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers.location).toBeUndefined()
    },
  )

  it.each([
    '{"Port":24,"Host":"h"}',
    '{"Port":"22"}',
    '{"Host":"h\u00fc\u65e5"}',
    String.raw`{"Host":"\"q\" \\ \u00e9"}`,
  ])('10: custom %s makes the round trip', async (custom) => {
    const { app, get } = await started()
    const form = new URLSearchParams({ name: 'x', custom }).toString()
    const { id } = (await newRecord(app, ALEX, { form })).json<{ id: string }>()
    expect((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom).toBe(custom)
  })

  it.each([
    ['POST', 'user/whoami', 405],
    ['GET', 'no/such', 404],
    ['GET', 'record/unlock/nonsense', 404],
  ] as const)('12: %s %s gets the page of Tomcat with %i', async (method, path, status) => {
    const { app } = await started()
    const answer = await app.inject({ method, url: `/xtam/rest/${path}`, headers: ALEX })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(`<h1>HTTP Status ${status} – `)
  })

  it('9: whoami sets one cookie in every mode, also when the client sends one', async () => {
    const { app, get } = await started()
    const session = await sessionCookie(app)
    for (const headers of [
      ALEX,
      session,
      { ...ALEX, ...session },
      { cookie: `${session.cookie}; XSRF-TOKEN=abc` },
      { ...ALEX, cookie: 'XSRF-TOKEN=abc; JSESSIONID=abc' },
    ])
      expect([(await get('user/whoami', headers)).headers['set-cookie']].flat()).toHaveLength(1)
  })

  it('11: a caller without Unlock sees the record in the list but not its secrets', async () => {
    const { get } = await started()
    expect((await get(`folder/list/${FOLDER}`, READER)).body).toContain('lab-unix-01')
    const refused = await get(`record/unlock/${RECORD}`, READER)
    expect(refused.statusCode).toBe(403)
    expect(refused.body).not.toContain('not-a-real-password')
  })

  it('a credential handed to an expired session is refused with a challenge, not a redirect', async () => {
    const { app, get, workspace } = await started()
    const session = await sessionCookie(app)
    workspace.clock.advance(30 * 60_000)
    const answer = await get('user/whoami', session)
    expect(answer.statusCode).toBe(401)
    expect(answer.headers.location).toBeUndefined()
  })

  it('a record type and a folder are found by both of their ids in one call', async () => {
    const { app } = await started()
    expect((await newRecord(app, ALEX, { path: `/xtam/rest/record/new/183320/${TYPE}` })).statusCode).toBe(
      200,
    )
  })
})
