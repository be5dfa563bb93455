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
let lastUsed = used()
setInterval(() => {
  const [now, usedNow] = [performance.now(), used()]
  // Where others use the processors, too, the wait for one is not counted.
  const late = Math.min(now - last, usedNow - lastUsed) - TICK_MS
  last = now
  lastUsed = usedNow
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
  else if (asked.startsWith('grow '))
    void grow(Number(asked.slice(5))).then(() => process.send?.({ [asked]: true }))
})
process.on('disconnect', () => void server.close().then(() => process.exit()))
process.send?.({ authority: server.authorities[0] })

/** Beyond the ids of the built-in world. */
const FIRST = 5_000_000

/**
 * Puts rows as requests would, five hundred in each update: half of them users of XTAM, half accounts of PMP.
 * @param {number} rows
 */
async function grow(rows) {
  const { kernel } = server
  const { defaultWorkspace: workspace } = kernel
  /** @param {string} name */
  const tablesOf = (name) =>
    /** @type {Record<string, any>} */ (
      workspace.state(kernel.surfaces.find((one) => one.name === name)?.slice)
    )
  const [users, accounts] = [tablesOf('xtam')['users'], tablesOf('pmp')['accounts']]
  const user = [...users.values()].find((one) => one.login === 'xtam_reader')
  const account = accounts.get('307')
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  for (let from = 0; from < rows / 2; from += 500) {
    const numbers = Array.from({ length: 500 }, (_, at) => from + at)
    workspace.update(() => {
      for (const one of numbers) {
        const login = `user-${one}`
        const id = `i-${one.toString(36).padStart(11, '0')}`
        const number = FIRST + one
        users.put(login, { ...user, id, number, login, password: `fake-password-of-${one}-${rows}` })
      }
    })
    await turn()
    workspace.update(() => {
      for (const one of numbers) {
        const id = String(FIRST + one)
        const resourceId = String(2 * FIRST + Math.floor(one / 100))
        accounts.put(id, {
          ...account,
          id,
          resourceId,
          name: `user-${one}`,
          password: `fake-secret-of-${one}`,
        })
      }
    })
    await turn()
  }
}

/** Milliseconds of processor time that this process has used. */
function used() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

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
