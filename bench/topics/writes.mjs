/** A write on each surface against bare Fastify routes that parse the same body and answer the same bytes. */
import { ratioAtLeast } from '../support/bars.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'
import { workloads } from '../support/workloads.mjs'

export function estimate(effort) {
  return raceSeconds(8, effort) + 3
}

export async function run(effort) {
  return withServers([serve('mock.mjs')], async (mock) => {
    const { loads, routes } = await workloads(`http://${mock.ready.authority}`)
    const writes = Object.entries(loads).filter(([, { kind }]) => kind === 'write')
    return withServers([serve('fastify.mjs', { routes })], async (fastify) => {
      const rows = []
      for (const [name, { kind: _kind, ...load }] of writes) {
        const targets = [fastify, mock].map(({ ready }) =>
          Object.assign({ url: `http://${ready.authority}` }, load),
        )
        const facts = { name: `${name} / bare Fastify`, unit: '1/s', bar: ratioAtLeast(0.6) }
        rows.push(row(facts, ...(await race(targets, effort))))
      }
      return rows
    })
  })
}
