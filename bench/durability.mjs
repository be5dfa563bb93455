/**
 * What keeping state costs: the rate of changes with a data file against that in memory. Once for a change as a product
 * has it, and at three sizes of state for a request that does nothing but put one row, so that nothing hides the price.
 * `node bench/durability.mjs [--quick]`
 */
import { parseArgs } from 'node:util'
import { pair } from './support/load.mjs'
import { serve } from './support/processes.mjs'

/** A change may cost 1.2 times what it costs in memory. */
const BAR = 1 / 1.2

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } })
const effort = values.quick
  ? { rounds: 3, seconds: 1, connections: 16 }
  : { rounds: 9, seconds: 2, connections: 16 }

for (const durability of ['process', 'disk']) {
  await compare(`${durability}, a password of PMP`, 'product.mjs', {}, durability, changePassword)
  for (const megabytes of [1, 10, 100])
    await compare(`${durability}, a row of ${megabytes} MB`, 'notes.mjs', { megabytes }, durability, putRow)
}

async function compare(name, script, argument, durability, change) {
  const [memory, kept] = [await serve(script, argument), await serve(script, { ...argument, durability })]
  const { first, second, ratio, lowest, highest } = await pair(change(memory), change(kept), effort)
  await Promise.all([memory.stop(), kept.stop()])
  const range = `${lowest.toFixed(2)} to ${highest.toFixed(2)}`
  const verdict = durability === 'disk' ? '' : ratio >= BAR ? ', good' : `, below ${BAR.toFixed(2)}`
  console.log(
    `${name}: ${second}/s kept, ${first}/s in memory, ratio ${ratio.toFixed(2)} (${range})${verdict}`,
  )
}

function putRow({ url }) {
  return {
    url: `${url}/notes`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'row 0': { writer: 'bench', text: 'x'.repeat(200) } }),
    status: 204,
  }
}

function changePassword({ url }) {
  return {
    url: `${url}/restapi/json/v1/resources/303/accounts/307/password`,
    method: 'PUT',
    headers: { 'content-type': 'text/json', AUTHTOKEN: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' },
    body: 'INPUT_DATA={operation:{Details:{NEWPASSWORD:Test12345$,RESETTYPE:LOCAL,REASON:test}}}',
  }
}
