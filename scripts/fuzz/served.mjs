// @ts-check
// A server in a process of its own, watched: how long its event loop was held at a stretch, and by which requests. It is
// spoken to over the channel of `fork`: `stalls` gives what was found since the last time, `usage` what it holds.
import { subscribe } from 'node:diagnostics_channel'
import { readdirSync } from 'node:fs'
import { configFromOptions } from '../../dist/config/load-config.js'
import { startServer } from '../../dist/server/server.js'

const TICK_MS = 5
/** @type {Map<unknown, string>} */
const inFlight = new Map()
/** Those that ended since the last tick were in flight while it was late. @type {string[]} */
let ended = []
/** @type {Map<string, number>} */
let stalls = new Map()

subscribe('http.server.request.start', (/** @type {any} */ { request }) => {
  inFlight.set(request, request.headers['x-fuzz'] ?? `${request.method} ${request.url?.slice(0, 80)}`)
})
subscribe('http.server.response.finish', (/** @type {any} */ { request }) => {
  ended.push(inFlight.get(request) ?? '?')
  inFlight.delete(request)
})

let last = performance.now()
setInterval(() => {
  const now = performance.now()
  const late = now - last - TICK_MS
  last = now
  const those = [...ended, ...inFlight.values()]
  ended = []
  if (late < 20) return
  const label = those.length === 0 ? 'nothing in flight' : [...new Set(those)].slice(0, 3).join(' + ')
  if (late > (stalls.get(label) ?? 0)) stalls.set(label, late)
}, TICK_MS)

const server = await startServer(configFromOptions(JSON.parse(process.argv[2] ?? '{}')))

process.on('message', (/** @type {string} */ asked) => {
  if (asked === 'stalls') {
    process.send?.({ stalls: [...stalls] })
    stalls = new Map()
  } else if (asked === 'usage') process.send?.({ usage: usage() })
})
process.on('disconnect', () => void server.close().then(() => process.exit()))
process.send?.({ authority: server.authorities[0] })

function usage() {
  globalThis.gc?.()
  globalThis.gc?.()
  return {
    heap: process.memoryUsage().heapUsed,
    handles: process.getActiveResourcesInfo().length,
    descriptors: descriptors(),
  }
}

/** Open file descriptors, where the system shows them. */
function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}
