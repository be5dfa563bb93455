/**
 * What real clients and published scripts depend on: the table this surface was written from (its section 10), one test
 * for each row, named by its number.
 */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../../src/vendors/xtam/index.ts'
import { startApp } from '../../../support/app.ts'
import {
  ALEX,
  FOLDER,
  RECORD,
  newRecord,
  redeem,
  restTicket,
  sessionCookie,
  ticketFor,
  xsrfOf,
} from '../support.ts'

const surfaces = [xtam]

async function started(settings: object = {}) {
  const one = await startApp({ surfaces, settings: { xtam: settings } })
  const get = (path: string, headers: Record<string, string> = ALEX) =>
    one.app.inject({ url: `/xtam/rest/${path}`, headers })
  return { ...one, get }
}

/** A member that the Go client reads a name from. */
const named = expect.objectContaining({ name: expect.any(String) }) as unknown

describe('a client depends on', () => {
  it('10.1 firstName and lastName, which are strings even when empty', async () => {
    const { get, workspace } = await started()
    const { users } = workspace.state(xtam.slice)
    users.put('xtam_login', { ...users.get('xtam_login')!, firstName: '', lastName: '' })
    expect((await get('user/whoami')).json()).toMatchObject({ firstName: '', lastName: '' })
  })

  it('10.2 the XSRF cookie on every whoami, with Basic and in a session', async () => {
    const { app, get } = await started()
    for (const headers of [ALEX, ALEX, await sessionCookie(app)])
      expect((await get('user/whoami', headers)).headers['set-cookie']).toMatch(
        /^XSRF-TOKEN=[A-Za-z0-9._-]+; Path=\/xtam$/,
      )
  })

  it('10.3 unlock by GET without an XSRF token', async () => {
    const { get } = await started()
    expect((await get(`record/unlock/${RECORD}`)).statusCode).toBe(200)
  })

  it('10.4 custom as a text that holds JSON, the name beside it', async () => {
    const { get } = await started()
    const record = (await get(`record/unlock/${RECORD}`)).json<{ name: string; custom: string }>()
    expect(record.name).toBe('lab-unix-01')
    expect(JSON.parse(record.custom)).toMatchObject({
      Host: expect.any(String),
      User: expect.any(String),
      Password: expect.any(String),
    })
  })

  it('10.5 Basic on a POST with the XSRF header and no cookie', async () => {
    const { app } = await started()
    expect((await newRecord(app, ALEX)).statusCode).toBe(200)
  })

  it('10.6 raw blanks in a form', async () => {
    const { app } = await started()
    expect((await newRecord(app, ALEX, { form: 'name=Record Name' })).json()).toMatchObject({
      name: 'Record Name',
    })
  })

  it('10.7 a port that stays a number, or a text', async () => {
    const { get } = await started()
    const port = async (id: number) =>
      (JSON.parse((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom) as { Port: unknown })
        .Port
    expect([await port(183321), await port(183322)]).toEqual([22, '2222'])
  })

  it('10.8 JSON to folder/create, a form to record/new', async () => {
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

  it('10.9 a Basic challenge to any call without credentials, POST too', async () => {
    const { app } = await started()
    const answer = await app.inject({
      method: 'POST',
      url: `/xtam/rest/folder/create/${FOLDER}`,
      payload: {},
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
  })

  it('10.10 a Location for a token with a service that is not URL-encoded', async () => {
    const { app } = await started()
    expect(await ticketFor(app)).toMatch(/^ST-/)
  })

  it('10.11 a cookie from that Location, without redirects being followed', async () => {
    const { app } = await started()
    expect((await redeem(app, await ticketFor(app))).headers['set-cookie']).toMatch(/^JSESSIONID=/)
  })

  it.each([
    [{}, '/xtam'],
    [{ cookiePathTrailingSlash: true }, '/xtam/'],
  ])('10.12 a cookie path that the functions lie under, with %o', async (settings, path) => {
    const { app } = await started(settings)
    expect((await redeem(app, await ticketFor(app))).headers['set-cookie']).toContain(`; Path=${path};`)
    expect('/xtam/rest/user/whoami'.startsWith(path)).toBe(true)
  })

  it('10.13 201 with an absolute Location, then 200 with the bare ticket', async () => {
    const { app } = await started()
    const { granting, location, service } = await restTicket(app)
    expect(granting.statusCode).toBe(201)
    expect(location).toMatch(/^http:\/\/localhost\/cas\/v1\/tickets\/TGT-/)
    expect(service.statusCode).toBe(200)
    expect(service.body).toMatch(/^ST-[\w.-]+$/)
  })

  it('10.14, 10.15 a ticket for the base URL and a slash, presented without the slash, that ends in 200', async () => {
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
    '10.16, 10.17 integer ids in a bare array, and in paths, with idStyle %s',
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

  it('10.18 Secret in custom, and Cert with a data URL', async () => {
    const { get } = await started()
    const custom = async (id: number) =>
      JSON.parse((await get(`record/unlock/${id}`)).json<{ custom: string }>().custom) as object
    expect(await custom(678)).toEqual({ Secret: 'fake-api-key' })
    expect(await custom(679)).toMatchObject({ Cert: { Data: expect.stringMatching(/^data:[^;]*;base64,/) } })
  })

  it('10.19 whatever members an answer has beyond these, each of which is of the right type', async () => {
    const { app, get } = await started({ idStyle: 'numeric' })
    // What xtamtmpl declares; encoding/json skips the rest, and fails on a member of another type.
    const [first] = (await get('folder/list/12345')).json<object[]>()
    expect(first).toEqual(
      expect.objectContaining({ id: expect.any(Number), name: expect.any(String), recordType: named }),
    )
    expect(Object.keys(first!).length).toBeGreaterThan(3)
    const unlocked = (await get('record/unlock/678')).json<object>()
    expect(unlocked).toEqual(
      expect.objectContaining({ name: expect.any(String), custom: expect.any(String), recordType: named }),
    )
    expect(Object.keys(unlocked).length).toBeGreaterThan(3)
    const whoami = (await get('user/whoami', await sessionCookie(app))).json<object>()
    expect(Object.keys(whoami)).toEqual(expect.arrayContaining(['firstName', 'lastName', 'login']))
  })

  it('10.20 exactly 200 for list, unlock and ticket', async () => {
    const { app, get } = await started()
    expect((await get('folder/list/12345')).statusCode).toBe(200)
    expect((await get('record/unlock/678')).statusCode).toBe(200)
    expect((await restTicket(app)).service.statusCode).toBe(200)
  })

  it('10.21 a short life of tickets', async () => {
    const { app, workspace } = await started()
    const ticket = await ticketFor(app)
    workspace.clock.advance(11_000)
    expect((await redeem(app, ticket)).statusCode).toBe(403)
  })

  it('10.22 JSON without any Accept', async () => {
    const { get } = await started()
    expect((await get('user/whoami')).headers['content-type']).toBe('application/json')
  })

  it('10.23 that names may repeat in one container', async () => {
    const { app, get } = await started()
    await newRecord(app, ALEX, { form: 'name=lab-unix-01' })
    const names = (await get(`folder/list/${FOLDER}`)).json<{ name: string }[]>().map(({ name }) => name)
    expect(names.filter((name) => name === 'lab-unix-01')).toHaveLength(2)
  })
})
