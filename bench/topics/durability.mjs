/**
 * What keeping state costs: the rate of changes with a data file against that in memory. Once for a change as a product
 * has it, and at three sizes of state for a request that does nothing but put one row, so that nothing hides the price.
 */
import { ratioAtLeast } from '../support/bars.mjs'
import { changePassword, signIn } from '../support/calls.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { row } from '../support/rounds.mjs'

/** A change may cost 1.2 times what it costs in memory. `disk` waits for the disk, which sets its own price. */
const BARS = { process: { bar: ratioAtLeast(1 / 1.2) }, disk: {} }
const MEGABYTES = [1, 10, 100]

export function estimate(effort) {
  return 2 * (MEGABYTES.length + 1) * (raceSeconds(2, effort) + 6)
}

export async function run(effort) {
  const rows = []
  for (const [kept, bar] of Object.entries(BARS)) {
    const compare = async (name, script, argument, change) => {
      const starting = [serve(script, argument), serve(script, { ...argument, kept })]
      const rates = await withServers(starting, async (...servers) =>
        race(await Promise.all(servers.map(({ ready }) => change(`http://${ready.authority}`))), effort),
      )
      rows.push(row({ name: `${name}, kept (${kept}) / in memory`, unit: '1/s', ...bar }, ...rates))
    }
    await compare('PMP change password', 'mock.mjs', {}, changedPassword)
    for (const megabytes of MEGABYTES) {
      await compare(`a row of ${megabytes} MB of state`, 'notes.mjs', { megabytes }, changedRow)
    }
  }
  return rows
}

async function changedPassword(url) {
  const { pmp } = await signIn(url)
  return { url, requests: [changePassword(pmp)] }
}

function changedRow(url) {
  return {
    url: `${url}/notes`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'row 0': { writer: 'bench', text: 'x'.repeat(200) } }),
  }
}
