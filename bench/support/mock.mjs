/**
 * The emulator on one port, from the built package. Argument: `{ "accounts"?: number }` replaces the estate of one
 * product by a generated one of that size.
 */
import { join } from 'node:path'
import { buildApp } from '../../dist/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { DEFAULT_LIMITS } from '../../dist/kernel/limits.js'
import { openListener } from '../../dist/listener.js'
import { surfaces } from '../../dist/surfaces.js'
import { estate } from './estate.mjs'

const { accounts } = JSON.parse(process.argv[2])
const kernel = new Kernel({
  surfaces,
  fixtures: {
    name: 'bench',
    directories: [join(import.meta.dirname, '../../fixtures/seeds')],
    ...(accounts ? { data: { pmp: estate(accounts) } } : {}),
  },
})
const app = await buildApp({ kernel })
await app.ready()
const listener = await openListener({
  host: '127.0.0.1',
  port: 0,
  handler: (request, response) => app.routing(request, response),
  tls: () => Promise.reject(new Error('The benchmark speaks http.')),
  onClientError: (_error, socket) => socket.destroy(),
  limits: {
    maxHeaderSize: DEFAULT_LIMITS.headerBytes,
    headersTimeoutMs: DEFAULT_LIMITS.headersTimeoutMs,
    requestTimeoutMs: DEFAULT_LIMITS.requestTimeoutMs,
    keepAliveTimeoutMs: DEFAULT_LIMITS.keepAliveTimeoutMs,
  },
})
console.log(JSON.stringify({ url: `http://127.0.0.1:${listener.port}` }))
process.on('SIGTERM', () => process.exit(0))
