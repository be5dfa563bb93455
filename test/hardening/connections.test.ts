/** Odd connections: none is reset in the middle, none waits for ever, and each is told in words what it did wrong. */
import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, TLSSocket, type ConnectionOptions } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { startWholeServer } from '../support/server.ts'
import { asking, converse, dial, heard, type Scheme } from './raw.ts'

const SCHEMES = ['http', 'https'] as const satisfies Scheme[]
const INFO = 'GET /api/info HTTP/1.1\r\nHost: localhost\r\n\r\n'

describe.each(SCHEMES)('over %s', (scheme) => {
  it('requests in the very moment of the end are answered, or closed so that they may be sent again', async () => {
    const server = await startWholeServer()
    const [authority] = server.authorities
    const sockets = await Promise.all(Array.from({ length: 40 }, () => dial(authority!, scheme)))
    const all = sockets.map(heard)
    for (const socket of sockets) socket.write(INFO)
    await Promise.all(sockets.map((socket) => once(socket, 'data')))
    // A third has sent its next request when the end begins, a third sends it then, a third a little later.
    const send = (rest: number) => sockets.forEach((socket, at) => at % 3 === rest && socket.write(INFO))
    send(0)
    const closed = server.close()
    send(1)
    await new Promise((resolve) => setImmediate(resolve))
    send(2)
    await closed
    const answers = await Promise.all(all)
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([])
    const counts = answers.map(({ text }) => text.split('HTTP/1.1 200 ').length - 1)
    expect(counts.every((count) => count === 1 || count === 2)).toBe(true)
    expect(counts.filter((_count, at) => at % 3 === 0)).toEqual(
      counts.filter((_c, at) => at % 3 === 0).map(() => 2),
    )
    // Whole answers alone.
    for (const { text } of answers) expect(text.endsWith('}')).toBe(true)
  })

  it('a client that ends its side gets its answer, late as it may be', async () => {
    const server = await startWholeServer()
    server.kernel.defaultWorkspace.faults.add({ match: {}, effect: { type: 'delay', ms: 100 } })
    const socket = await dial(server.authorities[0]!, scheme)
    socket.end(INFO)
    expect((await heard(socket)).text).toMatch(/^HTTP\/1.1 200 /)
  })

  it('CONNECT is refused in words', async () => {
    const server = await startWholeServer()
    const text = await converse(
      server.authorities[0]!,
      'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n',
      scheme,
    )
    expect(text).toMatch(
      /^HTTP\/1.1 501 [^]*"detail":"The emulator is no proxy: CONNECT a:443 cannot be done."/,
    )
    expect(server.kernel.defaultWorkspace.journal.list().entries[0]).toMatchObject({
      request: { method: 'CONNECT', path: 'a:443' },
      response: { status: 501 },
    })
  })

  it('all headers count, however many there are; more bytes than are taken are refused', async () => {
    const server = await startWholeServer()
    const [authority] = server.authorities
    const many = Array.from({ length: 5000 }, (_, at) => `X${at}: y`)
    const guarded = [...many, 'Origin: http://evil.example', 'Host: localhost']
    expect(await converse(authority!, asking('/__mock/world', ...guarded), scheme)).toMatch(/^HTTP\/1.1 403 /)
    const more = Array.from({ length: 20_000 }, (_, at) => `X${at}: y`)
    expect(await converse(authority!, asking('/__mock/world', ...more), scheme)).toMatch(
      // What its path was is not known any more, so the product at the root answers.
      /^HTTP\/1.1 (?:400|431) /,
    )
  })

  it('two Host headers are one too many', async () => {
    const server = await startWholeServer()
    const two = asking('/api/info', 'Host: a', 'host: a')
    expect(await converse(server.authorities[0]!, two, scheme)).toMatch(/^HTTP\/1.1 400 /)
    expect(server.kernel.defaultWorkspace.journal.list().entries[0]?.reason).toEqual({
      rule: 'http.malformed',
      message: 'A request was expected to have one Host header, and this one has several.',
      source: 'RFC 9112',
    })
  })

  it.each([
    ['broken HTTP', 'GET /api/info HTTP/1.1\r\nBad Header\r\n\r\n'],
    ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n'],
    ['a body that never comes', 'POST /api/info HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n'],
    ['headers that never end', 'GET /api/info HTTP/1.1\r\nHost: x\r\n'],
  ])('%s leaves no connection behind, though the client ends nothing', async (_what, text) => {
    const server = await startWholeServer({ headersTimeout: 200, requestTimeout: 400, keepAliveTimeout: 200 })
    const socket = await dial(server.authorities[0]!, scheme)
    socket.on('error', () => undefined)
    socket.resume().write(text)
    await once(socket, 'end')
    // Nothing is kept open for a client that does not answer: what it writes now meets nobody.
    for (let tries = 0; tries < 100 && !socket.destroyed; tries++) {
      await sleep(50)
      socket.write('x')
    }
    expect(socket.destroyed).toBe(true)
  })
})

describe('TLS', () => {
  it('refuses to negotiate anew', async () => {
    const server = await startWholeServer()
    const socket = (await dial(server.authorities[0]!, 'https', { maxVersion: 'TLSv1.2' })) as TLSSocket
    socket.on('error', () => undefined)
    const error = await new Promise<Error | null>((resolve) => {
      socket.once('error', resolve)
      socket.renegotiate({ rejectUnauthorized: false }, resolve)
    })
    expect(error?.message).toContain('no renegotiation')
  })

  it('bounds a handshake that drips, and headers that drip', async () => {
    const server = await startWholeServer({ headersTimeout: 300, requestTimeout: 600 })
    const [authority] = server.authorities
    const hello = Buffer.from('1603010200010001fc0303', 'hex')
    const handshake = await dial(authority!)
    const secure = await dial(authority!, 'https')
    const ends = Promise.all([handshake, secure].map(heard))
    const request = Buffer.from(`GET /api/info HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(1000)}`)
    for (let at = 0; at < 1000 && !(handshake.destroyed && secure.destroyed); at++) {
      if (handshake.writable)
        handshake.write(at < hello.length ? hello.subarray(at, at + 1) : Buffer.alloc(1))
      if (secure.writable) secure.write(request.subarray(at, at + 1))
      await sleep(10)
    }
    const [, dripped] = await ends
    expect([handshake.destroyed, secure.destroyed]).toEqual([true, true])
    expect(dripped?.text).toMatch(/^HTTP\/1.1 408 /)
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a session of %s gives nothing to a later connection: no workspace, no certificate, on no port, under no name',
    async (version) => {
      const server = await startWholeServer()
      for (const id of ['team', 'other']) server.kernel.createWorkspace({ id })
      await server.ports.open('team', 0)
      const pem = await server.ports.clientCertificate('certuser')
      const asked = async (authority: string, name: string, more: ConnectionOptions = {}) => {
        const [host, port] = authority.split(':')
        const to = { host: host!, port: Number(port), rejectUnauthorized: false, servername: name }
        const socket = connectTls({ ...to, minVersion: version, maxVersion: version, ...more })
        await once(socket, 'secureConnect')
        const names = socket.getPeerCertificate().subjectaltname ?? ''
        socket.write(asking('/api/authentication?type=x509', `Host: ${name}`))
        const isReused = socket.isSessionReused()
        let session = socket.getSession()
        socket.on('session', (given: Buffer<ArrayBuffer>) => (session = given))
        const { text } = await heard(socket)
        return { status: text.slice(9, 12), names, isReused, session: session! }
      }
      const rules = (id: string) =>
        server.kernel
          .workspace(id)!
          .journal.list()
          .entries.map(({ reason }) => reason?.rule)
      const [shared] = server.authorities
      const first = await asked(shared!, 'team.localhost', { cert: pem, key: pem })
      expect(first).toMatchObject({ status: '302', names: 'DNS:team.localhost', isReused: false })
      expect(rules('team')).toEqual([undefined])
      for (const [authority, name, workspace] of [
        [shared!, 'team.localhost', 'team'],
        [shared!, 'other.localhost', 'other'],
        [shared!, 'localhost', 'default'],
        [server.ports.own('team')!, 'other.localhost', 'team'],
      ] as const) {
        const later = await asked(authority, name, { session: first.session })
        expect(later).toMatchObject({ status: '400', isReused: false })
        expect(later.names).toContain(name === 'other.localhost' ? 'DNS:other.localhost' : name)
        expect(rules(workspace).at(-1)).toBe('sps.certificate.missing')
      }
    },
  )
})

it('a client of Node’s own is answered to the end while the server stops', async () => {
  const server = await startWholeServer()
  server.kernel.defaultWorkspace.faults.add({ match: {}, effect: { type: 'delay', ms: 50 } })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    get(`${server.http}/api/info`, (answer) =>
      answer.resume().on('end', () => resolve(answer.statusCode)),
    ).on('error', reject)
  })
  await sleep(20)
  await server.close()
  expect(await answered).toBe(200)
})
