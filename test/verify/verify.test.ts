/** Emulators held against another emulator that runs as a product would: over the wire, with what a user gives. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPamMock, type PamMock, type PamMockOptions } from '../../src/index.ts'
import { reportOf } from '../../src/verify/report.ts'
import { contractOf } from '../../src/verify/stories.ts'
import { verify, type Verified, type VerifyOptions } from '../../src/verify/verify.ts'
import { surfaces } from '../../src/surfaces.ts'

const NAMES = ['xtam', 'sps', 'pmp'] as const

async function started(options: PamMockOptions = {}): Promise<PamMock> {
  const mock = await startPamMock(options)
  onTestFinished(() => mock.close())
  return mock
}

function held(
  name: (typeof NAMES)[number],
  url: string,
  options: Partial<VerifyOptions> = {},
): Promise<Verified> {
  const surface = surfaces.find((one) => one.name === name)!
  const credentials = contractOf(surface).builtIn
  return verify({ surface, url, credentials, writes: false, rate: 100_000, ...options })
}

function told({ differences }: Verified): string[] {
  return differences.map(({ story, step, place, target, emulator }) =>
    [story.name, step, place, target, emulator].join(' | '),
  )
}

async function serve(
  answer: (path: string) => { status: number; type?: string; body?: string },
): Promise<string> {
  const server: Server = createServer((request, response) => {
    const { status, type = 'text/html', body = '<html></html>' } = answer(request.url ?? '')
    response.writeHead(status, { 'Content-Type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe.each(NAMES)('an emulator of %s that is set as usual', (name) => {
  it('differs in nothing, and is left as it was', { timeout: 120_000 }, async () => {
    const mock = await started()
    const verified = await held(name, mock.urls[name], { writes: true })
    expect(told(verified)).toEqual([])
    expect(verified).toMatchObject({ settings: { knobs: {} }, left: [], notReachable: [] })
    expect(await mock.state.diff()).toEqual([])
  })

  it('changes nothing when it is only read', { timeout: 120_000 }, async () => {
    const mock = await started()
    await held(name, mock.urls[name])
    expect(await mock.state.diff()).toEqual([])
  })
})

describe('the sign-in module of XTAM', () => {
  it('is asked where it alone answers, and the rest is not', { timeout: 120_000 }, async () => {
    const mock = await started()
    await mock.faults.add({ match: { path: '/xtam*' }, effect: { type: 'status', status: 404 } })
    const verified = await held('xtam', mock.urls.xtam, { writes: true })
    expect(told(verified)).toEqual([])
    const { operations } = reportOf(verified, true, () => true)
    const outcome = (id: string): unknown => operations.find(({ operation }) => operation === id)
    expect(outcome('xtam.cas.login')).toMatchObject({ outcome: 'same' })
    expect(outcome('xtam.cas.users')).toMatchObject({ reason: 'it is another way to try a password' })
    expect(outcome('xtam.user.whoami')).toMatchObject({
      outcome: 'not asked',
      reason: 'only the sign-in module answers there',
    })
    await mock.journal.clear()
    const credentials = { user: 'xtam_login', password: 'wrong' }
    await expect(held('xtam', mock.urls.xtam, { credentials })).rejects.toThrow(
      'does not take the credentials (it answered 401)',
    )
    expect((await mock.journal.list()).total).toBe(3)
    await expect(held('xtam', mock.urls.xtam, { only: ['xtam.user.whoami'] })).rejects.toThrow(
      /^Only the sign-in module answers at ".*", and nothing of it was to be asked\.$/,
    )
  })
})

describe('an emulator that is set otherwise', () => {
  it('tells its settings, by which another one answers alike', { timeout: 300_000 }, async () => {
    const settings = {
      transactions: 'parallel',
      wrapper: 'body',
      texts: { 'object-not-found': { status: 410, message: 'It is gone' } },
    } as const
    const mock = await started({ profiles: { sps: '7.0' }, settings: { sps: settings } })
    const only = [
      'sps.info.get',
      'sps.configuration.aaa.settings.get',
      'sps.configuration.policies.*',
      'sps.transaction.*',
      'sps.ssh-host-keys.get',
    ]
    const verified = await held('sps', mock.urls.sps, { writes: true, only })
    expect(verified.settings).toEqual({ profile: '7.0', knobs: settings })
    expect(told(verified).some((line) => line.includes('It is gone'))).toBe(true)
    expect(verified.notReachable).toEqual([])
    for (const one of verified.differences) expect(verified.deciders.get(one)).not.toEqual([])
    const again = await held('sps', mock.urls.sps, {
      only,
      profile: verified.settings.profile,
      knobs: verified.settings.knobs,
    })
    expect(told(again)).toEqual([])
  })

  it('gives wordings with their places', { timeout: 300_000 }, async () => {
    const texts = { resourceAdded: 'Angelegt: {name}', noSuchResource: 'Keine Ressource' }
    const mock = await started({ settings: { pmp: { texts } } })
    const only = ['pmp.resource.create', 'pmp.resource.groups']
    const verified = await held('pmp', mock.urls.pmp, { writes: true, only })
    expect(verified.settings.knobs).toEqual({ texts })
  })

  it('gives a wording around another one, and where a link leads', { timeout: 300_000 }, async () => {
    const texts = { policyViolated: 'Refused: {fault}' }
    const mock = await started({ settings: { pmp: { texts }, xtam: { logoutPath: '/bye' } } })
    const pmp = await held('pmp', mock.urls.pmp, { only: ['pmp.password.validate'] })
    expect(pmp.settings.knobs).toEqual({ texts })
    const xtam = await held('xtam', mock.urls.xtam, { only: ['xtam.gui.open'] })
    expect(xtam.settings.knobs).toEqual({ logoutPath: '/bye' })
  })

  it('keeps its secrets and names out of the report', { timeout: 300_000 }, async () => {
    const mock = await started({ settings: { xtam: { realm: 'Realm of xtam_admin', hiddenStatus: 404 } } })
    const verified = await held('xtam', mock.urls.xtam, { writes: true })
    const report = JSON.stringify(reportOf(verified, true, () => true))
    const { builtIn } = contractOf(verified.surface)
    for (const secret of [
      ...Object.values(builtIn),
      new URL(mock.urls.xtam).host,
      'Alex Morgan',
      'lab-unix-01',
    ])
      expect(report).not.toContain(secret)
    // It would hold a name.
    expect(verified.notReachable.map(({ place }) => place)).toContain('header www-authenticate')
    expect(verified.settings.knobs).toEqual({ hiddenStatus: 404 })
  })
})

describe('what is made', () => {
  it.each(NAMES)(
    'is taken away at %s when the user stops it in the middle',
    { timeout: 120_000 },
    async (name) => {
      const mock = await started()
      for (const after of [30, 60, 90]) {
        const stopping = new AbortController()
        let stories = 0
        const stopped = held(name, mock.urls[name], {
          writes: true,
          signal: stopping.signal,
          only: [
            `${name}.resource*`,
            `${name}.user*`,
            `${name}.record*`,
            `${name}.folder*`,
            `${name}.transaction*`,
          ].filter((pattern) =>
            surfaces.some(({ operations }) =>
              operations.some(({ operation }) => operation.id.startsWith(pattern.slice(0, -1))),
            ),
          ),
          progress: () => {
            stories += 1
            if (stories === Math.ceil(after / 10)) setTimeout(() => stopping.abort(), after % 7)
          },
        })
        await stopped.catch((error: Error) => expect(error.message).toBe('Stopped.'))
        expect(await mock.state.diff()).toEqual([])
      }
    },
  )

  it('is told by name when it cannot be taken away', { timeout: 120_000 }, async () => {
    const mock = await started()
    await mock.faults.add({
      match: { operation: 'pmp.resource.delete' },
      effect: { type: 'reset' },
    })
    await expect(held('pmp', mock.urls.pmp, { writes: true, only: ['pmp.resource.create'] })).rejects.toThrow(
      'it closed the connection. Left behind: pam-mock-probe-resource.',
    )
  })
})

describe('a target that cannot be asked', () => {
  it('is not there', async () => {
    await expect(held('sps', 'http://127.0.0.1:1')).rejects.toThrow(
      '"http://127.0.0.1:1" cannot be asked: nothing listens there.',
    )
    await expect(held('sps', 'nowhere')).rejects.toThrow('"nowhere" is no URL of a product')
  })

  it('shows a certificate that nobody trusts', { timeout: 120_000 }, async () => {
    const mock = await started()
    const only = ['sps.info.get']
    await expect(held('sps', mock.https.sps, { only })).rejects.toThrow(
      /The certificate of ".*" is not trusted \(.*\); name its authority with --ca, or pass --insecure\./,
    )
    expect(told(await held('sps', mock.https.sps, { only, insecure: true }))).toEqual([])
    expect(told(await held('sps', mock.https.sps, { only, ca: mock.caCertificate }))).toEqual([])
  })

  it('does not take the credentials, of which it is told once', async () => {
    const mock = await started()
    for (const name of NAMES) {
      const wrong = {
        ...contractOf(surfaces.find((one) => one.name === name)!).builtIn,
        password: 'wrong',
        token: 'wrong',
      }
      await mock.journal.clear()
      await expect(held(name, mock.urls[name], { credentials: wrong })).rejects.toThrow(
        /^The target does not take the credentials \(it answered \d+\); nothing else was asked of it\.$/,
      )
      expect((await mock.journal.list()).total).toBeLessThanOrEqual(2)
    }
  })

  it('is another product, or answers no JSON', async () => {
    const url = await serve(() => ({ status: 200 }))
    await expect(held('sps', url)).rejects.toThrow(
      `"${url}" does not answer as sps does: expected was an answer of the REST API at /api/authentication, and it answered 200 with text/html.`,
    )
    await expect(held('pmp', url)).rejects.toThrow('does not answer as pmp does')
    await expect(held('xtam', url)).rejects.toThrow('does not answer as xtam does')
  })

  it('answers JSON that is cut off, or signs nobody in', { timeout: 60_000 }, async () => {
    const cut = await serve(() => ({ status: 200, type: 'application/json', body: '{"meta": {"href"' }))
    await expect(held('sps', cut)).rejects.toThrow('and it answered 200 with application/json.')
    const other = await serve(() => ({ status: 200, type: 'application/json', body: '{"meta": {}}' }))
    await expect(held('sps', other)).rejects.toThrow(
      'The target does not answer to credentials as sps does (it answered 200, in another form)',
    )
  })

  it('says that it is asked too often', async () => {
    const mock = await started()
    await mock.faults.add({ match: { operation: 'sps.info.get' }, effect: { type: 'status', status: 429 } })
    await expect(held('sps', mock.urls.sps)).rejects.toThrow(
      /^The target says that it is asked too often \(status 429 after \d+ requests\); try again later, with a lower --rate\.$/,
    )
  })

  it('is asked for an operation that no request is made for', async () => {
    await expect(held('sps', 'http://127.0.0.1:1', { only: ['sps.nothing'] })).rejects.toThrow(
      'No request is made for "sps.nothing"',
    )
  })
})
