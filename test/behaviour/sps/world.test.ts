/** What clients meet in the built-in world. */
import { describe, expect, it } from 'vitest'
import { rowOf, type Recording } from '../../../src/vendors/sps/audit/session.ts'
import { spsSlice } from '../../../src/vendors/sps/state.ts'
import { basic, sessionIn, startSps, type Sps, type SpsClient } from './client.ts'

const TREE = '/api/configuration'
const SESSIONS = '/api/audit/sessions'
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** The session that the guide prints, whose creation is in a form of its own. */
const PRINTED = 'qbDgP4YB6q61cSrUGJic'

describe('the login methods', () => {
  it.each(['7.0', '7.5', '8.0'])(
    'of %s have one for LDAP, by which a local user logs in',
    async (profile) => {
      const sps = await startSps(profile)
      const { login_methods } = (await sps.anonymous.get('/api/authentication/login_methods')).json
      const { name, credential } = login_methods.find((one: any) => one.authentication === 'ldap')
      expect(credential).toBe('password')
      const headers = { authorization: basic('operator', 'operator') }
      const login = await sps.send({ url: `/api/authentication?login_method=${name}`, headers })
      expect(login.status).toBe(200)
      const cookie = `session_id=${sessionIn(login)}`
      const { json } = await sps.send({ url: '/api/user_info', headers: { cookie } })
      expect(json.user.name).toBe('operator')
      if (profile !== '7.0') expect(json.login_method).toMatchObject({ authentication: 'ldap', name })
    },
  )
})

describe('the four-eyes connection', () => {
  it('has an authorizer who is somebody else, and a channel policy that waits for one', async () => {
    const admin = await (await startSps()).login()
    const { items } = (await admin.get(`${TREE}/ssh/connections`)).json
    const { body } = items.find((item: any) => item.body.name === 'four-eyes')
    const [access] = body.access_control
    expect(access).toMatchObject({ permission: 'audit_and_authorize', require_different_username: true })
    const { rules } = (await admin.get(body.policies.channel_policy.meta.href)).json.body
    expect(rules.map(({ actions }: any) => actions.four_eyes)).toEqual([true])
  })
})

describe('recorded sessions', () => {
  it('tell all times of one in one form', async () => {
    for (const { key, body } of await all(await (await startSps()).login())) {
      if (key === PRINTED) continue
      const times = ['creation_time', 'start_time', 'end_time'].map((name) => body[name]).filter(Boolean)
      const forms = times.map((time) => {
        const [, fraction = '', zone] = ISO.exec(time) ?? []
        return `${fraction.length} ${zone}`
      })
      expect(new Set(forms).size, `${key} ${times.join(' ')}`).toBe(1)
    }
  })

  it('that end, end in the form in which they began', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const [live] = (await admin.get(`${SESSIONS}?fields=*&q=active:true`)).json.items
    await admin.delete(`/api/active-sessions?id=${live.body.recording.session_id}`)
    const { body } = (await admin.get(`${SESSIONS}/${live.key}`)).json
    expect(body.start_time).toMatch(/:\d\dZ$/)
    expect(body.end_time).toMatch(/:\d\dZ$/)
    expect(body.analytics.bucketed_duration).toBeTypeOf('string')
  })

  it.each([
    ['2024-06-15T08:00:00+02:00', '2024-06-15T08:01:30+02:00'],
    ['2024-06-15T08:00:00.250Z', '2024-06-15T08:01:30.250Z'],
    ['2024-06-15T23:59:00-05:30', '2024-06-16T00:00:30-05:30'],
  ])('begun at %s end at %s', async (start, end) => {
    const told = { protocol: 'ssh' as const, start, seconds: 90, user: 'yoda', server: '10.0.0.5' }
    const admin = await (await withSession(told)).login()
    const { body } = (await admin.get(`${SESSIONS}/s1`)).json
    expect([body.creation_time, body.start_time, body.end_time]).toEqual([start, start, end])
  })

  it('show domains and the name that was asked for where these are told', async () => {
    const told = {
      protocol: 'rdp' as const,
      start: '2024-06-15T08:00:00Z',
      seconds: 200,
      user: 'leia',
      server: '10.0.0.5',
    }
    const named = { ...told, account: 'root', domain: 'example.com', serverName: 'dc1.example.com' }
    const at = async (session: Recording) =>
      (await (await (await withSession(session)).login()).get(`${SESSIONS}/s1`)).json.body
    const [plain, full] = [await at(told), await at(named)]
    expect(plain.server).not.toHaveProperty('address')
    expect(Object.keys(plain.user).filter((name) => name.endsWith('_domain'))).toEqual([])
    expect(full.server.address).toBe('dc1.example.com')
    expect(full.user).toMatchObject({
      name_domain: 'example.com',
      gateway_username_domain: 'example.com',
      server_username_domain: ['example.com'],
    })
    expect(full.analytics).toMatchObject({ bucketed_duration: '<5m', bucketed_starting_hour: '08' })
  })
})

/** The built-in world, and a session more. */
async function withSession(told: Recording): Promise<Sps> {
  const sps = await startSps()
  sps.workspace.update(() => sps.workspace.state(spsSlice).auditSessions.put('s1', rowOf('s1', told)))
  return sps
}

async function all(admin: SpsClient): Promise<{ key: string; body: any }[]> {
  const found = []
  let next: string | null = `${SESSIONS}?fields=*&limit=500`
  while (next !== null) {
    const { json } = await admin.get(next)
    found.push(...json.items)
    next = json.meta.next
  }
  return found
}
