/** A mixed load that is spread over a hundred workspaces against the same load on one. */
import { changePassword, reads, signIn } from '../support/calls.mjs'
import { createWorkspace } from '../support/control.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'

const WORKSPACES = 100

export function estimate(effort) {
  return raceSeconds(2, effort) + 4
}

export async function run(effort) {
  return withServers([serve('mock.mjs')], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const places = []
    for (let n = 0; n < WORKSPACES; n++) {
      const mount = await createWorkspace(base, `bench-${n}`)
      places.push({ mount, headers: await signIn(base + mount) })
    }
    const targets = [places.slice(0, 1), places].map((some) => ({ url: base, requests: mixed(some) }))
    const name = `reads and a write, ${WORKSPACES} workspaces / 1`
    return [row({ name, unit: '1/s' }, ...(await race(targets, effort)))]
  })
}

/** Each read, and a change; every request goes to the next workspace. */
function mixed(places) {
  const calls = places.map(({ mount, headers }) =>
    [...Object.values(reads(headers)), changePassword(headers.pmp)].map((call) =>
      Object.assign(call, { path: mount + call.path }),
    ),
  )
  let turn = 0
  return calls[0].map((_call, kind) => ({
    setupRequest: (request) => ({ ...request, ...calls[turn++ % calls.length][kind] }),
  }))
}
