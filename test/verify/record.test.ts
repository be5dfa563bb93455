/** Traffic through the recording proxy, and what is written of it. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startPamMock, type PamMock, type PamMockOptions } from '../../src/index.ts'
import { surfaces } from '../../src/surfaces.ts'
import { openBench } from '../../src/verify/bench.ts'
import { startRecording } from '../../src/verify/record.ts'
import { examplesOf, holdRecorded, readExamples, writeExamples } from '../../src/verify/recorded.ts'

type Name = 'xtam' | 'sps' | 'pmp'

async function started(options: PamMockOptions = {}): Promise<PamMock> {
  const mock = await startPamMock(options)
  onTestFinished(() => mock.close())
  return mock
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Asks through a proxy before an emulator, and writes what went through. */
async function recorded(
  name: Name,
  mock: PamMock,
  ask: (send: (path: string, asked?: Asked) => Promise<Response>) => Promise<void>,
): Promise<{ folder: string; files: readonly string[] }> {
  const surface = surfaces.find((one) => one.name === name)!
  const proxy = await startRecording({ url: mock.urls[name], port: 0 })
  onTestFinished(() => proxy.close())
  await ask((path, asked = {}) => fetch(proxy.url + path, { redirect: 'manual', ...asked }))
  const bench = await openBench(surface)
  onTestFinished(() => bench.close())
  const { host, hostname } = new URL(mock.urls[name])
  const examples = await examplesOf(surface, bench, proxy.exchanges, [
    host,
    hostname,
    new URL(proxy.url).host,
  ])
  const folder = join(mkdtempSync(join(tmpdir(), 'pam-mock-recorded-')), 'out')
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }))
  writeExamples(folder, examples)
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  return { folder, files }
}

async function differences(name: Name, folder: string): Promise<unknown[]> {
  const surface = surfaces.find((one) => one.name === name)!
  const bench = await openBench(surface)
  onTestFinished(() => bench.close())
  const settings = { profile: surface.settings.profiles[0], knobs: {} }
  const held = await holdRecorded(surface, bench, settings, readExamples(folder))
  return held.filter(({ differences: found }) => (found?.length ?? 0) > 0)
}

function expectNoneOf(files: readonly string[], secrets: readonly string[]): void {
  for (const file of files)
    for (const secret of secrets)
      for (const written of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        expect(file).not.toContain(written)
}

it('answers what the product does, and writes it without secrets', { timeout: 120_000 }, async () => {
  const mock = await started()
  const secrets: string[] = []
  const { folder, files } = await recorded('sps', mock, async (send) => {
    const basic = `Basic ${Buffer.from('admin:a').toString('base64')}`
    const login = await send('/api/authentication', { headers: { authorization: basic } })
    expect(login.status).toBe(200)
    const session = /session_id=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? ''
    secrets.push(session, basic.slice('Basic '.length))
    const headers = { cookie: `session_id=${session}` }
    const users = await send('/api/configuration/aaa/local_database/users', { headers })
    expect(await users.text()).toContain('"admin"')
    await send('/api/configuration/aaa/settings', { headers })
    await send('/api/nothing', { headers })
  })
  expectNoneOf(files, [...secrets, new URL(mock.urls.sps).host])
  expect(files).toHaveLength(4)
  const [login = '', users = ''] = files
  // The same session is the same stand-in.
  expect(users).toContain(/session_id=(0{30,}\d+)/.exec(login)![1])
  expect(await differences('sps', folder)).toEqual([])
})

it('knows a secret by its value wherever it stands', { timeout: 120_000 }, async () => {
  const mock = await started()
  const token = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
  const secrets = [token, 'Zauberwort-77!', 'eigener-server']
  const { folder, files } = await recorded('pmp', mock, async (send) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', AUTHTOKEN: token }
    const details = {
      RESOURCENAME: 'eigener-server',
      ACCOUNTNAME: 'root',
      RESOURCETYPE: 'Linux',
      PASSWORD: 'Zauberwort-77!',
      NOTES: 'the password is Zauberwort-77!',
    }
    const body = `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}`
    const made = await send('/restapi/json/v1/resources', { method: 'POST', headers: form, body })
    expect(await made.text()).toContain('eigener-server')
    await send(`/restapi/json/v1/resources?AUTHTOKEN=${token}`)
    const ids = await send(
      '/restapi/json/v1/resources/resourcename/eigener-server/accounts/accountname/root',
      {
        headers: { AUTHTOKEN: token },
      },
    )
    const { RESOURCEID, ACCOUNTID } = (
      (await ids.json()) as { operation: { Details: Record<string, string> } }
    ).operation.Details
    const password = await send(`/restapi/json/v1/resources/${RESOURCEID}/accounts/${ACCOUNTID}/password`, {
      headers: { AUTHTOKEN: token },
    })
    expect(await password.text()).toContain('Zauberwort-77!')
  })
  expectNoneOf(files, secrets)
  expect(files).toHaveLength(4)
  expect(await differences('pmp', folder)).toEqual([])
})

it('masks tickets and fields of records', { timeout: 120_000 }, async () => {
  const mock = await started()
  const secrets = ['xtam_password', 'not-a-real-password', 'alex.morgan@example.com']
  const { files } = await recorded('xtam', mock, async (send) => {
    const basic = { authorization: `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}` }
    const whoami = await send('/xtam/rest/user/whoami', { headers: basic })
    secrets.push(/XSRF-TOKEN=([^;]+)/.exec(whoami.headers.get('set-cookie') ?? '')?.[1] ?? '')
    await send('/xtam/rest/record/unlock/i-2qhyGh2UB0V', { headers: basic })
    const granted = await send('/cas/v1/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=xtam_login&password=xtam_password',
    })
    secrets.push(/TGT-[^"/]+/.exec(granted.headers.get('location') ?? '')?.[0] ?? '')
  })
  expect(secrets).not.toContain('')
  expectNoneOf(files, secrets)
})

it(
  'tells where an emulator that is set otherwise differs from what was recorded',
  { timeout: 120_000 },
  async () => {
    const mock = await started({
      settings: { sps: { texts: { unauthenticated: { message: 'Who are you?' } } } },
    })
    const { folder } = await recorded('sps', mock, async (send) => void (await send('/api/authentication')))
    expect(await differences('sps', folder)).toMatchObject([
      {
        operation: 'sps.authentication.login',
        differences: [{ place: 'body /error/message', target: 'Who are you?' }],
      },
    ])
  },
)

it('writes nothing over what is there, and reads nothing that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-recorded-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  expect(() => readExamples(folder)).toThrow(`There are no recorded examples in ${folder}.`)
  writeFileSync(join(folder, 'one.json'), '{}')
  expect(() => writeExamples(folder, [])).toThrow(`${folder} has files in it`)
  expect(() => readExamples(folder)).toThrow('one.json is no recorded example.')
})
