/** Whatever is written to a connection, over http or https: it is answered or closed in time, and the next client is served. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { hostileBytes, type Bytes } from '../support/hostile/bytes.ts'
import { tell } from '../support/hostile/tally.ts'
import { MARKER } from '../support/hostile/watch.ts'
import { startWholeServer, type RunningServer } from '../support/server.ts'

const CONNECTIONS = Number(process.env['PAM_MOCK_FUZZ_CONNECTIONS'] ?? 100)
const SEED = Number(process.env['PAM_MOCK_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const AT_A_TIME = 25
/** Several times what the server's own limits add up to. */
const PATIENCE_MS = 20_000
/** What a server may say to such requests (501 to CONNECT); 101 would mean that it had changed the protocol. */
const STATUSES = new Set([
  100, 200, 204, 302, 303, 400, 401, 403, 404, 405, 408, 411, 413, 415, 417, 431, 501,
])

describe.each(['http', 'https'] as const)('whatever is written to a connection over %s', (scheme) => {
  it(
    `is answered or closed in time, ${CONNECTIONS} times (seed ${SEED})`,
    { timeout: 120_000 + CONNECTIONS * 200 },
    async () => {
      vi.stubEnv('A_SECRET_OF_THE_MACHINE', MARKER)
      const server = await startWholeServer({
        headersTimeout: 400,
        requestTimeout: 800,
        keepAliveTimeout: 400,
        bodyLimit: 50_000,
      })
      const all = fc.sample(hostileBytes, { numRuns: CONNECTIONS, seed: SEED })
      for (let at = 0; at < all.length; at += AT_A_TIME) {
        const some = all.slice(at, at + AT_A_TIME)
        const answers = await Promise.all(some.map((bytes) => converse(server, scheme, bytes)))
        for (const [which, received] of answers.entries()) {
          const shown = JSON.stringify(some[which]).slice(0, 2000)
          expect(received, shown).not.toContain(MARKER)
          expect(received, shown).not.toContain('"statusCode":')
          for (const [, status] of received.matchAll(/^HTTP\/1\.1 (\d{3})/gm))
            expect(STATUSES, `${shown}\n${received.slice(0, 500)}`).toContain(Number(status))
        }
      }
      const longest = { operation: 'none', ms: 0 }
      tell({ part: `connections over ${scheme}`, seed: SEED, requests: CONNECTIONS, findings: {}, longest })
      const answer = await fetch(`${server.http}/__mock/health`)
      expect(answer.status).toBe(200)
    },
  )
})

/** Writes to a connection of its own and reads until the server closes it. @throws when that takes too long */
async function converse(
  server: RunningServer,
  scheme: 'http' | 'https',
  { pieces, isHalfClosed }: Bytes,
): Promise<string> {
  const { hostname: host, port } = new URL(server.http)
  const to = { host, port: Number(port), allowHalfOpen: true }
  const socket: Socket = scheme === 'http' ? connectTcp(to) : connectTls({ ...to, rejectUnauthorized: false })
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
  // The server may reset it while something is still being written.
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.on('end', () => socket.end())
  // On a busy machine a handshake may take longer than the server allows; it is closed in time then, too.
  await Promise.race([
    once(socket, scheme === 'http' ? 'connect' : 'secureConnect').catch(() => closed),
    closed,
  ])
  for (const piece of pieces) {
    if (!socket.writable) break
    socket.write(Buffer.from(piece, 'latin1'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (isHalfClosed) socket.end()
  const late = AbortSignal.timeout(PATIENCE_MS)
  await Promise.race([
    closed,
    once(late, 'abort').then(() => {
      socket.destroy()
      throw new Error(
        `Neither answered nor closed: ${JSON.stringify(pieces).slice(0, 2000)} (${received.slice(0, 200)})`,
      )
    }),
  ])
  return received
}
