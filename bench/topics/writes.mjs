/** A write on each surface against bare Fastify routes that parse the same body and answer the same bytes. */
import {
  changePassword,
  changeUserList,
  commit,
  newRecord,
  newUserList,
  routeOf,
  signIn,
} from '../support/calls.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'

export function estimate(effort) {
  return raceSeconds(8, effort) + 3
}

export async function run(effort) {
  return withServers([serve('mock.mjs')], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const { xtam, sps, pmp } = await signIn(base)
    const { key } = JSON.parse((await routeOf(base, newUserList(sps))).body)
    const change = changeUserList(sps, key)
    const writes = {
      'PMP change password': { requests: [changePassword(pmp)] },
      'XTAM record/new': { requests: [newRecord(xtam)] },
      'SPS change inside a transaction': { requests: [change] },
      // A transaction belongs to one session, so its commits come one by one.
      'SPS change and commit': { requests: [change, commit(sps)], connections: 1 },
    }
    const calls = new Set(Object.values(writes).flatMap(({ requests }) => requests))
    const routes = []
    for (const call of calls) routes.push(await routeOf(base, call))
    return withServers([serve('fastify.mjs', { routes })], async (fastify) => {
      const rows = []
      for (const [name, load] of Object.entries(writes)) {
        const targets = [fastify, mock].map(({ ready }) =>
          Object.assign({ url: `http://${ready.authority}` }, load),
        )
        const facts = { name: `${name} / bare Fastify`, unit: '1/s' }
        rows.push(row(facts, ...(await race(targets, effort))))
      }
      return rows
    })
  })
}
