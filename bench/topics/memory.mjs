/** What many requests and many workspaces weigh. */
import { aboveByAtMost } from '../support/bars.mjs'
import { changePassword, reads, signIn } from '../support/calls.mjs'
import { createWorkspace } from '../support/control.mjs'
import { estateRequest } from '../support/estate.mjs'
import { burst } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { count, inTurns, row } from '../support/rounds.mjs'

const [ACCOUNTS, WORKSPACES] = [10_000, 1000]

export function estimate({ requests, rounds }) {
  return requests / 8000 + weighings(rounds) * 8
}

export async function run({ requests, rounds }) {
  return [await afterRequests(requests), await withWorkspaces(weighings(rounds))]
}

/** A tenth of them fills the journal and the trails, which are bounded; from then on memory should stay flat. */
async function afterRequests(wanted) {
  return withServers([serve('mock.mjs')], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const headers = await signIn(base)
    const load = { url: base, requests: [...Object.values(reads(headers)), changePassword(headers.pmp)] }
    let done = 0
    const until = async (goal) => {
      while (done < goal) {
        const rate = await burst(load, 1)
        done += Math.round(rate)
      }
      return mock.megabytes()
    }
    const tenth = await until(wanted / 10)
    const all = await until(wanted)
    const name = `memory after ${count(wanted)} requests / after a tenth of them`
    return row({ name, unit: 'MB' }, [tenth], [all])
  })
}

/** Each workspace has answered a request, so that its tables and its journal are open. */
async function withWorkspaces(rounds) {
  const measures = [{ workspaces: 0 }, { accounts: ACCOUNTS, workspaces: WORKSPACES }].map(
    ({ workspaces, ...world }) =>
      () =>
        withServers([serve('mock.mjs', { ...world, workspaceLimit: 2 * WORKSPACES })], async (mock) => {
          const base = `http://${mock.ready.authority}`
          for (let n = 0; n < workspaces; n++) {
            const { url, headers } = estateRequest(
              base + (await createWorkspace(base, `bench-${n}`)),
              ACCOUNTS,
            )
            const { status } = await fetch(url, { headers })
            if (status !== 200) throw new Error(`${url} answered ${status}.`)
          }
          return mock.megabytes()
        }),
  )
  const name = `memory, ${count(WORKSPACES)} workspaces over ${count(ACCOUNTS)} accounts / a fresh process`
  return row({ name, unit: 'MB', bar: aboveByAtMost(150) }, ...(await inTurns(measures, rounds)))
}

/** Memory hardly varies from one process to the next. */
function weighings(rounds) {
  return Math.min(rounds, 3)
}
