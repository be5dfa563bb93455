import { once } from 'node:events'
import {
  Agent as HttpAgent,
  get as httpGet,
  request,
  type IncomingMessage,
  type RequestListener,
} from 'node:http'
import { Agent as HttpsAgent, get as httpsGet, type RequestOptions } from 'node:https'
import { connect as connectTcp, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, TLSSocket, type ConnectionOptions } from 'node:tls'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../../src/kernel/world/clock.ts'
import { createAuthority, type Authority, type Credentials } from '../../src/tls/authority.ts'
import { listenerTag, resetConnection } from '../../src/server/connection.ts'
import { ListenError, openListener, type Listener, type ListenerOptions } from '../../src/server/listener.ts'
import type { TlsCredentials } from '../../src/tls/credentials.ts'

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  keepAliveTimeoutMs: 10_000,
}
/** For the tests whose clients are too slow. */
const HASTY = { ...LIMITS, headersTimeoutMs: 150, requestTimeoutMs: 300 }
const GET = 'GET / HTTP/1.1\r\nHost: mock\r\n\r\n'
/** A TLS record that announces a handshake of 512 bytes, and no more. */
const HALF_HANDSHAKE = Buffer.from('1603010200010001fc0303', 'hex')

let authority: Authority
let server: Credentials
let client: Credentials

beforeAll(async () => {
  const now = systemClock.now()
  authority = await createAuthority({ now })
  server = await authority.issue({ commonName: 'localhost', usage: 'server', now })
  client = await authority.issue({ commonName: 'alex', usage: 'client', now })
})

describe('http and https on one port', () => {
  test('the first byte decides', async () => {
    const { port } = await open({
      handler: (req, res) => res.end(req.socket instanceof TLSSocket ? 'https' : 'http'),
    })
    expect((await ask(port)).body).toBe('http')
    expect((await askTls(port)).body).toBe('https')
  })

  test('the first byte may come alone', async () => {
    const { port } = await open({ handler: echo })
    const socket = await connect(port)
    socket.write('P')
    await sleep(20)
    socket.write('OST / HTTP/1.1\r\nHost: mock\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello')
    expect(await received(socket)).toContain('\r\nhello\r\n')
  })

  test('bodies of both directions arrive whole', async () => {
    const { port } = await open({ handler: echo })
    const body = 'x'.repeat(3_000_000)
    const asked = request({ port, host: '127.0.0.1', method: 'POST' })
    asked.end(body)
    expect(await answerOf(asked)).toMatchObject({ body })
  })

  test('no Server header is added', async () => {
    const { port } = await open()
    const { headers } = await ask(port)
    expect(Object.keys(headers).sort()).toEqual(['connection', 'content-length', 'date', 'keep-alive'])
  })

  test('headers are named as the products write them, whichever way they were set', async () => {
    const handler: RequestListener = ({ url }, response) => {
      if (url === '/set') response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"', 'content-length': 0 }).end()
    }
    const { port } = await open({ handler })
    for (const [path, cookies] of [
      ['/set', 'Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n'],
      ['/', ''],
    ]) {
      const socket = await connect(port)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n`)
      expect(await received(socket)).toContain(
        `HTTP/1.1 401 Unauthorized\r\n${cookies}WWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n`,
      )
    }
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
    const { port } = await open()
    const socket = await connectSecurely(port, { minVersion: version, maxVersion: version })
    expect(socket.getProtocol()).toBe(version)
  })

  test('HTTP/2 is not: neither by ALPN nor by its preface', async () => {
    const onClientError = vi.fn((_error: Error, socket) => socket.destroy())
    const { port } = await open({ onClientError })
    const both = await connectSecurely(port, { ALPNProtocols: ['h2', 'http/1.1'] })
    expect(both.alpnProtocol).toBe('http/1.1')
    await expect(connectSecurely(port, { ALPNProtocols: ['h2'] })).rejects.toThrow(/no application protocol/)

    const plain = await connect(port)
    plain.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    await gone(plain)
    expect(onClientError).toHaveBeenCalledOnce()
  })

  test('HTTP/1.0 is, to a client that offers nothing else (curl --http1.0)', async () => {
    const { port } = await open()
    const old = await connectSecurely(port, { ALPNProtocols: ['http/1.0'] })
    expect(old.alpnProtocol).toBe('http/1.0')
    const both = await connectSecurely(port, { ALPNProtocols: ['http/1.0', 'http/1.1'] })
    expect(both.alpnProtocol).toBe('http/1.1')
  })

  test('credentials are asked for at the first TLS connection, once', async () => {
    const tls = vi.fn(async () => credentials())
    const { port } = await open({ tls })
    await ask(port)
    expect(tls).not.toHaveBeenCalled()
    await Promise.all([askTls(port), askTls(port), askTls(port)])
    expect(tls).toHaveBeenCalledOnce()
  })

  test('credentials that fail are reported, and asked for again', async () => {
    const tls = vi.fn<() => Promise<TlsCredentials>>(async () => credentials())
    tls.mockRejectedValueOnce(new Error('no such file')).mockResolvedValueOnce({ cert: 'junk', key: 'junk' })
    const onConnectionError = vi.fn()
    const { port } = await open({ tls, onConnectionError })
    await expect(askTls(port)).rejects.toThrow()
    await expect(askTls(port)).rejects.toThrow()
    expect(onConnectionError.mock.calls.map(([error]) => error.message)).toEqual([
      'no such file',
      expect.stringContaining('PEM'),
    ])
    expect((await askTls(port)).status).toBe(200)
  })

  test('a name of its own gets credentials of its own', async () => {
    const now = systemClock.now()
    const own = await authority.issue({ commonName: 'team1.localhost', usage: 'server', now })
    const ownCredentials = { cert: own.chain, key: own.key }
    const { port } = await open({
      tlsForName: async (name) => (name === 'team1.localhost' ? ownCredentials : undefined),
    })
    const commonName = async (servername: string): Promise<string> =>
      commonNameOf(await connectSecurely(port, { servername }))
    expect(await commonName('team1.localhost')).toBe('team1.localhost')
    expect(await commonName('localhost')).toBe('localhost')
  })
})

describe('client certificates', () => {
  const whoIs: RequestListener = (req, res) => {
    const socket = req.socket as TLSSocket
    res.end(`${commonNameOf(socket)} ${socket.authorized}`)
  }

  test('one of ours is seen on the socket, as authorized', async () => {
    const { port } = await open({ requestClientCertificate: true, handler: whoIs })
    const asked = askTls(port, { cert: client.chain, key: client.key })
    expect((await asked).body).toBe('alex true')
  })

  test("a stranger's, or none, is let through for the handler to judge", async () => {
    const { port } = await open({ requestClientCertificate: true, handler: whoIs })
    const now = systemClock.now()
    const foreign = await createAuthority({ now })
    const stranger = await foreign.issue({ commonName: 'eve', usage: 'client', now })
    const asked = askTls(port, { cert: stranger.certificate, key: stranger.key })
    expect((await asked).body).toBe('eve false')
    expect((await askTls(port)).body).toBe('undefined false')
  })
})

describe('tag', () => {
  test('a request tells which listener it came in by', async () => {
    const handler: RequestListener = (req, res) => res.end(String(listenerTag(req)))
    const tagged = await open({ tag: 'team1', handler })
    const untagged = await open({ handler })
    expect((await ask(tagged.port)).body).toBe('team1')
    expect((await askTls(tagged.port)).body).toBe('team1')
    expect((await ask(untagged.port)).body).toBe('undefined')
  })

  test('so does the socket of a client error', async () => {
    const tags: unknown[] = []
    const { port } = await open({
      tag: 'team1',
      onClientError: (_error, socket) => {
        tags.push(listenerTag(socket))
        socket.destroy()
      },
    })
    for (const socket of [await connect(port), await connectSecurely(port)]) {
      socket.write('not http\r\n\r\n')
      await gone(socket)
    }
    expect(tags).toEqual(['team1', 'team1'])
  })
})

describe('resetting', () => {
  const reset: RequestListener = (req) => resetConnection(req)

  test('the client sees ECONNRESET, over http and https, and no one else does', async () => {
    const { port } = await open({ handler: reset })
    const bystander = await connect(port)
    for (const socket of [await connect(port), await connectSecurely(port)]) {
      const failed = once(socket, 'error')
      socket.write(GET)
      expect(await failed).toEqual([expect.objectContaining({ code: 'ECONNRESET', syscall: 'read' })])
    }
    expect(bystander.closed).toBe(false)
  })
})

describe('a port that cannot be opened', () => {
  test('is one sentence when it is in use', async () => {
    const { port } = await open()
    const refused = open({ port })
    await expect(refused).rejects.toThrow(ListenError)
    await expect(refused).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `Port ${port} on 127.0.0.1 is already in use; choose another with --port.`,
    })
  })

  test("is one sentence when the address is none of this machine's", async () => {
    await expect(open({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: 'This machine has no address 192.0.2.1; choose another with --host.',
    })
  })

  test.each([
    ['EACCES', 'Port 80 on ::1 is not allowed to this user; choose one above 1023 with --port.'],
    ['ENOTFOUND', 'The host name "::1" cannot be resolved; choose another with --host.'],
    ['EWHAT', 'Cannot listen on port 80 of ::1 (what); choose others with --port and --host.'],
  ])('%s reads: %s', (code, message) => {
    expect(new ListenError('::1', 80, Object.assign(new Error('what'), { code }))).toMatchObject({
      code,
      message,
    })
  })
})

describe('closing', () => {
  test.each([
    ['http', ask],
    ['https', askTls],
  ])('an answer in flight finishes over %s and asks the client to go', async (_kind, ask) => {
    const { listener, port, release } = await openHeld()
    const asked = ask(port, { agent: keepAlive(ask) })
    const finish = await release()
    const closed = listener.close(5000)
    finish('at last')
    expect(await asked).toMatchObject({ body: 'at last', headers: { connection: 'close' } })
    await closed
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED')
  })

  test.each([
    ['http', ask],
    ['https', askTls],
  ])('a %s connection goes as soon as the answer begun on it has finished', async (_kind, ask) => {
    const { promise: begun, finish: begin } = signal()
    const { promise: closing, finish: startClosing } = signal()
    const { listener, port } = await open({
      handler: (_req, res) => {
        res.write('begun ')
        begin()
        void closing.then(() => res.end('and done'))
      },
    })
    const asked = ask(port, { agent: keepAlive(ask) })
    await begun
    const closed = listener.close(60_000)
    startClosing()
    expect((await asked).body).toBe('begun and done')
    await within(1000, closed)
  })

  test('an answer that has ended but is still being sent arrives whole', async () => {
    const size = 20_000_000
    const { listener, port } = await open({ handler: (_req, res) => res.end(Buffer.alloc(size, 'x')) })
    const response = await new Promise<IncomingMessage>((resolve) => {
      httpGet({ port, host: '127.0.0.1' }, resolve)
    })
    const closed = listener.close(5000)
    await sleep(50)
    let length = 0
    for await (const chunk of response) length += (chunk as Buffer).length
    expect(length).toBe(size)
    await closed
  })

  test('pipelined answers in flight all finish', async () => {
    const { listener, port, release } = await openHeld()
    const socket = await connect(port)
    socket.write(GET + GET)
    const finishFirst = await release()
    const finishSecond = await release()
    const closed = listener.close(5000)
    finishFirst('one')
    finishSecond('two')
    expect(await received(socket)).toMatch(/one[^]*two/)
    await closed
  })

  test('connections without an answer in flight go at once', async () => {
    const { listener, port } = await open()
    const plain = keepAlive(ask)
    const secure = keepAlive(askTls)
    await ask(port, { agent: plain })
    await askTls(port, { agent: secure })
    const partial = await connect(port)
    partial.write('GET / HTTP/1.1\r\nHo')
    const handshaking = await connect(port)
    handshaking.write(HALF_HANDSHAKE)
    const sockets = [
      ...freeSockets(plain),
      ...freeSockets(secure),
      await connect(port),
      await connectSecurely(port),
      partial,
      handshaking,
    ]
    expect(sockets).toHaveLength(6)
    await sleep(50)
    await within(1000, Promise.all([listener.close(60_000), ...sockets.map(gone)]))
  })

  test('so do connections that wait for credentials', async () => {
    const { promise, finish } = signal()
    const tls = vi.fn(() => promise.then(credentials))
    const { listener, port } = await open({ tls })
    const asked = failure(askTls(port))
    await vi.waitFor(() => expect(tls).toHaveBeenCalled())
    const vanishing = await connect(port)
    vanishing.write(HALF_HANDSHAKE)
    await sleep(20)
    vanishing.resetAndDestroy()
    await sleep(20)
    await within(1000, listener.close(60_000))
    finish()
    expect(await asked).toBe('ECONNRESET')
  })

  test('what is left after the grace is destroyed, and a second close waits for the first', async () => {
    const { listener, port, release } = await openHeld()
    const plain = failure(ask(port))
    const secure = failure(askTls(port))
    await release()
    await release()
    const closed = listener.close(100)
    expect(listener.close(60_000)).toBe(closed)
    await within(1500, closed)
    expect(await plain).toBe('ECONNRESET')
    expect(await secure).toBe('ECONNRESET')
  })
})

describe('hostile clients', () => {
  test('broken HTTP goes to onClientError, over http and https', async () => {
    const codes: unknown[] = []
    const { port } = await open({
      onClientError: (error, socket) => {
        codes.push(error.code)
        socket.end('HTTP/1.1 400 Mine\r\n\r\n')
      },
    })
    for (const socket of [await connect(port), await connectSecurely(port)]) {
      socket.write('\0\0\0 garbage\r\n\r\n')
      expect(await received(socket)).toBe('HTTP/1.1 400 Mine\r\n\r\n')
    }
    expect(codes).toEqual(['HPE_INVALID_METHOD', 'HPE_INVALID_METHOD'])
  })

  test('headers above the limit are a client error', async () => {
    const onClientError = vi.fn((_error: NodeJS.ErrnoException, socket) => socket.destroy())
    const { port } = await open({ limits: { ...LIMITS, maxHeaderSize: 1000 }, onClientError })
    await expect(ask(port, { headers: { long: 'x'.repeat(2000) } })).rejects.toThrow()
    expect(onClientError.mock.calls[0]?.[0].code).toBe('HPE_HEADER_OVERFLOW')
  })

  test('a broken, refused or abandoned handshake is reported and harms no one', async () => {
    const onConnectionError = vi.fn()
    const { listener, port } = await open({ onConnectionError })
    const garbage = await connect(port)
    garbage.write(Buffer.concat([Buffer.of(0x16), Buffer.alloc(200, 'x')]))
    await gone(garbage)
    await expect(connectSecurely(port, { ca: [] })).rejects.toThrow(/certificate/)
    const abandoned = await connect(port)
    abandoned.write(HALF_HANDSHAKE)
    await sleep(20)
    abandoned.resetAndDestroy()
    await vi.waitFor(() => expect(onConnectionError).toHaveBeenCalledTimes(3))
    expect((await askTls(port)).status).toBe(200)
    await within(1000, listener.close(60_000))
  })

  test('clients that vanish before, in or after the first byte leave nothing behind', async () => {
    const { listener, port } = await open({
      handler: (_req, res) => void sleep(20).then(() => res.end('ok')),
    })
    for (const bytes of ['', 'G', GET, GET + GET, '\u0016', HALF_HANDSHAKE]) {
      for (const leave of ['resetAndDestroy', 'destroy', 'end'] as const) {
        const socket = await connect(port)
        if (bytes !== '') await new Promise((resolve) => socket.write(bytes, resolve))
        socket[leave]()
      }
    }
    await sleep(50)
    expect((await ask(port)).body).toBe('ok')
    await within(1000, listener.close(60_000))
  })

  test.each([
    ['before the first byte', ''],
    ['in the headers', 'GET / HT'],
    ['in the body', 'POST / HTTP/1.1\r\nHost: mock\r\nContent-Length: 9\r\n\r\nx'],
    ['in the handshake', HALF_HANDSHAKE],
  ])('a client that falls silent %s is dropped', async (_when, bytes) => {
    const { port } = await open({ limits: HASTY, handler: (req) => void req.resume() })
    const socket = await connect(port)
    if (bytes !== '') socket.write(bytes)
    await within(2000, gone(socket))
  })

  test('so is one that falls silent after the handshake', async () => {
    const { port } = await open({ limits: HASTY })
    await within(2000, gone(await connectSecurely(port)))
  })

  test('a slow answer is not a slow client', async () => {
    const { port } = await open({
      limits: { ...HASTY, headersTimeoutMs: 100, requestTimeoutMs: 100 },
      handler: (_req, res) => void sleep(400).then(() => res.end('ok')),
    })
    expect((await ask(port)).body).toBe('ok')
  })

  test('connections above the bound are dropped', async () => {
    const { port } = await open({ limits: { ...LIMITS, maxConnections: 1 } })
    const first = await connect(port)
    await gone(await connect(port))
    first.write(GET)
    expect(String((await once(first, 'data'))[0])).toContain('200 OK')
  })
})

/** Opens a listener that the test closes when it ends. */
async function open(
  options: Partial<ListenerOptions> = {},
): Promise<Listener & { readonly listener: Listener }> {
  const listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    tls: async () => credentials(),
    handler: (_req, res) => res.end('ok'),
    onClientError: (_error, socket) => socket.destroy(),
    limits: LIMITS,
    ...options,
  })
  onTestFinished(() => listener.close(0))
  return { ...listener, listener }
}

/** A listener whose answers wait; `release` waits for the next request and gives the function that answers it. */
async function openHeld() {
  const held: Array<(body: string) => void> = []
  const opened = await open({ handler: (_req, res) => void held.push((body) => res.end(body)) })
  const release = () =>
    vi.waitFor(() => {
      const finish = held.shift()
      if (!finish) throw new Error('no request has come yet')
      return finish
    })
  return { ...opened, release }
}

/** A promise, and what fulfils it. */
function signal(): { readonly promise: Promise<void>; readonly finish: () => void } {
  let finish = (): void => {}
  const promise = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { promise, finish }
}

function credentials(): TlsCredentials {
  return { cert: server.chain, key: server.key, ca: authority.certificate }
}

const echo: RequestListener = (req, res) => void req.pipe(res)

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

function ask(port: number, options: RequestOptions = {}): Promise<Answer> {
  return answerOf(httpGet({ host: '127.0.0.1', port, ...options }))
}

function askTls(port: number, options: RequestOptions = {}): Promise<Answer> {
  const trust = { servername: 'localhost', ca: authority.certificate }
  return answerOf(httpsGet({ host: '127.0.0.1', port, agent: false, ...trust, ...options }))
}

async function answerOf(asked: ReturnType<typeof httpGet>): Promise<Answer> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { status: response.statusCode, headers: response.headers, body }
}

/** The code that a question fails with. */
function failure(asked: Promise<Answer>): Promise<unknown> {
  return asked.then(
    (answer) => answer,
    (error: NodeJS.ErrnoException) => error.code,
  )
}

function commonNameOf(socket: TLSSocket): string {
  return String(socket.getPeerCertificate().subject?.CN)
}

function keepAlive(by: typeof ask): HttpAgent {
  const agent = by === askTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return agent
}

function freeSockets(agent: HttpAgent): Socket[] {
  return Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])
}

async function connect(port: number): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port, noDelay: true })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function connectSecurely(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const trust = { servername: 'localhost', ca: authority.certificate }
  const socket = connectTls({ host: '127.0.0.1', port, ...trust, ...options })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'secureConnect')
  return socket
}

/** Resolves when the other side has closed the connection, in whatever way. */
async function gone(socket: Socket): Promise<void> {
  if (socket.closed) return
  socket.on('error', () => {}).resume()
  await new Promise((resolve) => socket.once('close', resolve))
}

async function received(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`not done within ${ms} ms`)
  })
  return Promise.race([work, late])
}
