/** What lies below a recorded session, and sessions while they last (sps-configuration 4.2, 4.5, 5). */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { startSps, type Answer, type Sps } from './client.ts'

const SESSIONS = '/api/audit/sessions'
const [MYUSER, YODA, LEIA, TELNET, REFUSED, LIVE] = [
  'rUhhQZ3jYsY1NDWYp9DEpq',
  'qbDgP4YB6q61cSrUGJic',
  'Ay3kXb0cRkq8Zp1TnVdE',
  'Ep0yTh5gVou2Bt5XrZiJ',
  'Cn8wRf3eTms0Zr3VpXgH',
  'rpokH8fD9kx6CaxNLznK',
]
const LIVE_ID = 'svc/rpokH8fD9kx6CaxNLznKx2/test:12'

const act = (sps: Sps, action: string, input: object = {}): Promise<Answer> =>
  sps.send({
    method: 'POST',
    url: `/__mock/actions/sps/${action}`,
    headers: { host: 'localhost' },
    payload: input,
  })

describe('a recorded session', () => {
  it('404: when there is none of that key, whatever is asked of it', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const part of ['', '/events', '/channels', '/channels/1', '/content?q=a', '/audit_trail']) {
      const refused = await admin.get(`${SESSIONS}/none${part}`)
      expect([refused.status, refused.error]).toEqual([404, 'NotFound'])
      expect(refused.json.meta.parent).toBe(SESSIONS)
      expect(refused.json.error.details).toEqual({ path: 'none' })
      expect(sps.lastRule()).toBe('sps.audit.unknown')
    }
    expect((await admin.get(`${SESSIONS}/${YODA}/colour`)).error).toBe('NodeNotFound')
    expect((await admin.put(`${SESSIONS}/${YODA}`, {})).status).toBe(405)
  })

  it('leads by its links to all that lies below it', async () => {
    const admin = await (await startSps()).login()
    const { body } = (await admin.get(`${SESSIONS}/${LEIA}`)).json
    for (const name of ['alerts', 'channels', 'events', 'indexing']) {
      const { status, json } = await admin.get(body[name].href)
      expect([status, json.items.length > 0]).toEqual([200, true])
      expect(json.meta).toMatchObject({
        limit: 500,
        match_count: json.items.length,
        next: null,
        offset: 0,
        parent: `${SESSIONS}/${LEIA}`,
        previous: null,
      })
    }
    expect((await admin.get(body.recording.audit_trail.download.href)).status).toBe(200)
    const channels = (await admin.get(body.channels.href)).json.items
    expect(channels.map((item: any) => item.body.type)).toEqual([
      'session exec scp',
      'session subsystem sftp',
      'session exec',
    ])
    expect((await admin.get(channels[2].meta.href)).json).toMatchObject({
      key: '3',
      body: { command: 'rm -f /var/log/lastlog', verdict: 'accept', duration: 214 },
      meta: { parent: `${SESSIONS}/${LEIA}/channels` },
    })
    const missing = await admin.get(`${SESSIONS}/${LEIA}/channels/4`)
    expect([missing.status, missing.json.error.details]).toEqual([404, { path: '4' }])
  })

  it('has pages in every list', async () => {
    const admin = await (await startSps()).login()
    const page = (await admin.get(`${SESSIONS}/${MYUSER}/events?limit=3`)).json
    expect(page.items.map((item: any) => item.record_id)).toEqual([1, 2, 3])
    const { items } = (await admin.get(page.meta.next)).json
    expect(items.map((item: any) => item.action)).toEqual(['exit'])
    expect(page.meta).toMatchObject({
      first: `${SESSIONS}/${MYUSER}/events?limit=3&offset=0`,
      last: `${SESSIONS}/${MYUSER}/events?limit=3&offset=3`,
    })
  })

  it('lists no events and finds no content while it is not indexed', async () => {
    const admin = await (await startSps()).login()
    for (const key of [TELNET, LIVE, REFUSED])
      for (const part of ['events', 'indexing', 'content?q=show'])
        expect((await admin.get(`${SESSIONS}/${key}/${part}`)).json.items).toEqual([])
    expect((await admin.get(`${SESSIONS}/${REFUSED}/channels`)).json.items).toEqual([])
  })

  it('finds what was done in it; without an expression nothing, and no word begins with "*"', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const found = async (query: string): Promise<string[]> =>
      (await admin.get(`${SESSIONS}/${MYUSER}/content${query}`)).json.items.map((item: any) => item.action)
    expect(await found('/?q=drop%20AND%20table')).toEqual(['drop table invoices_2016;'])
    expect(await found('?q=ls')).toEqual(['ls'])
    expect(await found('?q=inv*')).toEqual(['drop table invoices_2016;'])
    expect(await found('?q=%22table%20drop%22')).toEqual([])
    expect(await found('')).toEqual([])
    expect(await found('?q=')).toEqual([])
    const refused = await admin.get(`${SESSIONS}/${MYUSER}/content?q=*ls`)
    expect([refused.status, refused.error]).toEqual([400, 'InvalidQuery'])
    expect(sps.lastRule()).toBe('sps.audit.q')
  })

  it('tells commands behind a prompt, as its user, and what is no command as it is', async () => {
    const admin = await (await startSps()).login()
    const told = async (key: string): Promise<any[]> =>
      (await admin.get(`${SESSIONS}/${key}/events`)).json.items.map((item: any) => [
        item.type,
        item.action,
        item.content,
        item.channels_id,
      ])
    expect((await told(MYUSER))[2]).toEqual([
      'command',
      'drop table invoices_2016;',
      'root@db1:~$ drop table invoices_2016;',
      '0',
    ])
    expect((await told(YODA))[0]).toEqual(['command', 'ls', 'yoda@10.110.100.26:~$ ls', '0'])
    expect((await told(LEIA))[0]).toEqual(['file_transfer', null, 'scp /srv/payroll.ods', '0'])
    const { items } = (await admin.get(`${SESSIONS}/${MYUSER}/events?limit=1`)).json
    expect(items[0].time).toBe('2017-04-25T13:26:39.144')
  })

  it('lists how it was indexed under each name that the guide has for it, with links that lead there', async () => {
    const admin = await (await startSps()).login()
    const answers = []
    for (const name of ['indexing', 'indexer', 'indexers'])
      answers.push((await admin.get(`${SESSIONS}/${MYUSER}/${name}`)).json)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    const { meta } = answers[0]
    expect(meta.first).toBe(`${SESSIONS}/${MYUSER}/indexer?limit=500&offset=0`)
    expect((await admin.get(meta.last)).json).toEqual(answers[0])
  })

  it('gives its trail for a player that follows it, too, and in no other form', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const live = await admin.get(`${SESSIONS}/${LIVE}/audit_trail?format=srs`)
    expect(live.headers['content-disposition']).toBe(`attachment; filename="${LIVE}.srs"`)
    expect(live.text.startsWith('PAM-MOCK-SRS\u0000')).toBe(true)
    expect((await admin.get(`${SESSIONS}/${LIVE}/audit_trail?format=zat`)).text).toMatch(/^PAM-MOCK-ZAT/)
    for (const query of ['format=mp4', 'format=srs&format=zat']) {
      const refused = await admin.get(`${SESSIONS}/${LIVE}/audit_trail?${query}`)
      expect([refused.status, refused.error]).toEqual([400, 'InvalidQuery'])
      expect(sps.lastRule()).toBe('sps.audit.format')
    }
    expect((await admin.get(`${SESSIONS}/${LIVE}/trail_downloads`)).json.items).toHaveLength(2)
  })

  it('gives its trail as bytes, and notes who took it', async () => {
    const sps = await startSps()
    const operator = await sps.login('operator')
    const downloads = async (): Promise<any[]> =>
      (await operator.get(`${SESSIONS}/${MYUSER}/trail_downloads`)).json.items
    expect(await downloads()).toEqual([])
    const answer = await sps.app.inject({
      url: `${SESSIONS}/${MYUSER}/audit_trail`,
      headers: { cookie: `session_id=${operator.session}` },
    })
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${MYUSER}.zat"`,
      'content-length': String(answer.rawPayload.length),
    })
    const magic = 'PAM-MOCK-ZAT\u0000'
    expect(answer.rawPayload.subarray(0, magic.length).toString()).toBe(magic)
    const content = gunzipSync(answer.rawPayload.subarray(magic.length)).toString()
    expect(JSON.parse(content).events[2].content).toBe('drop table invoices_2016;')
    await sps.app.inject({
      method: 'HEAD',
      url: `${SESSIONS}/${MYUSER}/audit_trail`,
      headers: { cookie: `session_id=${operator.session}` },
    })
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(await downloads()).toEqual([
      { from_api: true, ip_address: '127.0.0.1', time, username: 'operator' },
    ])
    const none = await operator.get(`${SESSIONS}/${REFUSED}/audit_trail`)
    expect([none.status, none.json.error.details]).toEqual([404, { path: 'audit_trail' }])
    expect(sps.lastRule()).toBe('sps.audit.unknown')
  })
})

describe('a live session', () => {
  it('is closed by its recording.session_id, and the search shows it as ended from then on', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const live = async (): Promise<string[]> =>
      (await admin.get(`${SESSIONS}?q=active:true`)).json.items.map((item: any) => item.key)
    expect(await live()).toEqual(['qbDgP4YB6q61cSrUGJiV', LIVE])
    sps.workspace.clock.set(Date.parse('2024-06-15T20:45:00Z'))
    const again = await sps.login()
    expect((await again.delete(`/api/active-sessions?id=${LIVE_ID}`)).status).toBe(200)
    const { body } = (await again.get(`${SESSIONS}/${LIVE}`)).json
    expect(body).toMatchObject({
      active: false,
      duration: 288,
      end_time: expect.stringMatching(/^2024-06-15T20:45:0/),
    })
    expect(body.recording).toMatchObject({ index_status: 'INDEXED', session_id: LIVE_ID })
    const ended = await again.get(`${SESSIONS}?q=active:false&sort=-end_time&limit=1`)
    expect(ended.json.items[0].key).toBe(LIVE)
    expect((await again.get(`${SESSIONS}/${LIVE}/events`)).json.items.length).toBe(3)
    expect((await again.get('/api/health_status')).json.health_status.sessions).toMatchObject({
      rdp: 1,
      ssh: 0,
    })
    expect((await again.delete(`/api/active-sessions?id=${LIVE_ID}`)).status).toBe(404)
    sps.workspace.reset()
    const fresh = await sps.login()
    expect((await fresh.get(`${SESSIONS}/_count?q=active:true`)).json.count).toBe(2)
  })

  it('begins and ends at the control plane too, in its place in every order', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const begun = await act(sps, 'start-session', { user: 'luke', score: 99, connection: 'inband-ssh' })
    expect(begun.status).toBe(200)
    const { key, id } = JSON.parse(begun.text)
    expect(key).toMatch(/^[A-Za-z0-9]{20}$/)
    const first = async (query: string): Promise<string> =>
      (await admin.get(`${SESSIONS}?limit=1&${query}`)).json.items[0]?.key
    expect(await first('sort=-start_time')).toBe(key)
    expect(await first('sort=-analytics.score.aggregated')).toBe(key)
    expect(await first('q=user.name:luke%20AND%20active:true')).toBe(key)
    sps.workspace.world.snapshot('live')
    sps.workspace.clock.advance(90_000)
    expect(JSON.parse((await act(sps, 'end-session', { id })).text)).toEqual({ key, id })
    expect((await admin.get(`${SESSIONS}/${key}`)).json.body).toMatchObject({ active: false, duration: 90 })
    const refused = await act(sps, 'end-session', { key })
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('no live session')])
    expect((await act(sps, 'end-session', {})).status).toBe(400)
    expect((await act(sps, 'start-session', { protocol: 'gopher' })).status).toBe(400)
    sps.workspace.restore('live')
    expect(await first('q=user.name:luke%20AND%20active:true')).toBe(key)
    sps.workspace.reset()
    const again = await sps.login()
    expect((await again.get(`${SESSIONS}/${key}`)).status).toBe(404)
  })
})

describe('a state patch', () => {
  const patch = (sps: Sps, auditSessions: object): Promise<Answer> =>
    sps.send({
      method: 'PATCH',
      url: '/__mock/state/sps',
      headers: { host: 'localhost' },
      payload: { auditSessions },
    })

  it('changes a session, which the search then finds in its new place', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const document = { start_time: '2030-01-01T00:00:00Z', user: { name: 'chewbacca' } }
    expect((await patch(sps, { [YODA]: { document } })).status).toBe(204)
    const { items } = (await admin.get(`${SESSIONS}?limit=1`)).json
    expect(items[0].key).toBe(YODA)
    expect((await admin.get(`${SESSIONS}/_count?q=user.name:chewbacca`)).json.count).toBe(1)
    expect((await patch(sps, { [YODA]: null })).status).toBe(204)
    expect((await admin.get(`${SESSIONS}/_count?q=user.name:chewbacca`)).json.count).toBe(0)
  })

  it('400: a session without a start, or one that is neither live nor ended', async () => {
    const sps = await startSps()
    for (const document of [{ start_time: 'soon' }, { start_time: null }, { active: 'yes' }])
      expect((await patch(sps, { [YODA]: { document } })).status).toBe(400)
  })
})
