import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { OPTIONS } from '../../src/config/options.ts'
import { build, run, start } from '../support/cli.ts'

beforeAll(build, 120_000)

describe('pam-mock', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await run(['--version']).ended).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('lists every flag in its help', async () => {
    const { code, stdout, stderr } = await run(['--help']).ended
    expect([code, stderr]).toEqual([0, ''])
    for (const { flag } of Object.values(OPTIONS)) expect(stdout).toContain(`--${flag}`)
  })

  it('prints what is emulated', async () => {
    const { code, stdout } = await run(['coverage']).ended
    expect(code).toBe(0)
    for (const surface of ['xtam', 'sps', 'pmp']) expect(stdout).toMatch(new RegExp(`^${surface}\\.`, 'm'))
    const json = await run(['coverage', '--json']).ended
    expect(JSON.parse(json.stdout)[0]).toMatchObject({ id: expect.any(String), evidence: expect.any(String) })
  })

  it.each([
    [],
    ['--control-port', '0'],
    ['--no-control'],
    ['--control-token', 'secret'],
    ['--host', '0.0.0.0'],
  ])('tells whether it is well, whatever it was started with: %s %s', async (...flags: string[]) => {
    const env = { TMPDIR: scratch() }
    // Nobody answers there, should it look.
    const nowhere = { ...env, PAM_MOCK_PORT: '1' }
    const { child, ended, urls } = await start(flags, { env })
    const well = await run(['health'], { env: nowhere }).ended
    expect(well).toMatchObject({ code: 0, stderr: '' })
    const { port } = new URL(urls['control'] ?? urls['sps']!)
    expect(well.stdout).toContain(
      `:${port}: ${flags[0] === '--no-control' ? 'takes connections' : 'ready'}\n`,
    )
    child.kill('SIGTERM')
    await ended
    const gone = await run(['health'], { env: nowhere }).ended
    // Others may run on this machine, which are well.
    expect(gone.stdout).not.toContain(`:${port}: `)
    if (gone.stdout !== '') return
    expect(gone.code).toBe(1)
    expect(gone.stderr).toContain('The emulator at "127.0.0.1:1" is not well: ECONNREFUSED')
  })

  it('tells whether it is well where the temporary folder takes no note', async () => {
    const env = { TMPDIR: '/dev/null' }
    const { urls } = await start([], { env })
    const { port } = new URL(urls['control']!)
    expect(await run(['health'], { env: { ...env, PAM_MOCK_PORT: port } }).ended).toMatchObject({ code: 0 })
  })

  it('tells whether it is well at a URL', async () => {
    const { urls } = await start()
    expect(await run(['health', urls['control']!]).ended).toMatchObject({ code: 0 })
    const gone = await run(['health', 'http://127.0.0.1:1']).ended
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('is not well: ECONNREFUSED') })
  })

  it('writes a config file and a world to edit, which are valid, and serves them', async () => {
    const folder = scratch()
    expect(await run(['init', folder]).ended).toMatchObject({ code: 0, stderr: '' })
    const config = join(folder, 'pam-mock.config.json')
    const text = readFileSync(config, 'utf8')
    for (const name of Object.keys(OPTIONS)) expect(text).toContain(`"${name}": `)
    for (const surface of ['xtam', 'sps', 'pmp']) {
      expect(existsSync(join(folder, 'fixtures/schemas', `${surface}.json`))).toBe(true)
      for (const file of readdirSync(join(folder, 'fixtures', surface)))
        expect(readFileSync(join(folder, 'fixtures', surface, file), 'utf8')).toContain(
          `"$schema": "../schemas/${surface}.json"`,
        )
    }
    const validated = await run(['validate', '--config', config]).ended
    expect(validated).toMatchObject({ code: 0, stdout: expect.stringContaining(join(folder, 'fixtures')) })
    const { urls } = await start(['--watch'], { cwd: folder })
    expect((await fetch(urls['sps']!)).status).toBe(401)
  })

  it('each option of the file that it writes is right when its slashes are taken away', async () => {
    const folder = scratch()
    await run(['init', folder]).ended
    const config = join(folder, 'pam-mock.config.json')
    const text = readFileSync(config, 'utf8')
    const together = /"(?:watch|tlsDir|control|controlPort|tlsCert|tlsKey|tlsCa)":/
    const lines = text
      .split('\n')
      .map((line) => (together.test(line) ? line : line.replace(/^ {2}\/\/ (?=")/, '  ')))
    writeFileSync(config, lines.join('\n'))
    expect(await run(['validate', '--config', config]).ended).toMatchObject({ code: 0, stderr: '' })
  })

  it('overwrites nothing', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'pam-mock.config.json'), '{}')
    const { code, stderr } = await run(['init', folder]).ended
    expect([code, stderr]).toEqual([1, expect.stringContaining('is there already; nothing was written.')])
    expect(readdirSync(folder)).toEqual(['pam-mock.config.json'])
  })

  it('tells every fault of a world, with its file and place', async () => {
    const folder = scratch()
    for (const surface of ['pmp', 'sps']) mkdirSync(join(folder, surface))
    writeFileSync(join(folder, 'pmp/users.json'), '{"users": [{"id": 1}], "nonsense": []}')
    writeFileSync(join(folder, 'sps/users.json'), '{')
    const { code, stdout, stderr } = await run(['validate', '--fixtures', folder, '--set', 'xtam.foo=1'])
      .ended
    expect(code).toBe(1)
    const lines = stdout.trim().split('\n')
    expect(stdout).toContain('There is no knob "xtam.foo".')
    expect(stdout).toContain(`${join(folder, 'pmp/users.json')}: users[0].id: `)
    expect(stdout).toContain(`${join(folder, 'sps/users.json')}: it cannot be read as JSON`)
    expect(stderr).toContain(`${lines.length} faults.`)
  })

  it('tells of a world whose parts do not hang together', async () => {
    const folder = scratch()
    mkdirSync(join(folder, 'pmp'))
    const user = { id: '1', login: 'somebody', role: 'Administrator' }
    const resource = { id: '1', name: 'a', type: 'Linux', owner: 'nobody', accounts: [] }
    writeFileSync(join(folder, 'pmp/world.json'), JSON.stringify({ users: [user], resources: [resource] }))
    const { code, stdout } = await run(['validate', '--fixtures', folder]).ended
    expect([code, stdout]).toEqual([1, expect.stringContaining('"nobody"')])
  })
})

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
