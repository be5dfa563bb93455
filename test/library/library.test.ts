import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp, connectPamMock, PamMockError, startPamMock, type PamMock } from '../../src/index.ts'
import type { PamMockOptions } from '../../src/index.ts'
import '../support/control-answer-check.ts'

async function start(options?: PamMockOptions): Promise<PamMock> {
  const mock = await startPamMock(options)
  onTestFinished(() => mock.close())
  return mock
}

/** The same emulator twice: as its own process sees it, and as another one does. */
const handles: [string, (options?: PamMockOptions) => Promise<PamMock>][] = [
  ['startPamMock', start],
  ['connectPamMock', async (options) => connectPamMock((await start(options)).urls.control!)],
]

describe.each(handles)('the handle of %s', (_name, open) => {
  it('knows where everything is', async () => {
    const mock = await open()
    expect(mock.id).toBe('default')
    expect(Object.keys(mock.urls)).toEqual(['xtam', 'cas', 'sps', 'pmp', 'control'])
    expect(mock.https.sps).toMatch(/^https:\/\/127\.0\.0\.1:\d+/)
    expect(mock.caCertificate).toContain('BEGIN CERTIFICATE')
  })

  it('has names for what a test reaches for', async () => {
    const { world, urls } = await open()
    expect(world.xtam.users['xtam_login']).toBe('xtam_password')
    expect(world.xtam.tokens['xtam_login']).toBe('yourXTAMtoken')
    expect(Object.values(world.xtam.records)).toContain('i-2qhyGh2UB0V')
    expect(world.sps.users).toEqual({ admin: 'a', operator: 'operator', noapi: 'noapi' })
    const token = world.pmp.tokens['administrator'] ?? ''
    const answer = await fetch(`${urls.pmp}/resources`, { headers: { AUTHTOKEN: token } })
    expect(await answer.text()).toContain('"status":"Success"')
  })

  it('moves time', async () => {
    const mock = await open()
    expect((await mock.clock.advance('20m')).offsetMs).toBeGreaterThanOrEqual(1_200_000)
    expect(await mock.clock.freeze()).toMatchObject({ frozen: true })
    expect(await mock.clock.set(new Date('2030-01-01T00:00:00Z'))).toMatchObject({
      now: '2030-01-01T00:00:00.000Z',
    })
    expect(await mock.clock.set('2031-01-01T00:00:00Z')).toMatchObject({ now: '2031-01-01T00:00:00.000Z' })
    expect(await mock.clock.thaw()).toMatchObject({ frozen: false })
    expect((await mock.clock.get()).now).toMatch(/^2031-01-01/)
  })

  it('reads the journal', async () => {
    const mock = await open()
    await fetch(`${mock.urls.sps}/configuration`)
    const { entries, total } = await mock.journal.list({ surface: 'sps', status: 401, limit: 5 })
    expect(total).toBe(1)
    expect(entries[0]?.reason?.rule).toMatch(/^sps\./)
    await mock.journal.clear()
    expect(await mock.journal.list()).toEqual({ entries: [], total: 0 })
  })

  it('resets', async () => {
    const mock = await open()
    await mock.clock.advance('1d')
    await mock.reset()
    expect((await mock.clock.get()).offsetMs).toBeLessThan(1000)
  })

  it('makes worlds apart and removes them', async () => {
    const mock = await open()
    const team = await mock.workspaces.create({ id: 'team1' })
    expect(team.urls.sps).toBe(mock.urls.sps.replace(/\/api/, '/w/team1/api'))
    await team.clock.advance('1h')
    expect((await mock.clock.get()).offsetMs).toBeLessThan(1000)
    expect((await mock.workspaces.list()).map(({ id }) => id)).toEqual(['default', 'team1'])
    expect((await (await mock.workspaces.get('team1')).clock.get()).offsetMs).toBeGreaterThan(3_000_000)
    await team.remove()
    expect(await mock.workspaces.list()).toHaveLength(1)
  })

  it('gives a world a port of its own', async () => {
    const mock = await open()
    const team = await mock.workspaces.create({ port: 0 })
    expect(new URL(team.urls.sps).port).not.toBe(new URL(mock.urls.sps).port)
    await team.clock.advance('1h')
    const clock = await (await fetch(`${team.urls.control}/clock`)).json()
    expect((clock as { offsetMs: number }).offsetMs).toBeGreaterThan(3_000_000)
  })

  it('puts faults in place and takes them away', async () => {
    const mock = await open()
    const fault = await mock.faults.add({
      match: { surface: 'sps' },
      effect: { type: 'status', status: 503 },
      times: 1,
    })
    expect((await fetch(mock.urls.sps)).status).toBe(503)
    expect((await fetch(mock.urls.sps)).status).not.toBe(503)
    expect(await mock.faults.list()).toEqual([{ ...fault, seen: 2, fired: 1 }])
    await mock.faults.remove(fault.id)
    await mock.faults.add({ effect: { type: 'reset' } })
    await expect(fetch(mock.urls.sps)).rejects.toThrow('fetch failed')
    await mock.faults.clear()
    expect(await mock.faults.list()).toEqual([])
  })

  it('verifies the journal, and shows what came closest', async () => {
    const mock = await open()
    await fetch(`${mock.urls.sps}/configuration`)
    expect(await mock.journal.verify({ match: { surface: 'sps', status: 401 }, count: { exactly: 1 } })).toBe(
      1,
    )
    await expect(mock.journal.verify({ match: { surface: 'sps', status: 200 } })).rejects.toThrow(
      'Expected at least 1 request with surface "sps", status 200, but 0 of 1 match.\n' +
        '  GET /api/configuration → 401: status is 401, not 200',
    )
    expect(await mock.journal.har()).toMatchObject({ log: { entries: [{ response: { status: 401 } }] } })
  })

  it('reads and changes state, and keeps snapshots of it', async () => {
    const mock = await open()
    const counts = await mock.state.count()
    expect(Object.keys(counts)).toEqual(['xtam', 'sps', 'pmp'])
    const [table, rows] = Object.entries(await mock.state.get('pmp')).find(
      ([, all]) => Object.keys(all).length > 0,
    )!
    const [key, row] = Object.entries(rows)[0]!
    expect(await mock.state.row('pmp', table, key)).toEqual(row)
    await mock.snapshots.take('whole')
    await mock.state.patch('pmp', { [table]: { [key]: null } })
    const gone = { surface: 'pmp', table, key, change: 'removed', before: row, after: null }
    expect(await mock.state.diff({ surface: 'pmp', from: 'whole' })).toEqual([gone])
    expect(await mock.state.diff()).toEqual([gone])
    await mock.snapshots.restore('whole')
    expect(await mock.state.diff()).toEqual([])
    expect(await mock.snapshots.list()).toEqual(['whole'])
    await mock.snapshots.remove('whole')
    await expect(mock.snapshots.restore('whole')).rejects.toMatchObject({ status: 404 })
  })

  it('leaves out of a comparison what a product notes down by itself', async () => {
    const mock = await open()
    await fetch(`${mock.urls.pmp}/resources/303/accounts/307/password`, {
      headers: { AUTHTOKEN: mock.world.pmp.tokens['administrator'] ?? '' },
    })
    expect(await mock.state.diff()).toEqual([])
    const tables = (await mock.state.diff({ bookkeeping: true })).map(({ table }) => table)
    expect(tables).toContain('audits')
  })

  it('knows the world of a workspace with fixtures of its own', async () => {
    const mock = await open()
    const users = [{ id: '1', login: 'me', role: 'Administrator', api: { token: 'MY-TOKEN' } }]
    const team = await mock.workspaces.create({ fixtures: { pmp: { users } } })
    expect(team.world.pmp.tokens['me']).toBe('MY-TOKEN')
    expect(team.world.xtam).toEqual(mock.world.xtam)
    const wrong = mock.workspaces.create({ fixtures: { pmp: { users: [{}] } } })
    await expect(wrong).rejects.toThrow('body.fixtures.pmp.users[0].')
  })

  it('lists what the products can fail with', async () => {
    const vendor = await (await open()).faults.vendor()
    expect(new Set(vendor.map(({ surface }) => surface))).toContain('xtam')
    expect(vendor[0]).toMatchObject({ name: expect.any(String), summary: expect.any(String) })
  })

  it('pulls levers', async () => {
    const mock = await open()
    expect(await mock.actions.list()).toEqual(expect.any(Array))
    await expect(mock.actions.run('sps', 'burn-down')).rejects.toThrow(
      'There is no action of sps "burn-down"',
    )
  })

  it('says what is wrong', async () => {
    const mock = await open()
    const refused = mock.clock.advance('soon')
    await expect(refused).rejects.toThrow(/^"body.advance": must be a duration such as "90s"/)
    await expect(refused).rejects.toBeInstanceOf(PamMockError)
    await expect(mock.workspaces.get('nobody')).rejects.toMatchObject({ status: 404 })
  })
})

describe('startPamMock', () => {
  it('is closed by leaving its scope, and for good', async () => {
    const mock = await start()
    await mock[Symbol.asyncDispose]()
    await expect(fetch(`${mock.urls.control}/health`)).rejects.toThrow('fetch failed')
    await mock.close()
  })

  it('keeps two emulators of one process apart', async () => {
    const [one, two] = await Promise.all([start(), start()])
    await one.clock.advance('1d')
    expect((await two.clock.get()).offsetMs).toBeLessThan(1000)
  })

  it('works without a control plane on the wire', async () => {
    const mock = await start({ control: false })
    expect(mock.urls).not.toHaveProperty('control')
    await mock.clock.advance('1m')
  })

  it.each<PamMockOptions>([
    { controlToken: 'letmein' },
    { controlPort: 0 },
    { control: false },
    { bodyLimit: '1KiB' },
    { headerLimit: '1KiB' },
  ])('is led by its handle, whatever is asked of clients: %o', async (options) => {
    const mock = await start(options)
    const notes = 'long '.repeat(1000)
    await mock.state.patch('pmp', { accounts: { 307: { notes } } })
    expect(await mock.state.row('pmp', 'accounts', '307')).toMatchObject({ notes })
  })

  it('says in one sentence what is wrong', async () => {
    await expect(startPamMock({ port: -1 })).rejects.toThrow(
      'The option "port" must be a port number from 0 to 65535',
    )
    const blocker = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void blocker.close())
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as AddressInfo
    await expect(startPamMock({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use`)
  })
})

describe('connectPamMock', () => {
  it('speaks for the workspace that its URL names, and shows its token', async () => {
    const mock = await start({ controlToken: 'letmein' })
    await mock.workspaces.create({ id: 'team1' })
    const { origin } = new URL(mock.urls.control!)
    const team = await connectPamMock(`${origin}/w/team1/`, { token: 'letmein' })
    expect(team.id).toBe('team1')
    await team.clock.advance('1h')
    expect((await mock.clock.get()).offsetMs).toBeLessThan(1000)
    await expect(connectPamMock(origin)).rejects.toMatchObject({ status: 401 })
    await expect(connectPamMock('localhost:8080')).rejects.toThrow(
      '"localhost:8080" is no URL of an emulator',
    )
    await mock.close()
    await expect(connectPamMock(origin)).rejects.toThrow(`No emulator answers at "${origin}"`)
    await expect(mock.reset()).rejects.toThrow('This emulator is closed.')
    await team.close()
  })
})

describe('buildApp', () => {
  it('answers without listening', async () => {
    const app = await buildApp({ profiles: { sps: '7.0' } })
    onTestFinished(() => app.close())
    expect((await app.inject('/__mock/health')).json()).toMatchObject({ profiles: { sps: '7.0' } })
    expect((await app.inject('/api/configuration')).statusCode).toBe(401)
  })
})
