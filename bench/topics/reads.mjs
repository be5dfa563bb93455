/** The authenticated GET of each surface against a bare Fastify route and against node:http with the same answer. */
import { ratioAtLeast } from '../support/bars.mjs'
import { reads, routeOf, signIn } from '../support/calls.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'

/** The base case, and one variation at a time. */
const CASES = [
  { label: '' },
  { label: ', journal off', options: { journalLimit: 0 } },
  // Each burst opens its connections anew: of 64, the handshakes would be a good part of what is measured.
  { label: ', https, 16 connections', scheme: 'https', connections: 16 },
  { label: ', 1 connection', connections: 1 },
]

export function estimate(effort) {
  return CASES.length * (raceSeconds(9, effort) + 3)
}

export async function run(effort) {
  const rows = []
  for (const one of CASES) rows.push(...(await measure(one, effort)))
  return rows
}

async function measure({ label, options, scheme = 'http', connections = 64 }, effort) {
  return withServers([serve('mock.mjs', options)], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const calls = reads(await signIn(base))
    const routes = await Promise.all(Object.values(calls).map((call) => routeOf(base, call)))
    const argument = { routes, https: scheme === 'https' }
    const yardsticks = [serve('fastify.mjs', argument), serve('node-http.mjs', argument)]
    return withServers(yardsticks, async (fastify, node) => {
      const rows = []
      for (const [name, { path, headers }] of Object.entries(calls)) {
        const targets = [fastify, node, mock].map(({ ready }) => ({
          url: `${scheme}://${ready.authority}${path}`,
          headers,
          connections,
        }))
        const [byFastify, byNode, byMock] = await race(targets, effort)
        const against = (yardstick) => ({ name: `${name}${label} / ${yardstick}`, unit: '1/s' })
        const bar = options ? {} : { bar: ratioAtLeast(0.85) }
        rows.push(row({ ...against('bare Fastify'), ...bar }, byFastify, byMock))
        rows.push(row(against('node:http'), byNode, byMock))
      }
      return rows
    })
  })
}
