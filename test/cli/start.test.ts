import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Agent, fetch } from 'undici'
import { build, run, start } from '../support/cli.ts'

beforeAll(build, 120_000)

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('pam-mock start', () => {
  it('prints exactly one line with --json, when it serves', async () => {
    const { urls, output, child, ended } = await start()
    expect(Object.keys(urls)).toEqual(['xtam', 'cas', 'sps', 'pmp', 'control'])
    const ready = await fetch(`${urls['control']}/ready`)
    expect(await ready.json()).toEqual({ ready: true })
    child.kill('SIGTERM')
    await ended
    expect(output.stdout.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(output.stdout)).toEqual({ ready: true, urls })
  })

  it('speaks https on the same port, with the authority that it hands out', async () => {
    const { urls } = await start()
    const ca = await (await fetch(`${urls['control']}/ca.pem`)).text()
    const dispatcher = new Agent({ connect: { ca } })
    onTestFinished(() => dispatcher.destroy())
    const answer = await fetch(`${urls['control']!.replace('http:', 'https:')}/health`, { dispatcher })
    expect(await answer.json()).toMatchObject({ status: 'ok' })
  })

  it('shows a newcomer where it is and what to sign in with', async () => {
    const { prints, output } = run(['--port', '0'])
    await prints(/Press Ctrl\+C to stop\./)
    expect(output.stdout).toMatch(/xtam +http:\/\/127\.0\.0\.1:\d+\/xtam\n/)
    expect(output.stdout).toMatch(/control +http:\/\/127\.0\.0\.1:\d+\/__mock\n/)
    expect(output.stdout).toContain('xtam_login')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s', async (signal) => {
    const { child, ended } = await start()
    child.kill(signal)
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
  })

  it('ends on a signal although a client keeps its connection', async () => {
    const { urls, child, ended } = await start()
    const { port } = new URL(urls['control']!)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await new Promise((resolve) =>
      socket.write('GET /__mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n', resolve),
    )
    await new Promise((resolve) => socket.once('data', resolve))
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('takes options from the environment and from a config file', async () => {
    const cwd = scratch()
    writeFileSync(
      join(cwd, 'pam-mock.config.json'),
      JSON.stringify({ profiles: { sps: '7.0' }, explain: true }),
    )
    const { urls } = await start([], { cwd, env: { PAM_MOCK_CONTROL_TOKEN: 'letmein' } })
    expect((await fetch(`${urls['control']}/clock`)).status).toBe(401)
    const headers = { authorization: 'Bearer letmein' }
    const health = await (await fetch(`${urls['control']}/health`, { headers })).json()
    expect(health).toMatchObject({ profiles: { sps: '7.0' } })
  })

  it('logs why it refused, on stderr', async () => {
    const { urls, output, child, ended } = await start(['--log', 'json'])
    await fetch(`${urls['sps']}/configuration`)
    child.kill('SIGTERM')
    await ended
    const [line] = output.stderr.trim().split('\n')
    expect(JSON.parse(line!)).toMatchObject({ rule: expect.stringMatching(/^sps\./), method: 'GET' })
  })
})

describe('pam-mock start, told something wrong', () => {
  async function fails(args: string[], sentence: RegExp | string): Promise<void> {
    const { code, stdout, stderr } = await run(args).ended
    expect(stderr).toMatch(sentence)
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1])
    expect(stderr).not.toContain('    at ')
  }

  it.each([
    [['--port', 'no'], '--port must be a port number from 0 to 65535, not "no".'],
    [['--log', 'loud'], '--log must be "pretty", "json" or "silent", not "loud".'],
    [['--port'], 'argument missing'],
    [['--prot', '1'], "unknown option '--prot'"],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['start', 'extra'], 'The command "start" takes no "extra".'],
    [['--config', '/nowhere.json'], 'There is no config file /nowhere.json.'],
    [['--fixtures', '/nowhere'], '--fixtures must be a directory'],
    [['--profile', 'sps=0'], '"0" is no profile of sps'],
    [['--set', 'sps.nonsense=1'], 'nonsense'],
    [
      ['--data', '/nowhere/state.json'],
      'The data file /nowhere/state.json cannot be used: there is no such file or folder.',
    ],
    [['--tls-cert', '/nowhere'], '--tls-cert needs --tls-key beside it.'],
    [['--host', '203.0.113.1', '--port', '0'], 'This machine has no address 203.0.113.1'],
  ])('%j', async (args, sentence) => {
    await fails(args, sentence)
  })

  it('a port in use, of two', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void blocker.close())
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as AddressInfo
    await fails(['--port', '0', '--port', String(port)], `Port ${port} on 127.0.0.1 is already in use`)
  })

  it('a fixture that is broken', async () => {
    const folder = scratch()
    mkdirSync(join(folder, 'sps'))
    writeFileSync(join(folder, 'sps', 'users.json'), '{"nonsense": 1}')
    await fails(['--fixtures', folder], 'The fixtures of "sps" are not valid')
  })
})
