/**
 * What a request costs the server in processor time, and where it goes: each read and each write at a fixed count, in
 * alternating rounds against bare Fastify and node:http with the same bytes. Steadier than rates on a busy machine, as time
 * in which others have the processor does not count.
 */
import { ratioAtMost } from '../support/bars.mjs'
import { priceOf, send, sharesOf } from '../support/fixed-load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { inTurns, row } from '../support/rounds.mjs'
import { workloads } from '../support/workloads.mjs'

/** The base case, and one variation at a time. */
const CASES = [
  { label: '' },
  { label: ', journal off', options: { journalLimit: 0 } },
  // Each round opens its connections anew: with 64, the handshakes would be a good part of what is measured.
  { label: ', https, 16 connections', scheme: 'https', connections: 16 },
  { label: ', 1 connection', connections: 1 },
]

/** The bars of requests in a second, as what one costs: 0.85 and 0.6 of a bare route's. */
const BARS = { read: ratioAtMost(1 / 0.85), write: ratioAtMost(1 / 0.6) }

/** Requests of a round, and of the warm-up, in which the journal fills. */
const amountOf = ({ seconds }) => Math.ceil(4000 * seconds)
const WARM_UP = 3

const LOADS = 7
/** Seconds that a thousand requests are thought to take. */
const THOUSAND = 0.15

export function estimate(effort) {
  const thousands = amountOf(effort) / 1000
  return CASES.length * (LOADS * 3 * (effort.rounds + WARM_UP) * thousands * THOUSAND + 5)
}

export async function run(effort) {
  const rows = []
  for (const one of CASES) rows.push(...(await measure(one, effort)))
  return rows
}

async function measure({ label, options, scheme = 'http', connections: usual = 64 }, effort) {
  return withServers([serve('mock.mjs', options)], async (mock) => {
    const { loads, routes } = await workloads(`http://${mock.ready.authority}`)
    const argument = { routes, https: scheme === 'https' }
    return withServers(
      [serve('fastify.mjs', argument), serve('node-http.mjs', argument)],
      async (...bare) => {
        const rows = []
        for (const [name, { kind, requests, connections = usual }] of Object.entries(loads)) {
          const targetOf = ({ ready: { authority } }) => ({ scheme, authority, requests, connections })
          const amount = amountOf(effort)
          const servers = [...bare, mock]
          for (const server of servers) await send(targetOf(server), amount * WARM_UP)
          const [byFastify, byNode, byMock] = await inTurns(
            servers.map((server) => () => priceOf(server, targetOf(server), amount)),
            effort.rounds,
          )
          const facts = (yardstick) => ({ name: `${name}${label} / ${yardstick}`, unit: 'µs' })
          const shares = await sharesOf(mock, targetOf(mock), amount * 2)
          rows.push(
            { ...row({ ...facts('bare Fastify'), bar: BARS[kind] }, byFastify, byMock), shares },
            row(facts('node:http'), byNode, byMock),
          )
        }
        return rows
      },
    )
  })
}
