/**
 * What keeping state costs: the rate of changes with a data file against that in memory, at three sizes of state. The
 * request does nothing but put one row, so nothing hides the price. `node bench/durability.mjs [--quick]`
 */
import { parseArgs } from 'node:util'
import { pair } from './support/load.mjs'
import { serve } from './support/processes.mjs'

const BAR = 1 / 1.2

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } })
const effort = values.quick
  ? { rounds: 3, seconds: 1, connections: 16 }
  : { rounds: 9, seconds: 2, connections: 16 }

for (const durability of ['process', 'disk']) {
  for (const megabytes of [1, 10, 100]) {
    const [memory, kept] = [
      await serve('notes.mjs', { megabytes }),
      await serve('notes.mjs', { megabytes, durability }),
    ]
    const { first, second, ratio, lowest, highest } = await pair(change(memory), change(kept), effort)
    await Promise.all([memory.stop(), kept.stop()])
    const verdict = durability === 'disk' ? '' : ratio >= BAR ? ', good' : `, below ${BAR.toFixed(2)}`
    console.log(
      `${durability}, ${megabytes} MB: ${second}/s kept, ${first}/s in memory, ratio ${ratio.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})${verdict}`,
    )
  }
}

function change({ url }) {
  return {
    url: `${url}/notes`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'row 0': { writer: 'bench', text: 'x'.repeat(200) } }),
    status: 204,
  }
}
