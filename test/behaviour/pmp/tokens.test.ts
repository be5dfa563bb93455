import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens } from './client.ts'

const RESOURCES = `${ROOT}/resources`
const UNKNOWN = 'API key received is not associated to any user. Authentication failed.'

describe('A token', () => {
  it('travels in each way that a client uses', async () => {
    const { raw } = await startPmp()
    const long = encodeURIComponent(tokens.admin)
    const ways = [
      { url: `${RESOURCES}?AUTHTOKEN=${tokens.operations}` },
      { url: `${RESOURCES}?&AUTHTOKEN=${tokens.operations}` },
      { url: RESOURCES, headers: { AUTHTOKEN: tokens.operations } },
      { url: RESOURCES, headers: { authtoken: tokens.operations } },
      { url: `${RESOURCES}?APP_AUTHTOKEN=${tokens.operations}&APP_NAME=ANSIBLE` },
      { url: RESOURCES, headers: { APP_AUTHTOKEN: tokens.operations, APP_TYPE: '17' } },
      { url: RESOURCES, headers: { APP_AUTHTOKEN: tokens.operations } },
      { url: `${RESOURCES}?AUTHTOKEN=${long}` },
      { url: RESOURCES, headers: { AUTHTOKEN: tokens.admin.replace('\n', '') } },
      {
        url: RESOURCES,
        headers: { AUTHTOKEN: tokens.operations, orgName: 'Default', requestFrom: 'pmpmobilenative' },
      },
    ]
    for (const way of ways)
      expect(said(await raw(way)), JSON.stringify(way)).toMatchObject({ status: 'Success' })
  })

  it.each(['AUTHTOKEN', 'APP_AUTHTOKEN'])(
    'travels as %s in a form, and is hidden in the journal there',
    async (name) => {
      const { raw, workspace } = await startPmp()
      const answer = await raw({
        method: 'POST',
        url: `${ROOT}/accounts/7/requestpassword`,
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
        payload: `${name}=${tokens.guest}&INPUT_DATA=${encodeURIComponent('{"operation":{"Details":{"REASON":"x"}}}')}`,
      })
      expect(said(answer)).toMatchObject({ name: 'REQUEST_PASSWORD', status: 'Success' })
      expect(JSON.stringify(workspace.journal.list().entries)).not.toContain(tokens.guest)
    },
  )

  it('in a form of another type is none', async () => {
    const { raw, lastRule } = await startPmp()
    const answer = await raw({
      method: 'POST',
      url: `${ROOT}/accounts/7/requestpassword`,
      headers: { 'content-type': 'text/plain' },
      payload: `AUTHTOKEN=${tokens.guest}`,
    })
    expect(said(answer)).toMatchObject({ name: 'Authentication', status: 'Failed' })
    expect(lastRule()).toBe('pmp.token.missing')
  })

  it('is the same when its base64 is sent raw, without the line break or with the plus signs as they are', async () => {
    const { raw } = await startPmp()
    const url = `${RESOURCES}?AUTHTOKEN=${tokens.admin.replace('\n', '')}`
    expect(said(await raw({ url })).status).toBe('Success')
  })

  it('in the query gets the answers of 2014, in a header those of a current build', async () => {
    const { raw } = await startPmp()
    const old = await raw({ url: `${RESOURCES}?AUTHTOKEN=${tokens.operations}` })
    const current = await raw({ url: RESOURCES, headers: { authtoken: tokens.operations } })
    expect(old.body).toMatch(
      /^\{"operation":\{"name":"GET RESOURCES","result":\{"status":"Success","message":/,
    )
    expect(current.body).toMatch(
      /^\{"operation":\{"result":\{"message":"Resources fetched successfully","status":"Success"\},"Details":/,
    )
    expect(current.body).toMatch(/"name":"GET RESOURCES","totalRows":\d+\}\}$/)
  })

  it('tells the journal what was wrong with it, and the client only what the product says', async () => {
    const { raw, lastRule } = await startPmp()
    const cases = [
      [undefined, UNKNOWN, 'pmp.token.missing'],
      ['nobody', UNKNOWN, 'pmp.token.unknown'],
      [tokens.operations.toLowerCase(), UNKNOWN, 'pmp.token.unknown'],
      ['FAKE0051-0000-4000-8000-0000EXPIRED0', UNKNOWN, 'pmp.token.expired'],
      [
        'FAKE0052-0000-4000-8000-000DISABLED0',
        'Login disabled. Contact your administrator.',
        'pmp.user.disabled',
      ],
      ['FAKE0054-0000-4000-8000-0000RESTOFF00', UNKNOWN, 'pmp.token.rest-disabled'],
      [tokens.wrongHost, 'User is not allowed to access from this host', 'pmp.host.mismatch'],
    ] as const
    for (const [token, message, rule] of cases) {
      const answer = await raw({ url: RESOURCES, headers: token === undefined ? {} : { authtoken: token } })
      expect(answer.statusCode).toBe(200)
      expect(said(answer)).toMatchObject({ name: 'Authentication', status: 'Failed', message })
      expect(lastRule()).toBe(rule)
    }
  })

  it('expires by the clock of the workspace', async () => {
    const { raw, workspace } = await startPmp()
    workspace.clock.set(Date.parse('2014-12-31T23:59:59Z'))
    const url = `${RESOURCES}?AUTHTOKEN=FAKE0051-0000-4000-8000-0000EXPIRED0`
    expect(said(await raw({ url })).status).toBe('Success')
    workspace.clock.advance(1000)
    expect(said(await raw({ url })).status).toBe('Failed')
  })

  it('may not travel in the query of PAM360, nor in a header of 2014', async () => {
    const pam360 = await startPmp({ profiles: { pmp: 'pam360' } })
    const inQuery = { url: `${RESOURCES}?AUTHTOKEN=${tokens.operations}` }
    const inHeader = { url: RESOURCES, headers: { authtoken: tokens.operations } }
    expect(said(await pam360.raw(inQuery)).message).toBe(UNKNOWN)
    expect(pam360.lastRule()).toBe('pmp.token.missing')
    expect(said(await pam360.raw(inHeader)).status).toBe('Success')
    const old = await startPmp({ profiles: { pmp: '2014' } })
    expect(said(await old.raw(inHeader)).message).toBe(UNKNOWN)
    expect(said(await old.raw(inQuery)).status).toBe('Success')
  })
})

describe('The host of an API user', () => {
  it('is held against the socket, or against what a test names', async () => {
    const { raw } = await startPmp()
    const headers = { authtoken: tokens.wrongHost }
    const from = async (host: string) =>
      said(await raw({ url: RESOURCES, headers: { ...headers, 'x-pam-mock-client-host': host } }))
    expect((await from('buildserver.pmp.example')).status).toBe('Success')
    expect((await from('BUILDSERVER.pmp.example')).status).toBe('Success')
    expect((await from('buildserver')).message).toBe('User is not allowed to access from this host')
  })

  it('can be named for all requests by a knob', async () => {
    const { raw } = await startPmp({ settings: { pmp: { clientHost: 'buildserver.pmp.example' } } })
    expect(said(await raw({ url: RESOURCES, headers: { authtoken: tokens.wrongHost } })).status).toBe(
      'Success',
    )
  })

  it('that does not resolve makes the product hang up without a word', async () => {
    const users = [
      {
        id: '1',
        login: 'lost',
        role: 'Administrator',
        api: { token: 'lost-token', host: 'gone.example', hostResolves: false },
      },
    ]
    const { app, lastRule } = await startPmp({ fixtures: { pmp: { users } } })
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    await expect(fetch(`${address.origin}${RESOURCES}?AUTHTOKEN=lost-token`)).rejects.toThrow('fetch failed')
    expect(lastRule()).toBe('pmp.host.unresolved')
  })
})
