/**
 * What the commit of one change costs in a small and in a large configuration: `node bench/sps-commit.mjs [--quick] [--json]`.
 * Both stand in one process and take turns, so that they meet the same noise; each figure is a median, in ms, and the
 * ratio is that of the medians.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../dist/app.js'
import { Kernel } from '../dist/kernel/kernel.js'
import { sps } from '../dist/vendors/sps/index.js'
import { median } from './support/load.mjs'

const SEEDS = join(import.meta.dirname, '../fixtures/seeds')
const [SMALL, LARGE] = [100, 100_000]
/** A commit may cost so much more; what is above 1 is the larger heap's and the machine's. */
const BAR = 1.2

const LISTS = '/api/configuration/policies/userlists'
const CONNECTIONS = '/api/configuration/ssh/connections'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } })
const rounds = values.quick ? 51 : 301

const worlds = [await openWorld(SMALL), await openWorld(LARGE)]
const changes = {
  'replace a member': ({ call }, round) =>
    call('PUT', `${LISTS}/list-1`, { name: 'list 1', allow: 'no_user', except: [`user ${round}`] }),
  'create a member': ({ call }, round) =>
    call('POST', LISTS, { name: `new ${round}`, allow: 'no_user', except: [] }),
  'delete a member': async ({ call, keys }) => call('DELETE', `${LISTS}/${keys.pop()}`),
  'replace a connection': ({ call, connection }, round) =>
    call('PUT', `${CONNECTIONS}/connection-1`, connection(1, round % 2 === 0)),
}
const results = []
for (const [name, change] of Object.entries(changes)) results.push(await compare(name, change))
if (values.json) console.log(JSON.stringify(results, null, 2))
else print(results)

/** Changes and commits in both worlds, in turns. */
async function compare(name, change) {
  const times = worlds.map(() => ({ whole: [], commit: [], read: [] }))
  for (let round = -10; round < rounds; round++) {
    // Who goes first changes, so that a drift of the machine favours neither.
    for (const at of round % 2 ? [1, 0] : [0, 1]) {
      const world = worlds[at]
      const start = performance.now()
      const { key } = await change(world, round)
      const changed = performance.now()
      await world.call('PUT', '/api/transaction', { status: 'commit' })
      const end = performance.now()
      await world.call('GET', `${LISTS}/list-2`)
      const read = performance.now()
      if (name === 'create a member') world.keys.push(key)
      // The first rounds warm up.
      if (round < 0) continue
      times[at].whole.push(end - start)
      times[at].commit.push(end - changed)
      times[at].read.push(read - end)
    }
  }
  const figure = (what) => {
    const [small, large] = times.map((all) => median(all[what]))
    return { small, large, ratio: large / small, bar: BAR }
  }
  return {
    name,
    objects: [SMALL, LARGE],
    commit: figure('commit'),
    whole: figure('whole'),
    read: figure('read'),
  }
}

/** A configuration of so many objects: nine user lists to a connection, over the built-in one. */
async function openWorld(objects) {
  const data = seed()
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
  const kernel = new Kernel({
    surfaces: [sps],
    fixtures: { name: 'bench', directories: [SEEDS], data: { sps: data } },
  })
  const app = await buildApp({ kernel, surfaces: [sps] })
  const authorization = `Basic ${Buffer.from('admin:a').toString('base64')}`
  const login = await app.inject({ url: '/api/authentication', headers: { authorization } })
  const [cookie] = [login.headers['set-cookie']].flat()[0].split(';')
  const call = async (method, url, body) => {
    const headers = { cookie, ...(body && { 'content-type': 'application/json' }) }
    const answer = await app.inject({ method, url, headers, ...(body && { payload: JSON.stringify(body) }) })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  return { call, connection, keys: [] }
}

/** The built-in fixtures of the product, merged. */
function seed() {
  const folder = join(SEEDS, 'sps')
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const { $schema: _schema, ...data } = Object.assign({}, ...files)
  return data
}

function print(rows) {
  console.log(`Node ${process.version}; ${rounds} rounds, medians in ms\n`)
  console.log(`| change | what | ${SMALL} objects | ${LARGE} objects | ratio | bar |`)
  console.log('|---|---|---|---|---|---|')
  for (const { name, commit, whole, read } of rows) {
    for (const [what, one] of Object.entries({
      'the commit': commit,
      'change and commit': whole,
      'a member read after it': read,
    })) {
      const [small, large, ratio] = [one.small.toFixed(3), one.large.toFixed(3), one.ratio.toFixed(2)]
      const verdict = one.ratio <= one.bar ? 'met' : 'MISSED'
      console.log(`| ${name} | ${what} | ${small} | ${large} | ${ratio} | ${one.bar} ${verdict} |`)
    }
  }
}
