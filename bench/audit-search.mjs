/**
 * What searching recorded sessions costs: `node --max-old-space-size=8000 bench/audit-search.mjs [--quick] [--json]`.
 *
 * Pages that an index leads to are asked of a small and of a large estate: their ratio tells whether they grow with it.
 * Searches that must look at every session are held against a plain loop over the same table with the same test in plain
 * JavaScript. Medians of whole requests, without a network.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../dist/app.js'
import { Kernel } from '../dist/kernel/kernel.js'
import { sps } from '../dist/vendors/sps/index.js'
import { median } from './support/load.mjs'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } })
const [FEW, MANY] = values.quick ? [10_000, 100_000] : [10_000, 1_000_000]
const ROUNDS = values.quick ? 21 : 51
const SCANS = values.quick ? 3 : 7

/** Those that an index leads to, with a page of fifty. */
const PAGES = {
  'newest first': 'sort=-start_time',
  'in the middle of the time': 'sort=start_time&start=2021-01-01T00:00:00Z',
  'offset 9 000': 'sort=-start_time&offset=9000',
  'longest first': 'sort=-duration',
  'highest score first': 'sort=-analytics.score.aggregated',
  'of a user': 'q=user.name:user-7&sort=-start_time',
  'live ones': 'q=active:true',
  'by recording.session_id': 'q=recording.session_id:"svc/live/bench:1"',
  'of a user on a protocol, in a snapshot': 'q=user.name:user-7 AND protocol:SSH&snapshot={{snapshot}}',
  'deep in a snapshot': 'sort=start_time&start=2021-06-01T00:00:00Z&snapshot={{snapshot}}',
}

/** Those that look at every session, and what a plain loop would ask of its document. */
const SCANNED = {
  'duration:>3000': (document) => document.duration > 3000,
  'client.name:*.42 AND NOT verdict:DENY': ({ client, verdict }) =>
    client.name.toLowerCase().endsWith('.42') && verdict !== 'DENY',
  'user.server_username:root OR duration:1': ({ user, duration }) =>
    user.server_username.includes('root') || duration === 1,
}

const few = await estate(FEW)
const many = await estate(MANY)
const results = [...(await pages()), ...(await scans())]
if (values.json) console.log(JSON.stringify(results, null, 2))
else print(results)

async function pages() {
  const measured = []
  for (const [name, query] of Object.entries(PAGES)) {
    const times = { few: [], many: [] }
    for (let round = 0; round < ROUNDS + 5; round++) {
      // Who goes first changes, so that a drift of the machine favours neither.
      const order = round % 2 ? ['few', 'many'] : ['many', 'few']
      for (const size of order) {
        const took = await timed(size === 'few' ? few : many, `limit=50&${query}`)
        if (round >= 5) times[size].push(took)
      }
    }
    const [small, large] = [median(times.few), median(times.many)]
    measured.push({ name, against: `${FEW} sessions`, small, large, ratio: large / small, bar: 2 })
  }
  return measured
}

async function scans() {
  const table = many.workspace.state(sps.slice).auditSessions
  const measured = []
  for (const [query, holds] of Object.entries(SCANNED)) {
    const times = { plain: [], search: [] }
    for (let round = 0; round < SCANS + 1; round++) {
      const began = performance.now()
      let found = 0
      for (const { document } of table.values()) if (holds(document)) found++
      const plain = performance.now() - began
      const url = `/api/audit/sessions/_count?q=${encodeURIComponent(query)}`
      const start = performance.now()
      const answer = await many.get(url)
      const search = performance.now() - start
      if (answer.json().count !== found)
        throw new Error(`${query}: ${answer.body} where a loop finds ${found}.`)
      if (round > 0) {
        times.plain.push(plain)
        times.search.push(search)
      }
    }
    const [small, large] = [median(times.plain), median(times.search)]
    measured.push({ name: query, against: 'a plain loop', small, large, ratio: large / small, bar: 3 })
  }
  return measured
}

async function timed({ get, snapshot }, query) {
  const url = `/api/audit/sessions?${encodeURI(query.replace('{{snapshot}}', snapshot))}`
  const start = performance.now()
  const answer = await get(url)
  const took = performance.now() - start
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  if (answer.json().items.length === 0) throw new Error(`${url} finds nothing.`)
  return took
}

async function estate(count) {
  const start = performance.now()
  const directories = [join(import.meta.dirname, '../fixtures/seeds')]
  const { configuration } = JSON.parse(readFileSync(join(directories[0], 'sps/configuration.json'), 'utf8'))
  const kernel = new Kernel({
    surfaces: [sps],
    fixtures: { name: 'bench', directories, data: { sps: { configuration, ...audit(count) } } },
  })
  const app = await buildApp({ kernel })
  const credentials = Buffer.from('admin:a').toString('base64')
  const login = await app.inject({
    url: '/api/authentication',
    headers: { authorization: `Basic ${credentials}` },
  })
  const [cookie] = [login.headers['set-cookie']].flat()[0].split(';')
  const get = (url) => app.inject({ url, headers: { cookie } })
  const { snapshot } = (await get('/api/audit/sessions/_snapshot')).json().body
  console.error(`${count} sessions, ready after ${Math.round(performance.now() - start)} ms`)
  return { get, snapshot, workspace: kernel.defaultWorkspace }
}

function audit(count) {
  const names = (prefix, many) => Array.from({ length: many }, (_, n) => `${prefix}${n}`)
  const target = (protocol, n) => ({ protocol, address: `10.9.0.${n}`, connection: `${protocol}-${n % 3}` })
  return {
    activeSessions: [{ id: 'svc/live/bench:1', protocol: 'ssh', user: 'user-1' }],
    audit: {
      generate: {
        count,
        from: '2020-01-01T00:00:00Z',
        to: '2022-01-01T00:00:00Z',
        users: names('user-', 50),
        clients: names('10.1.2.', 100),
        targets: names('', 60).map((n) => target(['ssh', 'rdp', 'telnet'][n % 3], n)),
      },
    },
  }
}

function print(rows) {
  console.log(`Node ${process.version}; ${MANY} sessions, medians\n`)
  console.log('| what | ms | against | ms there | ratio | bar |')
  console.log('|---|---|---|---|---|---|')
  for (const { name, against, small, large, ratio, bar } of rows) {
    const verdict = ratio <= bar ? 'met' : 'MISSED'
    console.log(
      `| ${name} | ${large.toFixed(2)} | ${against} | ${small.toFixed(2)} | ${ratio.toFixed(2)} | ${bar} ${verdict} |`,
    )
  }
}
