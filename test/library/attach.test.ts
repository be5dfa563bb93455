/** Test files that use an emulator which runs already, and what becomes of hooks that come late. */
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { connectPamMock, PamMockError, startPamMock, type PamMock } from '../../src/index.ts'
import { openForAll, openForTests, useWith } from '../../src/library/index.ts'

type Act = () => Promise<void>

afterEach(() => vi.unstubAllEnvs())

async function started(): Promise<PamMock> {
  const server = await startPamMock()
  onTestFinished(() => server.close())
  return server
}

/** A file's hooks, to be called in place of a runner. */
function hooksOf(options?: Parameters<typeof useWith>[1]) {
  const acts: Record<string, Act> = {}
  const limits: number[] = []
  const hook = (name: string) => (act: Act, limit: number) => {
    acts[name] = act
    limits.push(limit)
  }
  const mock = useWith(
    { beforeAll: hook('beforeAll'), beforeEach: hook('beforeEach'), afterAll: hook('afterAll') },
    options,
  )
  return { mock, limits, before: acts['beforeAll']!, each: acts['beforeEach']!, after: acts['afterAll']! }
}

describe('a test file', () => {
  it.each(['the option', 'the variable'])(
    'has a workspace of its own in an emulator that %s names',
    async (how) => {
      const server = await started()
      const url = new URL(server.urls.xtam).origin
      if (how === 'the variable') vi.stubEnv('PAM_MOCK_URL', url)
      const options = { profiles: { sps: '7.0' }, ...(how === 'the option' ? { url } : {}) }
      const [one, two] = [hooksOf(options), hooksOf(options)]
      await Promise.all([one.before(), two.before()])
      await one.mock.clock.advance('1d')
      await fetch(one.mock.urls.sps)
      expect((await one.mock.journal.list()).total).toBe(1)
      expect((await two.mock.journal.list()).total).toBe(0)
      expect((await server.journal.list()).total).toBe(0)
      expect((await server.workspaces.list()).map(({ profiles }) => profiles['sps'])).toEqual([
        '8.0',
        '7.0',
        '7.0',
      ])
      await one.each()
      expect((await one.mock.clock.get()).offsetMs).toBeLessThan(60_000)
      await Promise.all([one.after(), two.after()])
      expect(await server.workspaces.list()).toHaveLength(1)
    },
  )

  it('is told which option cannot be taken up by one that runs', async () => {
    await expect(openForTests({ url: 'http://127.0.0.1:1', port: 1 })).rejects.toThrow(
      'The option "port" is for an emulator that starts',
    )
  })

  it('starts one for what the variable’s cannot be', async () => {
    vi.stubEnv('PAM_MOCK_URL', 'http://127.0.0.1:1')
    const own = await openForTests({ seed: 'a' })
    await own.close()
    await expect(openForTests()).rejects.toThrow('No emulator answers at "http://127.0.0.1:1"')
  })

  it('closes what is open late, after its hook was given up', async () => {
    const server = await started()
    const { before, after, limits } = hooksOf({ url: new URL(server.urls.xtam).origin })
    void before()
    await after()
    expect(await server.workspaces.list()).toHaveLength(1)
    expect(limits.every((limit) => limit >= 30_000)).toBe(true)
  })

  it('has nothing to close where nothing could be opened', async () => {
    const { before, after } = hooksOf({ url: 'http://127.0.0.1:1' })
    await expect(before()).rejects.toThrow('No emulator answers')
    await expect(after()).resolves.toBeUndefined()
  })
})

describe('a run of many files', () => {
  it('has one emulator, which is gone afterwards', async () => {
    vi.stubEnv('PAM_MOCK_URL', '')
    const close = await openForAll()
    const url = process.env['PAM_MOCK_URL'] ?? ''
    expect(url).toMatch(/^http:/)
    expect(await openForAll()).toBeUndefined()
    const file = await openForTests()
    expect(new URL(file.urls.xtam).origin).toBe(url)
    await file.close()
    await close?.()
    expect(process.env['PAM_MOCK_URL']).toBeUndefined()
    await expect(connectPamMock(url)).rejects.toThrow('No emulator answers')
  })
})

describe('connecting', () => {
  it('says what an address is that is no emulator’s', async () => {
    const { urls } = await started()
    await expect(connectPamMock(urls.sps)).rejects.toThrow('There is no emulator at "http://')
    await expect(connectPamMock(`${urls.xtam}/`)).rejects.toThrow('its address is that of the server alone')
  })

  it('trusts an authority that it is given', async () => {
    const server = await started()
    const url = new URL(server.https.xtam).origin
    await expect(connectPamMock(url)).rejects.toThrow(
      'give the authority of GET /__mock/ca.pem as the option "ca"',
    )
    const secure = await connectPamMock(url, { ca: server.caCertificate })
    expect(secure.id).toBe('default')
  })

  it('names the option of a workspace that is wrong', async () => {
    const { workspaces } = await started()
    const wrong = workspaces.create({ id: 'A B' }).catch((error: unknown) => error as PamMockError)
    expect(await wrong).toBeInstanceOf(PamMockError)
    expect(((await wrong) as PamMockError).message).toMatch(/^"id": must be 1 to 63 lower-case letters/)
  })
})

describe('a workspace', () => {
  it('has settings and a clock of its own', async () => {
    const server = await started()
    await using world = await server.workspaces.create({
      settings: { sps: { methodError: 'UnsupportedMethod' } },
      clock: { now: new Date('2030-01-01T00:00:00Z'), frozen: true },
    })
    expect(await world.clock.get()).toMatchObject({ now: '2030-01-01T00:00:00.000Z', frozen: true })
    const wrong = async ({ urls }: PamMock | typeof world): Promise<unknown> => {
      const headers = { authorization: `Basic ${btoa('admin:a')}` }
      const signedIn = await fetch(`${urls.sps}/authentication`, { headers })
      const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
      const answer = await fetch(`${urls.sps}/configuration`, { method: 'DELETE', headers: { cookie } })
      return ((await answer.json()) as { error: { type: string } }).error.type
    }
    expect([await wrong(world), await wrong(server)]).toEqual(['UnsupportedMethod', 'MethodNotAllowed'])
    const slip = server.workspaces.create({ settings: { sps: { methodEror: 'x' } } })
    await expect(slip).rejects.toThrow('There is no knob "sps.methodEror". Did you mean "sps.methodError"?')
  })
})
