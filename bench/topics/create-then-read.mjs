/** Something is created and then read by its id or name, on each surface, against bare Fastify routes for both. */
import * as calls from '../support/calls.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'

export function estimate(effort) {
  return raceSeconds(6, effort) + 3
}

export async function run(effort) {
  return withServers([serve('mock.mjs')], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const { xtam, sps, pmp } = await calls.signIn(base)
    const stories = {
      'XTAM record': story(
        (name) => calls.newRecord(xtam, name),
        (id) => calls.unlockRecord(xtam, id),
      ),
      'SPS user list': story(
        (name) => calls.newUserList(sps, name),
        (key) => calls.readUserList(sps, key),
      ),
      // The answer of PMP tells no id.
      'PMP resource': story(
        (name) => calls.newResource(pmp, name),
        (name) => calls.readResource(pmp, name),
      ),
    }
    const routes = []
    for (const { rehearse } of Object.values(stories)) routes.push(...(await rehearse(base)))
    return withServers([serve('fastify.mjs', { routes })], async (fastify) => {
      const rows = []
      for (const [name, { requests }] of Object.entries(stories)) {
        const targets = [fastify, mock].map(({ ready }) => ({
          url: `http://${ready.authority}`,
          requests,
          verifyBody: (body) => !body.includes('"Failed"'),
        }))
        const facts = { name: `${name}, created and read / bare Fastify`, unit: '1/s' }
        rows.push(row(facts, ...(await race(targets, effort))))
      }
      return rows
    })
  })
}

/** Names are taken once, so each creation has one of its own. What is created is read by the id that it was given. */
function story(create, read) {
  let count = 0
  const nextName = () => `bench-${++count}`
  const idOf = (body, name) => {
    const { id, key } = JSON.parse(body)
    return id ?? key ?? name
  }
  return {
    requests: [
      {
        ...create('?'),
        setupRequest: (request, context) => {
          context.name = nextName()
          return { ...request, body: create(context.name).body }
        },
        onResponse: (_status, body, context) => (context.path = read(idOf(body, context.name)).path),
      },
      { ...read('?'), setupRequest: (request, { path }) => ({ ...request, path }) },
    ],
    rehearse: async (base) => {
      const name = nextName()
      const created = await calls.routeOf(base, create(name))
      return [created, await calls.routeOf(base, read(idOf(created.body, name)), read(':id').path)]
    },
  }
}
