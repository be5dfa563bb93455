/** SafeguardPowerBI against the versions that it knows, and one that it does not. */
import { describe, expect, it } from 'vitest'
import { basic, commit, sessionIn, startSps } from '../../behaviour/sps/client.ts'
import { COLUMNS, fetchSessions } from './power-bi.ts'

describe.each(['7.5', '8.0'])('SafeguardPowerBI against %s', (profile) => {
  it('fetches a table of all sessions, as many as are counted, newest first', async () => {
    const { rows, count } = await fetchSessions(await startSps(profile))
    expect(rows).toHaveLength(count)
    expect(count).toBe(310)
    const starts = rows.map((row) => Number(row['start_time']))
    expect(starts).toEqual(starts.toSorted((a, b) => b - a))
    expect(new Set(rows.map((row) => row['recording.session_id'])).size).toBeGreaterThan(300)
  })

  it('finds each of its columns in some session, and in every one what all have', async () => {
    const { rows } = await fetchSessions(await startSps(profile))
    expect(COLUMNS.size).toBe(65)
    const empty = [...COLUMNS.keys()].filter((name) => rows.every((row) => row[name] === null))
    expect(empty).toEqual([])
    const always = [
      'active',
      'client.ip',
      'creation_time',
      'protocol',
      'server.ip',
      'start_time',
      'user.name',
    ]
    for (const name of [
      ...always,
      'analytics.bucketed_starting_hour',
      'recording.connection_policy',
      'verdict',
    ])
      expect(
        rows.every((row) => row[name] !== null),
        name,
      ).toBe(true)
  })

  it('asks for a time and for fields, which are joined by AND', async () => {
    const sps = await startSps(profile)
    const { rows, count } = await fetchSessions(sps, {
      from: '2024-05-01T00:00:00+02:00',
      to: '2024-06-01T00:00:00+02:00',
      filters: [
        ['user.name', ' leia '],
        ['protocol', 'RDP'],
      ],
    })
    expect(count).toBeGreaterThan(0)
    expect(rows).toHaveLength(count)
    const found = new Set(rows.map((row) => [row['user.name'], row['protocol']].join(' ')))
    expect([...found]).toEqual(['leia RDP'])
    const none = await fetchSessions(sps, { filters: [['user.name', 'nobody']] })
    expect(none).toEqual({ rows: [], count: 0 })
  })

  it('comes with an API key in place of a session', async () => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    const { token } = (await admin.post('/api/user/api_keys', { name: 'power-bi' })).json.body
    await commit(admin)
    expect((await fetchSessions(sps, { apiKey: token })).count).toBe(310)
    const wrong = { apiKey: 'not-a-key' }
    await expect(fetchSessions(sps, wrong), 'no version for strangers').rejects.toThrow(
      'Not Parsable Response',
    )
    await expect(fetchSessions(sps, { ...wrong, skipVersionCheck: true })).rejects.toThrow(
      'Authentication Error',
    )
  })

  it('tells what went wrong by the status', async () => {
    const sps = await startSps(profile, { snapshotLimit: 1 })
    await expect(fetchSessions(sps, { password: 'wrong' })).rejects.toThrow('Authentication Error')
    await expect(fetchSessions(sps, { user: 'noapi', password: 'noapi' })).rejects.toThrow(
      'Authorization Error',
    )
    const filters = [['user.name', '']] as const
    await expect(fetchSessions(sps, { filters })).rejects.toThrow('Bad Request')
    // The quota is reached as soon as somebody else looks at a snapshot.
    sps.workspace.clock.advance(600_000)
    const headers = { authorization: basic('admin', 'a') }
    const cookie = `session_id=${sessionIn(await sps.send({ url: '/api/authentication', headers }))}`
    await sps.send({ url: '/api/audit/sessions/_snapshot', headers: { cookie, 'user-agent': 'another' } })
    await expect(fetchSessions(sps)).rejects.toThrow('Snapshot Quota Error')
  })
})

describe('SafeguardPowerBI against 7.0', () => {
  it('says that it does not know the version, and finds no snapshots when it is told to go on', async () => {
    const sps = await startSps('7.0')
    await expect(fetchSessions(sps)).rejects.toThrow('Not Supported Version: 7.0.5')
    await expect(fetchSessions(sps, { skipVersionCheck: true })).rejects.toThrow('Not Found')
  })
})
