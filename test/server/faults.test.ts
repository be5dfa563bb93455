import { request } from 'node:http'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { atOnce } from '../../src/kernel/in-turns.ts'
import { configFromOptions } from '../../src/config/load-config.ts'
import type { FaultEffect } from '../../src/kernel/faults/faults.ts'
import { allRules } from '../../src/openapi/rules.ts'
import { startServer, type Server } from '../../src/server/server.ts'
import { toySurface } from '../support/toy-box/index.ts'
import { toyWorld } from '../support/toy-world.ts'

interface Exchange {
  /** Everything that came. */
  readonly text: string
  readonly body: string
  /** How often data came. */
  readonly pieces: number
  /** The code of the error that ended the connection, if one did. */
  readonly error: string | undefined
}

async function start(effect: FaultEffect): Promise<Server> {
  const server = await startServer(configFromOptions({ fixtures: toyWorld() }), { surfaces: [toySurface] })
  onTestFinished(() => server.close())
  server.kernel.defaultWorkspace.faults.add({ match: {}, effect })
  return server
}

/** One request on a connection of its own, read to its end. */
async function exchange(server: Server, scheme: string): Promise<Exchange> {
  const [host = '', port] = server.authorities[0]!.split(':')
  const at = { host, port: Number(port) }
  const socket: Socket =
    scheme === 'http'
      ? connectTcp(at)
      : connectTls({ ...at, ca: await server.authority(), servername: 'localhost' })
  onTestFinished(() => void socket.destroy())
  let [text, pieces, error] = ['', 0, undefined as string | undefined]
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    pieces++
  })
  socket.on('error', (failure: NodeJS.ErrnoException) => (error = failure.code))
  // At once, as clients do: over TLS the request comes with the end of the handshake.
  await new Promise((resolve) => socket.once(scheme === 'http' ? 'connect' : 'secureConnect', resolve))
  socket.write('GET /toy/ball HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  await new Promise((resolve) => socket.on('close', resolve))
  return { text, body: text.split('\r\n\r\n')[1] ?? '', pieces, error }
}

/** The reason that the journal has for the last request. */
function reasonOf(server: Server): unknown {
  return server.kernel.defaultWorkspace.journal.list({ limit: 1 }).entries[0]?.reason
}

it.each<[FaultEffect, string | undefined]>([
  [{ type: 'reset' }, 'fault.reset'],
  [{ type: 'close' }, 'fault.close'],
  [{ type: 'truncate' }, 'fault.truncate'],
  [{ type: 'truncate', after: 0 }, 'fault.truncate'],
  [{ type: 'truncate', after: 1000 }, undefined],
  [{ type: 'malformed' }, 'fault.malformed'],
  [{ type: 'status', status: 200 }, 'fault.status'],
  [{ type: 'delay', ms: 1 }, undefined],
  [{ type: 'drip', ms: 1 }, undefined],
  [{ type: 'pass' }, undefined],
])('a request counts as refused where the answer never came as it was: %j', async (effect, rule) => {
  const server = await start(effect)
  await exchange(server, 'http')
  const { journal } = server.kernel.defaultWorkspace
  const [entry] = journal.list({ match: { refused: rule !== undefined } }).entries
  expect(entry?.reason?.rule).toBe(rule)
  if (rule !== undefined) expect(entry?.reason?.message).toContain('The fault "f-1" ')
  expect(allRules().map(({ id }) => id)).toEqual(expect.arrayContaining(rule === undefined ? [] : [rule]))
  // Of a spoilt answer the product has done what it was asked to, and so the ledger tells.
  const isSeen = effect.type !== 'reset' && effect.type !== 'close'
  expect(atOnce(journal.seen())[0]?.isRefused).toBe(!isSeen || effect.type === 'status')
})

it('a request that a product refuses keeps its reason, though the answer is cut', async () => {
  const server = await start({ type: 'truncate', after: 1 })
  const answer = await fetch(`http://${server.authorities[0]}/toy/kite`)
  await expect(answer.text()).rejects.toThrow()
  expect(reasonOf(server)).toMatchObject({ rule: 'toy.toy.unknown' })
})

it('a reason names the fault that cut, and not the one that made wait', async () => {
  const server = await start({ type: 'delay', ms: 1 })
  server.kernel.defaultWorkspace.faults.add({ match: {}, effect: { type: 'reset' } })
  await exchange(server, 'http')
  expect(reasonOf(server)).toMatchObject({ message: expect.stringContaining('"f-2"') as string })
})

describe.each(['http', 'https'])('faults on the wire, over %s', (scheme) => {
  it('reset the connection', async () => {
    const server = await start({ type: 'reset' })
    expect(await exchange(server, scheme)).toMatchObject({ text: '', error: 'ECONNRESET' })
    const [entry] = server.kernel.defaultWorkspace.journal.list().entries
    expect(entry).toMatchObject({ fault: 'f-1', response: { status: 0, body: null } })
  })

  it('close the connection', async () => {
    const server = await start({ type: 'close' })
    expect(await exchange(server, scheme)).toMatchObject({ text: '', error: undefined })
  })

  it('break an answer off in its middle, with the whole length promised', async () => {
    const server = await start({ type: 'truncate' })
    const { text, body } = await exchange(server, scheme)
    expect(text).toMatch(/content-length: 30\r\n/i)
    expect(body).toBe('{"name":"ball",')
  })

  it.each([0, 5, 1000])('break an answer off after %i bytes', async (after) => {
    const server = await start({ type: 'truncate', after })
    const { text, body } = await exchange(server, scheme)
    expect(text).toMatch(/content-length: 30\r\n/i)
    expect(body).toBe('{"name":"ball","colour":"red"}'.slice(0, after))
  })

  it('let an answer drip', async () => {
    const server = await start({ type: 'drip', ms: 1 })
    const { body, pieces } = await exchange(server, scheme)
    expect(body).toBe('{"name":"ball","colour":"red"}')
    expect(pieces).toBeGreaterThan(5)
  })

  it('keep no request waiting that nobody waits for', async () => {
    const server = await start({ type: 'delay', ms: 3_600_000 })
    const [host = '', port] = server.authorities[0]!.split(':')
    const socket = connectTcp({ host, port: Number(port) })
    await new Promise((resolve) => socket.write('GET /toy/ball HTTP/1.1\r\nHost: localhost\r\n\r\n', resolve))
    const { faults } = server.kernel.defaultWorkspace
    await expect.poll(() => faults.get('f-1')?.fired).toBe(1)
    socket.destroy()
    await server.close()
  })
})

describe.each([
  ['of a length that is told', () => 'red'],
  ['that come piece by piece', () => pieces('re', 'd')],
  ['piece by piece, and none', () => pieces()],
  ['that are long', () => 'red'.padEnd(300_000, '.')],
])('bodies %s', (_how, bodyOf) => {
  it.each(['blue*', 'red'])('are read by a fault, and then by the product (fault for %s)', async (text) => {
    const server = await startServer(configFromOptions({ fixtures: toyWorld() }), { surfaces: [toySurface] })
    onTestFinished(() => server.close())
    const { faults, journal } = server.kernel.defaultWorkspace
    faults.add({ match: { body: { contains: text } }, effect: { type: 'status', status: 418 } })
    const body = bodyOf()
    const answer = await fetch(`http://${server.authorities[0]}/toy/ball`, {
      method: 'POST',
      body,
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    })
    const [entry] = journal.list({ limit: 1 }).entries
    const isMet = text === 'red' && !_how.endsWith('none')
    expect(answer.status === 418).toBe(isMet)
    expect(entry?.fault).toBe(isMet ? 'f-1' : undefined)
  })
})

it('nobody waits for a body that a client may not send', async () => {
  const server = await startServer(configFromOptions({ settings: { sps: { expect100: 'reject417' } } }))
  onTestFinished(() => server.close())
  server.kernel.defaultWorkspace.faults.add({ match: { body: 'x' }, effect: { type: 'status', status: 418 } })
  const status = await new Promise((resolve, reject) => {
    const headers = { expect: '100-continue', 'content-length': 1 }
    const sent = request(`${server.urls['sps']}/transaction`, { method: 'POST', headers, timeout: 10_000 })
    sent.on('response', (answer) => {
      resolve(answer.statusCode)
      sent.destroy()
    })
    sent.on('timeout', () => reject(new Error('nobody answers')))
    sent.on('error', reject)
    sent.flushHeaders()
  })
  expect(status).toBe(417)
})

function pieces(...texts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      for (const text of texts) {
        controller.enqueue(Buffer.from(text))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      controller.close()
    },
  })
}
