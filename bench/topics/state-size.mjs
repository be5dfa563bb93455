/** The same read on estates of a hundred accounts, of ten thousand and of many more. */
import { ratioAtLeast } from '../support/bars.mjs'
import { estateRequest } from '../support/estate.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { count, row } from '../support/rounds.mjs'

const [FEW, MORE] = [100, 10_000]

export function estimate(effort) {
  return raceSeconds(3, effort) + effort.entities / 25_000
}

export async function run(effort) {
  const sizes = [FEW, MORE, effort.entities]
  const starting = sizes.map((accounts) => serve('mock.mjs', { accounts }))
  return withServers(starting, async (...servers) => {
    const targets = servers.map(({ ready }, at) => estateRequest(`http://${ready.authority}`, sizes[at]))
    const [few, ...others] = await race(targets, effort)
    return others.map((rates, at) => {
      const name = `PMP password, ${count(sizes[at + 1])} accounts / ${FEW}`
      return row({ name, unit: '1/s', bar: ratioAtLeast(0.95) }, few, rates)
    })
  })
}
