/** The requests that the benchmark prices, each with the routes that a yardstick has to answer in its place. */
import {
  changePassword,
  changeUserList,
  commit,
  newRecord,
  newUserList,
  reads,
  routeOf,
  signIn,
} from './calls.mjs'

/** @returns by name `{ kind, requests, connections? }`, and the routes of them all */
export async function workloads(base) {
  const signedIn = await signIn(base)
  const { xtam, sps, pmp } = signedIn
  const { key } = JSON.parse((await routeOf(base, newUserList(sps))).body)
  const change = changeUserList(sps, key)
  const loads = {
    ...Object.fromEntries(
      Object.entries(reads(signedIn)).map(([name, call]) => [name, { kind: 'read', requests: [call] }]),
    ),
    'PMP change password': { kind: 'write', requests: [changePassword(pmp)] },
    'XTAM record/new': { kind: 'write', requests: [newRecord(xtam)] },
    'SPS change inside a transaction': { kind: 'write', requests: [change] },
    // A transaction belongs to one session, so its commits come one by one.
    'SPS change and commit': { kind: 'write', requests: [change, commit(sps)], connections: 1 },
  }
  const routes = []
  for (const call of new Set(Object.values(loads).flatMap(({ requests }) => requests)))
    routes.push(await routeOf(base, call))
  return { loads, routes }
}
