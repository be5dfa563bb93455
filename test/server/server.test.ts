import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { onTestFinished, describe, expect, it } from 'vitest'
import { Agent, fetch } from 'undici'
import { configFromOptions } from '../../src/config/load-config.ts'
import { createAuthority } from '../../src/tls/authority.ts'
import { startServer, type Server } from '../../src/server/server.ts'
import { toySurface } from '../support/toy-box/index.ts'
import { toyWorld } from '../support/toy-world.ts'

async function start(options: object = {}): Promise<Server> {
  const config = configFromOptions({ fixtures: toyWorld(), ...options })
  const server = await startServer(config, { surfaces: [toySurface] })
  onTestFinished(() => server.close())
  return server
}

/** Trusts an authority, and takes any host name for this machine. */
function trusting(ca: string, servername?: string): Agent {
  const agent = new Agent({ connect: { ca, ...(servername ? { servername } : {}) } })
  onTestFinished(() => agent.destroy())
  return agent
}

const json = async (url: string, init: Parameters<typeof fetch>[1] = {}): Promise<any> =>
  (await fetch(url, init)).json()
const post = (url: string, body: unknown): Promise<any> =>
  json(url, { method: 'POST', body: JSON.stringify(body) })

describe('a running emulator', () => {
  it('speaks http and https on one port, with an authority to trust', async () => {
    const { urls, https } = await start()
    expect(new URL(urls['toy']!).port).toBe(new URL(https['toy']!).port)
    expect(await json(`${urls['toy']}/ball`)).toEqual({ name: 'ball', colour: 'red' })
    const ca = await (await fetch(`${urls['control']}/ca.pem`)).text()
    expect(await json(`${https['toy']}/ball`, { dispatcher: trusting(ca) })).toEqual({
      name: 'ball',
      colour: 'red',
    })
  })

  it('shows a certificate for the products, for further names, and for workspaces', async () => {
    const { https, kernel, authority } = await start({ tlsNames: ['pam.example'] })
    kernel.createWorkspace({ id: 'team1' })
    const ca = await authority()
    for (const name of ['localhost', 'xtam', 'sps', 'pmp', 'pam-mock', 'pam.example', 'team1.localhost']) {
      const answer = await fetch(`${https['toy']}/ball`, { dispatcher: trusting(ca, name) })
      expect([name, answer.status]).toEqual([name, 200])
    }
    await expect(
      fetch(`${https['toy']}/ball`, { dispatcher: trusting(ca, 'other.example') }),
    ).rejects.toMatchObject({ cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
  })

  it('serves the same world on every port', async () => {
    const { authorities } = await start({ port: [0, 0] })
    expect(authorities).toHaveLength(2)
    for (const one of authorities) expect((await fetch(`http://${one}/toy/ball`)).status).toBe(200)
    expect((await json(`http://${authorities[0]}/__mock/journal`)).total).toBe(2)
  })

  it('keeps the control plane on a port of its own when asked to', async () => {
    const { urls } = await start({ controlPort: 0 })
    const main = new URL(urls['toy']!).origin
    expect(new URL(urls['control']!).origin).not.toBe(main)
    expect(await json(`${urls['control']}/ready`)).toEqual({ ready: true })
    expect((await fetch(`${main}/__mock/ready`)).status).toBe(404)
    expect((await fetch(`${new URL(urls['control']!).origin}/toy/ball`)).status).toBe(404)
    const team = await post(`${urls['control']}/workspaces`, { id: 'team1' })
    expect(team.urls.toy).toBe(`${main}/w/team1/toy`)
    expect((await fetch(`${team.urls.toy}/ball`)).status).toBe(200)
    expect((await json(`${team.urls.control}/journal`)).total).toBe(1)
  })

  it('has no control plane when told so', async () => {
    const { urls } = await start({ control: false })
    expect(urls).not.toHaveProperty('control')
    expect((await fetch(`${new URL(urls['toy']!).origin}/__mock/health`)).status).toBe(404)
  })

  it('gives a workspace a port of its own, for clients that take no path', async () => {
    const { urls } = await start()
    const team = await post(`${urls['control']}/workspaces`, { id: 'team1', port: 0 })
    expect(new URL(team.urls.toy).port).not.toBe(new URL(urls['toy']!).port)
    expect(await json(`${team.urls.toy}/time`)).toMatchObject({ mount: '' })
    expect((await json(`${team.urls.control}/journal`)).total).toBe(1)
    expect((await json(`${urls['control']}/journal`)).total).toBe(0)
    const listed = await json(`${team.urls.control}/workspaces`)
    expect(listed.workspaces[0].urls.toy).toBe(urls['toy'])
    expect(listed.workspaces[1].urls.toy).toBe(team.urls.toy)

    const gone = await fetch(`${urls['control']}/workspaces/team1`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect(await isOpen(team.urls.toy)).toBe(false)
  })

  it("journals broken HTTP on a workspace's own port in that workspace", async () => {
    const { urls } = await start()
    const team = await post(`${urls['control']}/workspaces`, { id: 'team1', port: 0 })
    const { hostname: host, port } = new URL(team.urls.toy)
    const socket = connect({ host, port: Number(port) })
    socket.write('nonsense\r\n\r\n')
    socket.resume()
    await once(socket, 'close')
    expect((await json(`${team.urls.control}/journal`)).total).toBe(1)
    expect((await json(`${urls['control']}/journal`)).total).toBe(0)
  })

  it('may remove a workspace through its own port', async () => {
    const { urls } = await start()
    const team = await post(`${urls['control']}/workspaces`, { id: 'team1', port: 0 })
    const gone = await fetch(`${team.urls.control}/workspaces/team1`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect(await isOpen(team.urls.toy)).toBe(false)
  })

  it('leaves no workspace behind when its port is taken', async () => {
    const { urls } = await start()
    const port = Number(new URL(urls['toy']!).port)
    const answer = await post(`${urls['control']}/workspaces`, { id: 'team1', port })
    expect(answer).toMatchObject({
      status: 409,
      errors: [{ field: 'body.port', message: 'cannot be opened; 0 takes any free one' }],
    })
    expect((await json(`${urls['control']}/workspaces`)).workspaces).toHaveLength(1)
  })

  it('picks the workspace by host name', async () => {
    const { urls, kernel } = await start()
    kernel.createWorkspace({ id: 'team1' })
    const url = urls['toy']!.replace('127.0.0.1', 'team1.localhost')
    const dispatcher = new Agent({
      connect: { lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
    })
    onTestFinished(() => dispatcher.destroy())
    await fetch(`${url}/ball`, { dispatcher })
    expect(kernel.workspace('team1')?.journal.size).toBe(1)
  })

  it('answers broken HTTP in the words of the product', async () => {
    const { authorities } = await start()
    const [host, port] = authorities[0]!.split(':')
    const answer = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), host, () =>
        socket.write('GET /toy/ball HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n'),
      )
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text)).on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n[^]*broken toy$/)
  })

  it('closes the first port again when the second is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void blocker.close())
    await new Promise((resolve) => blocker.once('listening', resolve))
    const taken = (blocker.address() as AddressInfo).port
    const first = await freePort()
    await expect(start({ port: [first, taken] })).rejects.toThrow(
      `Port ${taken} on 127.0.0.1 is already in use`,
    )
    expect(await isOpen(`http://127.0.0.1:${first}`)).toBe(false)
  })

  it.each([
    [{ fixtures: '/' }, '--fixtures must hold a folder for at least one of "toy", and "/" has none.'],
    [{ fixtures: '/nowhere' }, '--fixtures must be a directory, and "/nowhere" is none.'],
    [{ tlsCert: '/nowhere', tlsKey: '/nowhere' }, '--tls-cert cannot be read'],
    [{ profiles: { toy: '9' } }, '"9" is no profile of toy; there are 2, 1.'],
    [{ settings: { toy: { quiet: true } } }, 'toy.loud is the only knob there is.'],
    [{ settings: { train: {} } }, 'There is no surface "train"; there are toy.'],
  ])('refuses %j in one sentence', async (options, sentence) => {
    await expect(start(options)).rejects.toThrow(sentence)
  })

  it.each(['localhost', '127', 'xtam', 'sps', 'pmp', 'pam-mock', 'www'])(
    'lets no workspace be called "%s"',
    async (id) => {
      const { kernel } = await start()
      expect(() => kernel.createWorkspace({ id })).toThrow("is a host name of the mock's own")
    },
  )

  it('issues certificates to users who sign in by one', async () => {
    const { urls, authority } = await start()
    const pem = await (await fetch(`${urls['control']}/client-certificates/certuser`)).text()
    const certificate = new X509Certificate(pem)
    expect(certificate.subject).toBe('CN=certuser')
    expect(certificate.verify(new X509Certificate(await authority()).publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true)
    expect((await fetch(`${urls['control']}/client-certificates/a%2Fb`)).status).toBe(400)
  })

  it('uses the certificate it is given', async () => {
    const authority = await createAuthority({ now: Date.now() })
    const leaf = await authority.issue({ commonName: 'own.example', usage: 'server', now: Date.now() })
    const folder = toyWorld()
    const files = { tlsCert: `${folder}/cert.pem`, tlsKey: `${folder}/key.pem`, tlsCa: `${folder}/ca.pem` }
    writeFileSync(files.tlsCert, leaf.chain)
    writeFileSync(files.tlsKey, leaf.key)
    writeFileSync(files.tlsCa, authority.certificate)
    const { urls, https } = await start(files)
    const ca = await (await fetch(`${urls['control']}/ca.pem`)).text()
    expect(ca).toBe(authority.certificate)
    const answer = await fetch(`${https['toy']}/ball`, { dispatcher: trusting(ca, 'own.example') })
    expect(answer.status).toBe(200)
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Whether anybody accepts connections there. */
async function isOpen(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const isAccepted = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
  })
  socket.destroy()
  return isAccepted
}
