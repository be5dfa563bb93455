/** Snapshots, counting, statistics, and the client that uses them (sps-configuration 4.3, 4.4, 11, 12). */
import { describe, expect, it } from 'vitest'
import { startSession } from '../../../src/vendors/sps/audit/live.ts'
import { basic, startSps, type Answer, type Sps } from './client.ts'

const SESSIONS = '/api/audit/sessions'

const begin = (sps: Sps, user = 'luke'): string =>
  startSession(sps.workspace, { protocol: 'ssh', user, server: '10.110.100.26' }).key

const open = async (client: { get(path: string): Promise<Answer> }): Promise<string> =>
  (await client.get(`${SESSIONS}/_snapshot`)).json.body.snapshot

describe('a search snapshot', () => {
  it('pages through the sessions as they were, whatever begins, ends or is reset meanwhile', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const snapshot = await open(admin)
    const seen: string[] = []
    let page = (await admin.get(`${SESSIONS}?snapshot=${snapshot}&fields=active&limit=120&sort=-start_time`))
      .json
    expect(page.meta).toMatchObject({ last: null, limit: 120, previous: null, fields: ['active'] })
    expect(page.meta).not.toHaveProperty('match_count')
    begin(sps)
    await admin.delete('/api/active-sessions?id=svc/rpokH8fD9kx6CaxNLznKx2/test:12')
    for (;;) {
      seen.push(...page.items.map((item: any) => item.key))
      if (page.meta.next === null) break
      expect(page.meta.search_after).toEqual([expect.any(Number), seen.at(-1)])
      page = (await admin.get(page.meta.next)).json
    }
    expect(page.meta.search_after).toBeNull()
    expect([seen.length, new Set(seen).size]).toEqual([310, 310])
    const active = (await admin.get(`${SESSIONS}?snapshot=${snapshot}&q=active:true`)).json.items.length
    expect(active).toBe(2)
    expect((await admin.get(`${SESSIONS}/_count?snapshot=${snapshot}`)).json.count).toBe(310)
    expect((await admin.get(`${SESSIONS}/_count`)).json.count).toBe(311)
  })

  it.each(['user.name', '-client.port', 'duration', '-analytics.score.aggregated', 'end_time'])(
    'goes on after the last session in the order of %s',
    async (sort) => {
      const sps = await startSps()
      const admin = await sps.login()
      const whole = (await admin.get(`${SESSIONS}?sort=${sort}`)).json.items.map((item: any) => item.key)
      const seen: string[] = []
      let next: string | null = `${SESSIONS}?sort=${sort}&limit=90&snapshot=${await open(admin)}`
      while (next !== null) {
        const page: any = (await admin.get(next)).json
        seen.push(...page.items.map((item: any) => item.key))
        next = page.meta.next
      }
      expect(seen).toEqual(whole)
    },
  )

  it('lives five minutes from its last use, on the clock of the workspace', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const snapshot = await open(admin)
    const page = (): Promise<Answer> => admin.get(`${SESSIONS}?snapshot=${snapshot}&limit=1`)
    sps.workspace.clock.advance(299_000)
    expect((await page()).status).toBe(200)
    sps.workspace.clock.advance(299_000)
    expect(await open(admin)).toBe(snapshot)
    expect((await page()).status).toBe(200)
    sps.workspace.clock.advance(300_000)
    const gone = await page()
    expect([gone.status, gone.error]).toEqual([404, 'SnapshotNotFound'])
    expect(gone.json.error.details).toEqual({ snapshot })
    expect(sps.lastRule()).toBe('sps.audit.snapshot-unknown')
    expect(await open(admin)).not.toBe(snapshot)
  })

  it('belongs to a user, an address and a User-Agent', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    const snapshot = await open(admin)
    expect(await open(await sps.login())).toBe(snapshot)
    expect(await open(operator)).not.toBe(snapshot)
    const path = `${SESSIONS}?snapshot=${snapshot}`
    expect((await operator.get(path)).status).toBe(404)
    expect((await admin.get(path, { 'user-agent': 'another' })).status).toBe(404)
    expect((await admin.get(path)).status).toBe(200)
    sps.workspace.reset()
    expect((await (await sps.login()).get(path)).status).toBe(404)
  })

  it('429: when too many are open', async () => {
    const sps = await startSps('8.0', { snapshotLimit: 2 })
    const admin = await sps.login()
    const as = (agent: string): Promise<Answer> => admin.get(`${SESSIONS}/_snapshot`, { 'user-agent': agent })
    expect([(await as('a')).status, (await as('b')).status, (await as('a')).status]).toEqual([200, 200, 200])
    const refused = await as('c')
    expect([refused.status, refused.error]).toEqual([429, 'SnapshotQuotaExceeded'])
    expect(refused.json.error.details).toEqual({ open: 2 })
    expect(sps.lastRule()).toBe('sps.audit.snapshot-quota')
    sps.workspace.clock.advance(300_000)
    expect((await as('c')).status).toBe(200)
  })

  it.each(['x', '[1]', '["a","b"]', '[1,2]', '{"a":1}'])('400: search_after=%s', async (text) => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.get(
      `${SESSIONS}?snapshot=${await open(admin)}&search_after=${encodeURIComponent(text)}`,
    )
    expect([refused.status, refused.json.error.details.parameter]).toEqual([400, 'search_after'])
    expect(sps.lastRule()).toBe('sps.audit.search-after')
  })
})

describe('statistics', () => {
  it('count sessions by a property, the most frequent first, and by another within', async () => {
    const admin = await (await startSps()).login()
    const { items } = (await admin.get(`${SESSIONS}/stats?field=protocol&sub_fields=verdict,user.name`)).json
    expect(items.map(({ key }: any) => key).toSorted()).toEqual(['MSSQL', 'RDP', 'SSH', 'TELNET'])
    const counts = items.map(({ count }: any) => count)
    expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a))
    expect(counts.reduce((sum: number, one: number) => sum + one, 0)).toBe(310)
    for (const { key, count, items: within } of items) {
      expect(within.reduce((sum: number, one: any) => sum + one.count, 0)).toBe(count)
      const { json } = await admin.get(`${SESSIONS}/_count?q=protocol:${key}`)
      expect(json.count).toBe(count)
    }
    const top = (await admin.get(`${SESSIONS}/stats?field=user.name&size=1&q=user.name:mallory`)).json.items
    expect(top).toEqual([{ count: 2, key: 'mallory' }])
  })

  it('count sessions by time, empty intervals included', async () => {
    const admin = await (await startSps()).login()
    const { items } = (
      await admin.get(
        `${SESSIONS}/histogram?field=start_time&bin-size=day&start=2024-06-12T12:00&end=2024-06-15T12:00`,
      )
    ).json
    expect(items).toEqual([
      { count: 1, key: '2024-06-12T00:00:00.000Z' },
      { count: 1, key: '2024-06-13T00:00:00.000Z' },
      { count: 3, key: '2024-06-14T00:00:00.000Z' },
      { count: 1, key: '2024-06-15T00:00:00.000Z' },
    ])
    const quiet = await admin.get(
      `${SESSIONS}/histogram?field=start_time&bin-size=hour&start=2018-02-12T14:20&end=2018-02-12T17:00`,
    )
    expect(quiet.json.items).toEqual(
      [14, 15, 16].map((hour) => ({ count: 0, key: `2018-02-12T${hour}:00:00.000Z` })),
    )
    for (const query of ['start=2030-01-01', 'end=2000-01-01', 'start=2030-01-01&end=2000-01-01'])
      expect((await admin.get(`${SESSIONS}/histogram?field=start_time&${query}`)).json.items).toEqual([])
    const long = await admin.get(
      `${SESSIONS}/histogram?field=start_time&bin-size=minute&start=1970-01-01&end=2030-01-01&q=user.name:nobody`,
    )
    expect([long.status, long.error]).toEqual([400, 'InvalidQuery'])
    for (const bin of ['month', 'year', 'week']) {
      const { json } = await admin.get(`${SESSIONS}/histogram?field=start_time&bin-size=${bin}`)
      expect(json.items.reduce((sum: number, one: any) => sum + one.count, 0)).toBe(310)
    }
  })

  it.each([
    ['stats', 'field'],
    ['stats?field=colour', 'field'],
    ['stats?field=protocol&sub_fields=colour', 'sub_fields'],
    ['stats?field=protocol&size=0', 'size'],
    ['histogram', 'field'],
    ['histogram?field=protocol', 'field'],
    ['histogram?field=start_time&bin-size=second', 'bin-size'],
    ['histogram?field=start_time&bin-size=minute', 'bin-size'],
    ['histogram?field=start_time&q=(', 'q'],
  ])('400: %s', async (path, parameter) => {
    const sps = await startSps()
    const refused = await (await sps.login()).get(`${SESSIONS}/${path}`)
    expect([refused.status, refused.error]).toEqual([400, 'InvalidQuery'])
    expect(refused.json.error.details.parameter).toBe(parameter)
    expect(sps.lastRule()).toBe(`sps.audit.${parameter.replace('_', '-')}`)
  })
})

describe('versions', () => {
  it.each([
    ['8.0', 200, 200, 200],
    ['7.5', 200, 200, 200],
    ['7.0', 200, 200, 404],
    ['6.0', 200, 200, 404],
    ['5.x', 200, 404, 404],
    ['4.x', 404, 404, 404],
  ])('%s', async (profile, search, statistics, snapshots) => {
    const admin = await (await startSps(profile)).login()
    const statusOf = async (path: string): Promise<number> => (await admin.get(`/api/audit${path}`)).status
    expect([await statusOf(''), await statusOf('/sessions')]).toEqual([search, search])
    expect(await statusOf('/sessions/stats?field=protocol')).toBe(statistics)
    expect([await statusOf('/sessions/_snapshot'), await statusOf('/sessions/_count')]).toEqual([
      snapshots,
      snapshots,
    ])
  })

  it('are found from the entry point, in the user information and by links alone', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const audit = (await admin.get('/api')).json.items.find(({ key }: any) => key === 'audit')
    const [sessions] = (await admin.get(audit.meta.href)).json.items
    const [first] = (await admin.get(sessions.meta.href)).json.items
    expect((await admin.get(first.meta.href)).json.key).toBe(first.key)
    const endpoints = (await (await sps.login('operator')).get('/api/user_info')).json.endpoints
    expect(endpoints).toContainEqual({ methods: ['GET'], url: SESSIONS })
    expect(endpoints).toContainEqual({ methods: ['GET'], url: `${SESSIONS}/_snapshot` })
  })
})

describe('client: OneIdentity/SafeguardPowerBI, SafeguardSessions/Src/Modules', () => {
  it('audit/sessions/_snapshot, _count and audit/sessions, following meta.next to its end', async () => {
    const sps = await startSps('8.0', { searchPageSize: 100 })
    const login = await sps.send({
      url: '/api/authentication?return=/api/authentication&login_method=local',
      headers: { authorization: basic('admin', 'a'), accept: '*/*' },
    })
    const cookie = /^(session_id=[^;]*);/.exec([login.headers['set-cookie']].flat()[0]!)![1]!
    const get = (path: string): Promise<Answer> => sps.send({ url: path, headers: { cookie } })
    expect((await get('/api/info')).json.body.firmware_version).toMatch(/^8\.0/)
    const snapshot = await get('/api/audit/sessions/_snapshot').then(({ json }) => json.body.snapshot)
    // As the connector writes times (the "O" format of .NET) and filters.
    const filters = new URLSearchParams({
      fields: '*',
      sort: '-start_time',
      q: 'protocol:SSH AND verdict:ACCEPT',
      start: '2024-05-01T02:00:00.0000000+02:00',
      end: '2024-06-15T23:59:59.0000000+00:00',
    }).toString()
    const { count } = (await get(`/api/audit/sessions/_count?${filters}`)).json
    const rows: any[] = []
    let url: string | null = `/api/audit/sessions?${filters}&limit=30&snapshot=${snapshot}`
    while (url !== null) {
      const { json } = await get(url)
      rows.push(...json.items.map((item: any) => item.body))
      url = json.meta.next
    }
    expect(rows.length).toBe(count)
    expect(count).toBeGreaterThan(30)
    for (const { protocol, verdict, user, trail_download_link } of rows) {
      expect([protocol, verdict]).toEqual(['SSH', 'ACCEPT'])
      expect(user.server_username).toEqual([expect.any(String)])
      expect(trail_download_link === null || trail_download_link.startsWith('/api/audit/')).toBe(true)
    }
  })

  it.each([
    [400, 'a bad filter', '/api/audit/sessions?q=user.name:'],
    [404, 'a snapshot that is gone', '/api/audit/sessions?snapshot=gone'],
  ])('%i: %s', async (status, _what, path) => {
    const admin = await (await startSps()).login()
    expect((await admin.get(path)).status).toBe(status)
  })
})
