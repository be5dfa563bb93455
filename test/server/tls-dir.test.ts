import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { configFromOptions } from '../../src/config/load-config.ts'
import { startServer, type Server } from '../../src/server/server.ts'

let tlsDir = ''

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  tlsDir = join(folder, 'made/by/it')
})

async function start(more: object = {}): Promise<Server> {
  const server = await startServer(configFromOptions({ tlsDir, ...more }))
  onTestFinished(() => server.close())
  return server
}

const read = (name: string): string => readFileSync(join(tlsDir, name), 'utf8')

/** The certificate that a server shows to a client which trusts one authority alone. */
function shownBy(server: Server, ca: string): Promise<string> {
  const { port } = new URL(server.https['sps']!)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), ca }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw).toString())
      socket.end()
    })
    socket.on('error', reject)
  })
}

describe('with --tls-dir', () => {
  it('the authority is there before anybody calls, its key for the user alone', async () => {
    const server = await start()
    expect(await server.authority()).toBe(read('ca.pem'))
    expect(read('server.pem')).toContain(read('ca.pem'))
    for (const key of ['ca-key.pem', 'server-key.pem'])
      expect(statSync(join(tlsDir, key)).mode & 0o777).toBe(0o600)
  })

  it('a client that trusts it once trusts later servers too, which show the same certificate', async () => {
    const first = await start()
    const trusted = read('ca.pem')
    const shown = await shownBy(first, trusted)
    await first.close()
    expect(await shownBy(await start(), trusted)).toBe(shown)
  })

  it('a certificate that lacks a name is made anew by the same authority', async () => {
    await (await start()).close()
    const before = { ca: read('ca.pem'), server: read('server.pem') }
    const server = await start({ tlsNames: ['pam.example', '192.0.2.7'] })
    const shown = new X509Certificate(await shownBy(server, before.ca))
    expect(shown.checkHost('pam.example')).toBe('pam.example')
    expect(shown.checkIP('192.0.2.7')).toBe('192.0.2.7')
    expect([read('ca.pem') === before.ca, read('server.pem') === before.server]).toEqual([true, false])
  })

  it('two servers that start at once agree', async () => {
    const [one, two] = await Promise.all([start(), start()])
    expect(await one.authority()).toBe(await two.authority())
  })

  it.each([
    ['a key that is not its own', 'ca-key.pem', () => read('server-key.pem')],
    ['no certificate', 'ca.pem', () => 'nonsense'],
  ])('%s is refused and left alone', async (_, name, content) => {
    await (await start()).close()
    writeFileSync(join(tlsDir, name), content())
    const before = read(name)
    await expect(start()).rejects.toThrow('--tls-dir must be a directory whose ca.pem and ca-key.pem are')
    expect(read(name)).toBe(before)
  })

  it('a directory that cannot be one is refused in a sentence', async () => {
    await expect(start({ tlsDir: '/dev/null/here' })).rejects.toThrow('(--tls-dir) cannot be used')
  })

  it('a certificate of the user excludes it', async () => {
    await expect(start({ tlsCert: 'a', tlsKey: 'b' })).rejects.toThrow('--tls-dir and --tls-cert exclude')
  })
})
