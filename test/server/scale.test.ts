/** docker/scale: several instances behind nginx, each workspace on one of them alone. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectPamMock } from '../../src/index.ts'
import { build, run, type Running } from '../support/cli.ts'
import { unless } from '../support/example.ts'
import { startWholeServer, type RunningServer } from '../support/server.ts'

const SCALE = join(import.meta.dirname, '../../docker/scale')
// Debian keeps it where the path of a user who is not root does not lead.
const NGINX = ['nginx', '/usr/sbin/nginx'].find((path) => spawnSync(path, ['-v']).status === 0)
const skipped = unless(NGINX !== undefined, 'nginx')

interface Fleet {
  readonly url: string
  readonly instances: readonly RunningServer[]
  /** Which instances hold a workspace. */
  holders(id: string): number[]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function startFleet(count: number): Promise<Fleet> {
  const instances = await Promise.all(Array.from({ length: count }, () => startWholeServer()))
  const url = await startRouter(instances.map(({ http }) => new URL(http).host))
  const holders = (id: string): number[] =>
    instances.flatMap(({ kernel }, at) => (kernel.workspace(id) ? [at] : []))
  return { url, instances, holders }
}

/** nginx before instances at these places (`host:port`). @returns its URL */
async function startRouter(hosts: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-scale-'))
  const port = await freePort()
  cpSync(SCALE, folder, { recursive: true })
  const config = readFileSync(join(SCALE, 'nginx.conf'), 'utf8')
  writeFileSync(join(folder, 'nginx.conf'), config.replaceAll('/tmp/', `${folder}/`))
  writeFileSync(join(folder, 'listen.conf'), `listen 127.0.0.1:${port};\n`)
  writeFileSync(join(folder, 'instances.conf'), hosts.map((host) => `server ${host} max_fails=0;\n`).join(''))
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']
  const child = spawn(NGINX!, [...args, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += String(chunk)))
  const ended = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/__mock/ready`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${complaints}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return url
}

/** An instance that can be killed, and takes its place again. */
async function startProcess(port: number, args: readonly string[]): Promise<Running> {
  const running = run(['--port', String(port), '--json', ...args])
  await running.prints(/\n/)
  return running
}

const ascending = (one: number, other: number): number => one - other
const ids = Array.from({ length: 12 }, (_, at) => `team${at + 1}`)
const basic = { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` }

describe.runIf(NGINX !== undefined)(`several instances behind nginx${skipped}`, () => {
  it('each workspace stays on one, from its creation through every way to name it', async () => {
    const { url, instances, holders } = await startFleet(2)
    for (const id of ids) {
      const made = await fetch(`${url}/__mock/workspaces/${id}`, { method: 'PUT' })
      expect(made.status).toBe(201)
      const { urls } = (await made.json()) as { urls: Record<string, string> }
      expect(urls['sps']).toBe(`${url}/w/${id}/api`)

      const byPath = await fetch(`${urls['sps']}/authentication`, { headers: basic })
      const cookie = byPath.headers.get('set-cookie')!.split(';')[0]!
      const session = await fetch(`${urls['sps']}/configuration`, { headers: { cookie } })
      const byHeader = await fetch(`${url}/api/configuration`, {
        headers: { cookie, 'X-Pam-Mock-Workspace': id },
      })
      const moved = await fetch(`${url}/w/${id}/__mock/clock`, { method: 'PATCH', body: '{"advance":"20m"}' })
      const late = await fetch(`${urls['sps']}/configuration`, { headers: { cookie } })
      const statuses = [byPath, session, byHeader, moved, late].map(({ status }) => status)
      expect(statuses).toEqual([200, 200, 200, 200, 401])

      const [home, ...others] = holders(id)
      expect(others).toEqual([])
      expect(instances[home!]!.kernel.workspace(id)!.journal.size).toBe(4)
    }
    const homes = new Set(ids.flatMap(holders))
    expect(homes.size).toBe(2)
    for (const { kernel } of instances) expect(kernel.defaultWorkspace.journal.size).toBe(0)
  })

  it('a host name under a suffix of the fleet leads to its workspace, a plain name to "default"', async () => {
    const { url, instances } = await startFleet(2)
    const port = new URL(url).port
    for (const id of ids) {
      await fetch(`${url}/__mock/workspaces/${id}`, { method: 'PUT' })
      expect(await ask(port, `${id}.localhost:${port}`, '/api/authentication')).toBe(401)
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, 'sps', 'pam.example.com'])
      expect(await ask(port, host, '/api/authentication')).toBe(401)
    const sizes = ids.map((id) =>
      Math.max(...instances.map(({ kernel }) => kernel.workspace(id)?.journal.size ?? 0)),
    )
    expect(sizes).toEqual(ids.map(() => 1))
    expect(instances.map(({ kernel }) => kernel.defaultWorkspace.journal.size).toSorted(ascending)).toEqual([
      0, 4,
    ])
  })

  it('the library creates, finds and removes workspaces through it, when they are named', async () => {
    const { url, holders } = await startFleet(2)
    const mock = await connectPamMock(url)
    for (const id of ids) {
      const workspace = await mock.workspaces.create({ id })
      await fetch(`${workspace.urls.sps}/configuration`)
      await workspace.journal.verify({ match: { surface: 'sps', status: 401 }, count: { exactly: 1 } })
      expect((await mock.workspaces.get(id)).id).toBe(id)
      await workspace.remove()
      expect(holders(id)).toEqual([])
    }
    await expect(mock.workspaces.create()).rejects.toThrow('PUT /__mock/workspaces/{id}')
  })

  it('what a client is to be hurt by passes through: cut connections are not tried elsewhere', async () => {
    const { url, instances } = await startFleet(2)
    await fetch(`${url}/__mock/workspaces/team1`, { method: 'PUT' })
    const effect = { effect: { type: 'reset' }, times: 1 }
    await fetch(`${url}/w/team1/__mock/faults`, { method: 'POST', body: JSON.stringify(effect) })
    expect((await fetch(`${url}/w/team1/api/configuration`)).status).toBe(502)
    expect((await fetch(`${url}/w/team1/api/configuration`)).status).toBe(401)
    expect(
      instances.map(({ kernel }) => kernel.workspace('team1')?.journal.size ?? 0).toSorted(ascending),
    ).toEqual([0, 2])
  })

  it.each([
    ['with --data brings its workspaces back', true],
    ['without --data has lost its workspaces', false],
  ])('an instance that was killed, %s', async (_name, isKept) => {
    build()
    const stays = await startWholeServer()
    const args = isKept ? ['--data', join(stays.folder, 'state.json')] : []
    const port = await freePort()
    const killed = await startProcess(port, args)
    const url = await startRouter([`127.0.0.1:${port}`, new URL(stays.http).host])
    for (const id of ids) await fetch(`${url}/__mock/workspaces/${id}`, { method: 'PUT' })
    const lives = ids.find((id) => stays.kernel.workspace(id))!
    const dies = ids.find((id) => !stays.kernel.workspace(id))!
    const login = await fetch(`${url}/w/${dies}/api/authentication`, { headers: basic })
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    const ask = async (id: string): Promise<number> =>
      (await fetch(`${url}/w/${id}/api/configuration`, { headers: { cookie } })).status
    expect(await ask(dies)).toBe(200)

    killed.child.kill('SIGKILL')
    await killed.ended
    // Nobody else answers for it, so nothing begins anew unnoticed.
    expect([await ask(dies), await ask(lives)]).toEqual([502, 401])
    expect(stays.kernel.workspace(dies)).toBeUndefined()

    await startProcess(port, args)
    expect([await ask(dies), await ask(lives)]).toEqual([isKept ? 200 : 404, 401])
  })
})

/** The status of a request whose `Host` is not where it goes. */
async function ask(port: string, host: string, path: string): Promise<number> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
