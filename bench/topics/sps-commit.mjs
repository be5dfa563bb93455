/** What a change and its commit cost in a large configuration of SPS against a small one. */
import { ratioAtMost } from '../support/bars.mjs'
import { count, inTurns, median, row } from '../support/rounds.mjs'
import { builtIn, openSps } from '../support/sps.mjs'

const [SMALL, LARGE] = [100, 100_000]
/** A commit may cost so much more; what is above 1 is the larger heap's and the machine's. */
const BAR = ratioAtMost(1.2)

const LISTS = '/api/configuration/policies/userlists'
const CONNECTIONS = '/api/configuration/ssh/connections'

const CHANGES = {
  'replace a member': ({ call }, turn) =>
    call('PUT', `${LISTS}/list-1`, { name: 'list 1', allow: 'no_user', except: [`user ${turn}`] }),
  'create a member': async ({ call, created }, turn) => {
    const { key } = await call('POST', LISTS, { name: `new ${turn}`, allow: 'no_user', except: [] })
    created.push(key)
  },
  'delete a member': ({ call, created }) => call('DELETE', `${LISTS}/${created.pop()}`),
  'replace a connection': ({ call, connection }, turn) =>
    call('PUT', `${CONNECTIONS}/connection-1`, connection(1, turn % 2 === 0)),
}

const WHAT = { commit: 'the commit', whole: 'change and commit', read: 'a member read after it' }

export function estimate({ rounds, samples }) {
  return 15 + rounds * samples * 0.15
}

export async function run({ rounds, samples }) {
  const worlds = [await openWorld(SMALL), await openWorld(LARGE)]
  const rows = []
  for (const [name, change] of Object.entries(CHANGES)) {
    const measures = worlds.map((world) => () => commits(world, change, samples))
    for (const measure of measures) await measure()
    const [small, large] = await inTurns(measures, rounds)
    for (const [what, words] of Object.entries(WHAT)) {
      const facts = {
        name: `${name}: ${words}, ${count(LARGE)} objects / ${count(SMALL)}`,
        unit: 'ms',
        bar: BAR,
      }
      rows.push(row(facts, ...[small, large].map((figures) => figures.map((figure) => figure[what]))))
    }
  }
  return rows
}

/** Changes and commits so often. @returns the medians of the commit, of both, and of a read after it, in ms */
async function commits(world, change, samples) {
  const times = { commit: [], whole: [], read: [] }
  for (let sample = 0; sample < samples; sample++) {
    const start = performance.now()
    await change(world, ++world.turns)
    const changed = performance.now()
    await world.call('PUT', '/api/transaction', { status: 'commit' })
    const end = performance.now()
    await world.call('GET', `${LISTS}/list-2`)
    times.commit.push(end - changed)
    times.whole.push(end - start)
    times.read.push(performance.now() - end)
  }
  return Object.fromEntries(Object.entries(times).map(([what, all]) => [what, median(all)]))
}

/** A configuration of so many objects: nine user lists to a connection, over the built-in one. */
async function openWorld(objects) {
  const data = builtIn()
  const [sample] = Object.values(data.configuration.ssh.connections)
  const connection = (n, active = false) => ({
    ...sample,
    name: `connection ${n}`,
    active,
    network: { ...sample.network, targets: [`10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}/32`] },
  })
  for (let n = 1; n <= objects; n++) {
    if (n % 10 === 1) data.configuration.ssh.connections[`connection-${n}`] = connection(n)
    const list = { name: `list ${n}`, allow: 'no_user', except: [] }
    if (n % 10 !== 0) data.configuration.policies.userlists[`list-${n}`] = list
  }
  return { ...(await openSps(data)), connection, created: [], turns: 0 }
}
