/** The commands `verify` and `record` as a user types them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startPamMock, type PamMock, type PamMockOptions } from '../../src/index.ts'
import { build, run } from '../support/cli.ts'

beforeAll(build, 120_000)

async function started(options: PamMockOptions = {}): Promise<PamMock> {
  const mock = await startPamMock(options)
  onTestFinished(() => mock.close())
  return mock
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const SPS = { PAM_MOCK_VERIFY_USER: 'admin', PAM_MOCK_VERIFY_PASSWORD: 'a' }
const QUICK = ['--rate', '100000', '--only', 'sps.info.get', 'sps.ssh-host-keys.*']

describe('pam-mock verify', () => {
  it('says that nothing differs', { timeout: 120_000 }, async () => {
    const mock = await started()
    const { code, stdout, stderr } = await run(['verify', 'sps', mock.urls.sps, ...QUICK], { env: SPS }).ended
    expect(stderr).toBe('')
    expect(stdout).toMatch(/\d+ operations: \d+ same, 0 differ/)
    expect(code).toBe(0)
  })

  it('writes a config file, by which nothing differs any more', { timeout: 240_000 }, async () => {
    const folder = scratch()
    const [config, report, credentials] = ['config.json', 'report.json', 'credentials'].map((name) =>
      join(folder, name),
    )
    writeFileSync(credentials!, '# of the appliance\nUSER="admin"\nPASSWORD=a\n')
    const settings = { sps: { texts: { 'object-not-found': { message: 'Gone' } } } }
    const mock = await started({ profiles: { sps: '7.5' }, settings })
    const args = ['verify', 'sps', mock.urls.sps, '--credentials', credentials!, ...QUICK]
    const first = await run([...args, '--config', config!, '--report', report!]).ended
    expect(first).toMatchObject({ code: 3, stderr: '' })
    expect(first.stdout).toContain('decided by sps.texts.object-not-found.message')
    expect(JSON.parse(readFileSync(config!, 'utf8'))).toEqual({ profiles: { sps: '7.5' }, settings })
    expect(JSON.parse(readFileSync(report!, 'utf8'))).toMatchObject({
      surface: 'sps',
      productVersion: '7.5.1',
    })
    expect(await run([...args, '--settings', config!]).ended).toMatchObject({ code: 0, stderr: '' })
    const again = await run([...args, '--config', config!]).ended
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toBe(`pam-mock: ${config} is there already; nothing was asked.\n`)
    const told = await run(['coverage', '--report', report!]).ended
    expect(told.stdout).toMatch(/^sps\.ssh-host-keys\.list .* sps 7\.5\.1 \(/m)
  })

  it('lists every request, and sends none', { timeout: 60_000 }, async () => {
    const { code, stdout } = await run(['verify', 'sps', 'http://127.0.0.1:1', '--dry-run', '--writes']).ended
    expect(code).toBe(0)
    expect(stdout).toContain('GET /api/authentication  sign in')
    expect(stdout).toContain('taken away by DELETE /api/transaction')
    expect(stdout).toMatch(/\d+ stories, \d+ requests/)
  })

  it('takes away what it made when it is stopped', { timeout: 120_000 }, async () => {
    const mock = await started()
    const { child, ended } = run(['verify', 'sps', mock.urls.sps, '--writes', '--rate', '200'], { env: SPS })
    await expect
      .poll(async () => (await mock.journal.list({ operation: 'sps.transaction.open', limit: 1 })).total, {
        timeout: 60_000,
      })
      .toBeGreaterThan(0)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 1, stdout: '', stderr: 'pam-mock: Stopped.\n' })
    expect(await mock.state.diff()).toEqual([])
  })

  it.each([
    [['verify', 'spx', 'http://127.0.0.1:1'], 'There is no surface "spx"'],
    [['verify', 'sps'], 'Name the URL of a product, or recorded examples by --recorded.'],
    [['verify', 'sps', 'http://127.0.0.1:1', '--rate', '0'], '--rate must be a number above 0, not "0".'],
    [['verify', 'sps', 'http://127.0.0.1:1', '--profile', '9'], '"9" is no profile of sps'],
    [['verify', 'sps', 'http://127.0.0.1:1', '--ca', 'nowhere.pem'], 'nowhere.pem cannot be read'],
    [['verify', 'sps', 'http://127.0.0.1:1'], 'cannot be asked: nothing listens there.'],
    [['record', 'sps', 'http://127.0.0.1:1'], "required option '--out <directory>' not specified"],
  ])('says in a sentence what is wrong: %j', { timeout: 60_000 }, async (args, sentence) => {
    const { code, stdout, stderr } = await run(args, { env: SPS }).ended
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('names the credential that is missing', { timeout: 60_000 }, async () => {
    const { code, stderr } = await run(['verify', 'pmp', 'http://127.0.0.1:1']).ended
    expect(code).toBe(1)
    expect(stderr).toContain('"token" is missing')
    expect(stderr).toContain('PAM_MOCK_VERIFY_TOKEN')
  })
})

describe('pam-mock record', () => {
  it('writes what went through when it ends', { timeout: 120_000 }, async () => {
    const mock = await started()
    const out = join(scratch(), 'out')
    const { child, ended, prints } = run(['record', 'sps', mock.urls.sps, '--port', '0', '--out', out])
    const [, url] = await prints(/Recording at (\S+);/)
    expect((await fetch(`${url}/api/authentication`)).status).toBe(401)
    expect(existsSync(out)).toBe(false)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(out)).toEqual(['0001-sps.authentication.login.json'])
    const held = await run(['verify', 'sps', '--recorded', out]).ended
    expect(held).toMatchObject({ code: 0, stderr: '' })
    expect(held.stdout).toContain('1 recorded answers: 1 same')
  })

  it(
    'loses nothing when its terminal is closed, or its folder was filled',
    { timeout: 120_000 },
    async () => {
      const mock = await started()
      const out = join(scratch(), 'out')
      const { child, ended, prints } = run(['record', 'sps', mock.urls.sps, '--port', '0', '--out', out])
      const [, url] = await prints(/Recording at (\S+);/)
      await fetch(`${url}/api/authentication`)
      mkdirSync(out)
      writeFileSync(join(out, 'mine.txt'), 'mine')
      child.kill('SIGHUP')
      const { code, stdout, stderr } = await ended
      expect(code).toBe(0)
      expect(stderr).toContain(`${out} has files in it`)
      const [, other = ''] = /1 exchanges are in (.*)\.\n/.exec(stdout) ?? []
      onTestFinished(() => rmSync(other, { recursive: true, force: true }))
      expect(readdirSync(other)).toEqual(['0001-sps.authentication.login.json'])
      expect(readdirSync(out)).toEqual(['mine.txt'])
    },
  )
})
