/** Searching recorded sessions: pages, filters, parameters, rights (sps-configuration 4.1, 4.2). */
import { describe, expect, it } from 'vitest'
import { spsSlice } from '../../../src/vendors/sps/state.ts'
import { startSps, type Answer, type SpsClient } from './client.ts'

const SESSIONS = '/api/audit/sessions'
const YODA = 'qbDgP4YB6q61cSrUGJic'

const search = (client: SpsClient, query: Readonly<Record<string, string>>): Promise<Answer> =>
  client.get(`${SESSIONS}?${new URLSearchParams(query).toString()}`)

const keysOf = ({ json }: Answer): string[] => json.items.map((item: { key: string }) => item.key)

describe('the list of recorded sessions', () => {
  it('is newest first, in pages whose links lead through all of it and back', async () => {
    const admin = await (await startSps()).login()
    const seen: string[] = []
    const starts: number[] = []
    let page = await search(admin, { limit: '100', fields: 'start_time' })
    const { first, last, match_count: matches } = page.json.meta
    expect(matches).toBe(310)
    expect(page.json.meta.previous).toBeNull()
    for (;;) {
      seen.push(...keysOf(page))
      starts.push(...page.json.items.map((item: any) => Date.parse(item.body.start_time)))
      const { href, next } = page.json.meta
      expect(href).toBe(SESSIONS)
      if (next === null) break
      const following = await admin.get(next)
      const back = await admin.get(following.json.meta.previous)
      expect(keysOf(back)).toEqual(keysOf(page))
      page = following
    }
    expect(seen.length).toBe(matches)
    expect(new Set(seen).size).toBe(matches)
    expect(starts).toEqual(starts.toSorted((a, b) => b - a))
    expect(keysOf(await admin.get(first))).toEqual(seen.slice(0, 100))
    expect(keysOf(await admin.get(last))).toEqual(seen.slice(300))
  })

  it('keeps the query in its links', async () => {
    const admin = await (await startSps()).login()
    const { json } = await search(admin, {
      q: 'user.name:yoda AND protocol:SSH',
      fields: 'user.name,protocol',
      sort: 'duration',
      limit: '2',
    })
    expect(json.meta.next).toBe(
      `${SESSIONS}?limit=2&offset=2&fields=user.name,protocol&q=user.name%3Ayoda%20AND%20protocol%3ASSH&sort=duration`,
    )
    const following = (await admin.get(json.meta.next)).json
    for (const { body } of following.items) expect(body).toEqual({ protocol: 'SSH', user: { name: 'yoda' } })
  })

  it('cuts pages at 500, ignores an offset beyond 10 000 and shows nothing beyond either', async () => {
    const sps = await startSps('8.0', { searchPageSize: 20, searchWindow: 30 })
    const admin = await sps.login()
    const cut = (await search(admin, { limit: '1000' })).json
    expect([cut.items.length, cut.meta.limit, cut.meta.match_count]).toEqual([20, 20, 310])
    const rest = (await admin.get(cut.meta.next)).json
    expect([rest.items.length, rest.meta.offset, rest.meta.next]).toEqual([10, 20, null])
    const ignored = (await search(admin, { offset: '31' })).json
    expect([ignored.meta.offset, keysOf({ json: ignored } as Answer)]).toEqual([
      0,
      keysOf({ json: cut } as Answer),
    ])
    const standard = (await (await (await startSps()).login()).get(`${SESSIONS}?limit=501`)).json
    expect(standard.meta.limit).toBe(500)
  })

  it.each([
    ['start_time', (body: any) => Date.parse(body.start_time)],
    ['end_time', (body: any) => (body.end_time ? Date.parse(body.end_time) : Infinity)],
    ['duration', (body: any) => body.duration ?? Infinity],
    ['analytics.score.aggregated', (body: any) => body.analytics.score?.aggregated ?? -Infinity],
    ['client.port', (body: any) => body.client.port],
    ['user.name', (body: any) => body.user.name],
  ])('is sorted by %s, upwards and downwards', async (field, valueOf) => {
    const admin = await (await startSps()).login()
    const values = async (sort: string): Promise<(number | string)[]> =>
      (await search(admin, { sort, fields: '*' })).json.items.map((item: any) => valueOf(item.body))
    const upwards = await values(field)
    expect(upwards).toEqual(upwards.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    expect(new Set(upwards).size).toBeGreaterThan(3)
    expect(await values(`-${field}`)).toEqual(upwards.toReversed())
    const some = (await search(admin, { sort: field, fields: '*', offset: '7', limit: '5' })).json
    expect(some.items.map((item: any) => valueOf(item.body))).toEqual(upwards.slice(7, 12))
  })

  it('takes sessions that started after and ended before a moment', async () => {
    const admin = await (await startSps()).login()
    const all = (await search(admin, { fields: '*' })).json.items
    const [start, end] = ['2024-06-14T00:00', '2024-06-15T02:00:00.0000000+02:00']
    const expected = all
      .filter(({ body }: any) => Date.parse(body.start_time) > Date.parse('2024-06-14T00:00:00Z'))
      .filter(({ body }: any) => Date.parse(body.end_time) < Date.parse('2024-06-15T00:00:00Z'))
      .map(({ key }: any) => key)
    expect(expected.length).toBeGreaterThan(1)
    const found = await search(admin, { start, end })
    expect(keysOf(found)).toEqual(expected)
    expect(found.json.meta.match_count).toBe(expected.length)
    // A plus sign that was not encoded arrives as a space.
    expect(keysOf(await admin.get(`${SESSIONS}?start=${start}&end=${end}`))).toEqual(expected)
  })

  it.each([
    'user.name:yoda',
    'protocol:rdp AND verdict:ACCEPT',
    'recording.session_id:"svc/CrDjie4Cpb1Bhzxg7AcHpo/demo_con_pol"',
    'active:true AND protocol:SSH',
    'duration:>100 AND NOT user.name:leia',
    'user.name:(yoda OR han) AND server.name:web*',
  ])('finds and counts the same by an index and by looking at each: %s', async (q) => {
    const admin = await (await startSps()).login()
    const found = await search(admin, { q })
    expect(keysOf(found).length).toBeGreaterThan(0)
    // The wildcard keeps the index out of it.
    const everywhere = await search(admin, { q: `(${q}) AND protocol:*` })
    expect(keysOf(everywhere)).toEqual(keysOf(found))
    for (const extra of [{}, { start: '2024-05-20' }, { end: '2024-05-20' }]) {
      const { json } = await search(admin, { q, ...extra })
      const count = await admin.get(
        `${SESSIONS}/_count?${new URLSearchParams({ q, ...extra, fields: '*', sort: '-start_time' }).toString()}`,
      )
      expect(count.json.count).toBe(json.meta.match_count)
      expect(json.items.length).toBe(json.meta.match_count)
    }
  })

  it('searches in the content of indexed sessions', async () => {
    const admin = await (await startSps()).login()
    const found = await search(admin, { content: 'drop AND table', fields: 'user.name' })
    expect(keysOf(found)).toEqual(['rUhhQZ3jYsY1NDWYp9DEpq'])
    expect((await search(admin, { content: 'payroll*' })).json.meta.match_count).toBe(0)
    expect((await search(admin, { content: '"scp srv payroll ods"' })).json.meta.match_count).toBe(1)
    expect((await search(admin, { content: 'running-config' })).json.meta.match_count).toBeGreaterThan(1)
    expect(keysOf(await search(admin, { content: 'running-config' }))).not.toContain('Ep0yTh5gVou2Bt5XrZiJ')
  })

  it('comes as comma-separated values when asked', async () => {
    const admin = await (await startSps()).login()
    const query = {
      format: 'csv',
      fields: 'user.name,recording.deny_reason,duration',
      q: 'user.name:mallory',
    }
    const answer = await search(admin, query)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv'])
    expect(answer.text).toBe(
      [
        'key,user.name,recording.deny_reason,duration',
        'Do9xSg4fUnt1As4WqYhI,mallory,Client address is not allowed,0',
        'Cn8wRf3eTms0Zr3VpXgH,mallory,,2',
        '',
      ].join('\r\n'),
    )
    const all = await search(admin, { ...query, fields: '*' })
    expect(all.text.split('\r\n')[0]!.split(',').length).toBeGreaterThan(60)
  })

  it('comes so for Accept: text/csv too (safeguard-ps), unless a format is named', async () => {
    const admin = await (await startSps()).login()
    const typeFor = async (accept: string, more = ''): Promise<unknown> =>
      (await admin.get(`/api/audit/sessions?limit=1${more}`, { accept })).headers['content-type']
    expect(await typeFor('text/csv')).toBe('text/csv')
    expect(await typeFor('text/csv', '&format=json')).toBe('application/json')
    for (const accept of ['*/*', 'application/octet-stream', 'application/json'])
      expect(await typeFor(accept), accept).toBe('application/json')
    const { snapshot } = (await admin.get('/api/audit/sessions/_snapshot')).json.body
    expect(await typeFor('text/csv', `&snapshot=${snapshot}`)).toBe('text/csv')
  })

  it.each([
    [{ q: 'user.name:' }, 'q', 10],
    [{ q: 'colour:red' }, 'q', 7],
    [{ content: '*ls' }, 'content', 0],
    [{ content: 'user.name:yoda' }, 'content', 10],
    [{ start: 'yesterday' }, 'start', undefined],
    [{ end: '2017-13-01' }, 'end', undefined],
    [{ fields: 'user.name,colour' }, 'fields', undefined],
    [{ sort: '-colour' }, 'sort', undefined],
    [{ limit: '0' }, 'limit', undefined],
    [{ limit: 'all' }, 'limit', undefined],
    [{ offset: '-1' }, 'offset', undefined],
    [{ format: 'xml' }, 'format', undefined],
  ])('400: %j', async (query, parameter, position) => {
    const sps = await startSps()
    const refused = await search(await sps.login(), query)
    expect([refused.status, refused.error]).toEqual([400, 'InvalidQuery'])
    expect(refused.json.error.message).toBe('The requested filter or its value is invalid.')
    expect(refused.json.error.details).toMatchObject({ parameter, reason: expect.any(String) })
    expect(refused.json.error.details.position).toBe(position)
    expect(refused.json.meta).toEqual({ href: SESSIONS, parent: '/api/audit' })
    expect(sps.lastRule()).toBe(`sps.audit.${parameter}`)
  })

  it('400: a parameter given twice', async () => {
    const sps = await startSps()
    const refused = await (await sps.login()).get(`${SESSIONS}?q=a&q=b`)
    expect([refused.status, refused.json.error.details.parameter]).toEqual([400, 'q'])
  })

  it('ignores parameters that it does not know, and empty ones', async () => {
    const admin = await (await startSps()).login()
    const { status, json } = await admin.get(`${SESSIONS}?colour=red&q=&sort=&limit=&snapshot=`)
    expect([status, json.meta.match_count]).toEqual([200, 310])
  })

  it('needs the right to search', async () => {
    const sps = await startSps()
    const user = await sps.login('operator')
    const { sessions } = sps.workspace.state(spsSlice)
    expect((await user.get(SESSIONS)).status).toBe(200)
    sessions.put(user.session, {
      ...sessions.get(user.session)!,
      grants: { '/special/rest_server': 'read', '/special/ssh': 'write' },
    })
    for (const path of ['/api/audit', SESSIONS, `${SESSIONS}/_snapshot`, `${SESSIONS}/${YODA}/audit_trail`]) {
      const refused = await user.get(path)
      expect([refused.status, refused.error]).toEqual([403, 'Unauthorized'])
      expect(sps.lastRule()).toBe('sps.privilege.missing')
    }
    expect((await sps.anonymous.get(SESSIONS)).status).toBe(401)
  })

  it('stays within the workspace that a client came to', async () => {
    const sps = await startSps()
    sps.kernel.createWorkspace({ id: 'team1' })
    const login = await sps.send({
      url: '/w/team1/api/authentication',
      headers: { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` },
    })
    const cookie = [login.headers['set-cookie']].flat()[0]!.split(';')[0]!
    const { json } = await sps.send({ url: `/w/team1${SESSIONS}?limit=1&fields=*`, headers: { cookie } })
    expect(json.meta.next).toMatch(/^\/w\/team1\/api\/audit\/sessions\?limit=1&offset=1&fields=\*$/)
    expect(json.items[0].meta.href).toMatch(/^\/w\/team1\//)
    expect(json.items[0].body.events.href).toMatch(/^\/w\/team1\//)
  })
})
