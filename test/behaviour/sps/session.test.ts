import { describe, expect, it } from 'vitest'
import { spsSlice } from '../../../src/vendors/sps/state.ts'
import { basic, sessionIn, startSps } from './client.ts'

const TREE = '/api/configuration'

describe('a session', () => {
  it('is known by the cookie, or by a header of the same name', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    for (const headers of [{ cookie: `a=b; session_id=${session}` }, { session_id: session }])
      expect((await sps.send({ url: TREE, headers })).status).toBe(200)
  })

  it('goes by the cookie when both are sent', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    const wrong = '0'.repeat(40)
    expect(
      (await sps.send({ url: TREE, headers: { cookie: `session_id=${wrong}`, session_id: session } })).status,
    ).toBe(401)
    expect(
      (await sps.send({ url: TREE, headers: { cookie: `session_id=${session}`, session_id: wrong } })).status,
    ).toBe(200)
  })

  it('ends after twenty minutes of inactivity, and use prolongs it', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    sps.workspace.clock.advance(19 * 60_000)
    expect((await admin.get(TREE)).json.meta.remaining_seconds).toBe(1200)
    sps.workspace.clock.advance(20 * 60_000 - 1)
    expect((await admin.get(TREE)).status).toBe(200)
    sps.workspace.clock.advance(20 * 60_000)
    const answer = await admin.get(TREE)
    expect([answer.status, answer.error]).toEqual([401, 'Unauthenticated'])
    expect(sps.lastRule()).toBe('sps.session.expired')
    expect((await admin.get(TREE)).status).toBe(401)
    expect(sps.lastRule(), 'also when it is asked again').toBe('sps.session.expired')
  })

  it('is known to have expired, whoever logged in meanwhile, and not to have been logged out', async () => {
    const sps = await startSps()
    const [admin, other, second] = [await sps.login(), await sps.login(), await sps.login()]
    await other.delete('/api/authentication')
    sps.workspace.clock.advance(20 * 60_000)
    for (let n = 0; n < 8; n++) await sps.login()
    expect(sps.workspace.state(spsSlice).sessions.get(second.session)).toBeUndefined()
    const rules: (string | undefined)[] = []
    for (const one of [second, admin, other]) {
      await one.get(TREE)
      rules.push(sps.lastRule())
      expect((await one.get('/api/authentication')).status).toBe(401)
      rules.push(sps.lastRule())
      await one.delete('/api/authentication')
      rules.push(sps.lastRule())
    }
    const [expired, unknown] = ['sps.session.expired', 'sps.session.unknown']
    expect(rules).toEqual([...Array(6).fill(expired), ...Array(3).fill(unknown)])
  })

  it('is forgotten when a thousand others have expired since, and its cookie unknown', async () => {
    const sps = await startSps()
    const first = await sps.login()
    for (let n = 0; n < 1010; n++) {
      sps.workspace.clock.advance(20 * 60_000)
      await sps.login()
    }
    await first.get(TREE)
    expect(sps.lastRule()).toBe('sps.session.unknown')
  })

  it('lasts as long as management/webinterface said at its login, and its cookie too', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.put(`${TREE}/management/webinterface`, { timeout: 720 })
    await admin.put('/api/transaction', { status: 'commit' })
    expect((await admin.get('/api')).json.meta.remaining_seconds, 'as before').toBe(1200)
    const answer = await (await sps.login()).get('/api')
    expect(answer.json.meta.remaining_seconds).toBe(43_200)
    expect(answer.headers['set-cookie']).toContain('; Max-Age=43200; ')
  })

  it('lasts as long as sps.sessionTimeoutSeconds says before all else', async () => {
    const sps = await startSps('8.0', { sessionTimeoutSeconds: 600 })
    const admin = await sps.login()
    sps.workspace.clock.advance(600_000)
    expect((await admin.get(TREE)).status).toBe(401)
  })

  it("has a cookie whose line is the product's, byte for byte, over plain HTTP without Secure", async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    sps.workspace.clock.set(Date.UTC(2022, 11, 3, 2, 7, 48))
    const answer = await sps.send({
      url: '/api/authentication',
      headers: { authorization: basic('admin', 'a') },
    })
    expect(answer.headers['set-cookie']).toBe(
      `session_id=${sessionIn(answer)}; expires=Sat, 03 Dec 2022 02:27:48 GMT; HttpOnly; Max-Age=1200; Path=/`,
    )
  })

  it('sends its cookie again with every authenticated answer, refusals included', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const path of [TREE, '/api/nothing/here'])
      expect(sessionIn(await admin.get(path))).toBe(admin.session)
    const still = await startSps('8.0', { cookieRefresh: false })
    const quiet = await still.login()
    expect((await quiet.get(TREE)).headers['set-cookie']).toBeUndefined()
  })

  it('stays inside its workspace: links, cookie path and all', async () => {
    const sps = await startSps()
    sps.kernel.createWorkspace({ id: 'team1' })
    const login = await sps.send({
      url: '/w/team1/api/authentication',
      headers: { authorization: basic('admin', 'a') },
    })
    expect(login.text).toBe(
      '{"meta":{"href":"/w/team1/api","next":"/w/team1/api","transaction":"/w/team1/api/transaction"}}',
    )
    expect(login.headers['set-cookie']).toMatch(/; Path=\/w\/team1$/)
    const cookie = `session_id=${sessionIn(login)}`
    const inside = await sps.send({ url: '/w/team1/api/configuration/ssh/connections', headers: { cookie } })
    expect(inside.status).toBe(200)
    expect(inside.text.match(/"\/api\//g)).toBeNull()
    expect((await sps.send({ url: '/api/configuration', headers: { cookie } })).status).toBe(401)
  })

  it('stays inside its workspace when something goes wrong, whatever it is', async () => {
    const sps = await startSps()
    sps.kernel.createWorkspace({ id: 'team1' })
    const at = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, user?: string, payload?: object) =>
      sps.send({
        method,
        url: `/w/team1${path}`,
        headers: { ...(user !== undefined && { cookie: user }), 'content-length': '0' },
        ...(payload && { payload, headers: { cookie: user ?? '' } }),
      })
    const cookieOf = async (user: string, password: string): Promise<string> => {
      const headers = { authorization: basic(user, password) }
      return `session_id=${sessionIn(await sps.send({ url: '/w/team1/api/authentication', headers }))}`
    }
    const [admin, operator] = [await cookieOf('admin', 'a'), await cookieOf('operator', 'operator')]
    const tree = '/api/configuration'
    const connection = `${tree}/ssh/connections/8348340645707e2575e3c6`
    const refused = [
      [401, await at('GET', tree)],
      [403, await at('PUT', `${tree}/network/dns`, operator, { primary: '10.0.0.1', secondary: null })],
      [
        403,
        await sps.send({
          url: '/w/team1/api/authentication',
          headers: { authorization: basic('noapi', 'noapi') },
        }),
      ],
      [404, await at('GET', `${tree}/no/such/path`, admin)],
      [404, await at('GET', `${connection}0`, admin)],
      [405, await at('DELETE', tree, admin)],
      [400, await at('PUT', `${tree}/network/dns`, admin, { primary: 5 })],
      [400, await at('PUT', connection, admin, [])],
      [400, await at('DELETE', `${tree}/policies/time_policies/-100`, admin)],
      [409, await at('PUT', '/api/transaction', admin, { status: 'x' })],
      [400, await at('GET', `${tree}/%zz`, admin)],
    ] as const
    for (const [status, answer] of refused) {
      expect(answer.status, answer.text).toBe(status)
      expect(answer.text.match(/"\/api/g), answer.text).toBeNull()
      expect(answer.json.meta.href).toMatch(/^\/w\/team1\/api/)
    }
    expect(refused[0][1].json.error.details).toEqual({ path: `/w/team1${tree}` })
    expect(refused[3][1].json.error.details).toEqual({ path: 'no/such/path' })
    expect(refused[6][1].json.error.details.path).toBe(`/w/team1${tree}/network/dns/primary`)
  })

  it('is needed everywhere but for the login and its discovery', async () => {
    const sps = await startSps()
    for (const path of [
      '/api',
      TREE,
      `${TREE}/aaa/settings`,
      '/api/transaction',
      '/api/user/info',
      '/api/nothing',
    ]) {
      const answer = await sps.send({ url: path })
      expect([answer.status, answer.error], path).toEqual([401, 'Unauthenticated'])
      expect(answer.json.error.details).toEqual({ path })
      expect(answer.headers['www-authenticate']).toBeDefined()
      expect(sps.lastRule()).toBe('sps.session.missing')
    }
    for (const path of ['login_methods', 'types'])
      expect((await sps.send({ url: `/api/authentication/${path}` })).status).toBe(200)
  })

  it('is not opened by Basic credentials outside the login', async () => {
    const sps = await startSps()
    expect((await sps.send({ url: TREE, headers: { authorization: basic('admin', 'a') } })).status).toBe(401)
    const open = await startSps('8.0', { basicEverywhere: true })
    expect((await open.send({ url: TREE, headers: { authorization: basic('admin', 'a') } })).status).toBe(200)
    expect((await open.send({ url: TREE, headers: { authorization: basic('admin', 'b') } })).status).toBe(401)
  })

  it('ignores Basic credentials beside a valid cookie (SafeguardDotNet always sends them)', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.get(TREE, { authorization: basic('admin', 'wrong') })).status).toBe(200)
  })
})

describe('a ticket cookie', () => {
  it('follows the session cookie when asked for', async () => {
    const sps = await startSps('8.0', { ticketCookie: true })
    const answer = await sps.send({
      url: '/api/authentication',
      headers: { authorization: basic('admin', 'a') },
    })
    const [session, ticket] = answer.headers['set-cookie'] as string[]
    expect(session).toMatch(/^session_id=/)
    expect(ticket).toMatch(/^ticket=[A-Z2-7]{64}; expires=/)
  })
})
