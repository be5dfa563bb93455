/**
 * What searching recorded sessions of SPS costs. Pages that an index leads to are asked of a large and of a small estate:
 * their ratio tells whether they grow with it. Searches that must look at every session are held against a plain loop
 * over the same table with the same test in plain JavaScript. Whole requests, without a network.
 */
import { ratioAtMost } from '../support/bars.mjs'
import { count, inTurns, row, timeOf } from '../support/rounds.mjs'
import { builtIn, openSps } from '../support/sps.mjs'

const FEW = 10_000

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

export function estimate({ entities, rounds, samples }) {
  return 5 + entities / 25_000 + rounds * (samples * 0.1 + entities / 200_000)
}

export async function run(effort) {
  const few = await openEstate(FEW)
  const many = await openEstate(effort.entities)
  return [...(await pages([few, many], effort)), ...(await scans(many, effort))]
}

async function pages(estates, { rounds, samples, entities }) {
  const rows = []
  for (const [name, query] of Object.entries(PAGES)) {
    const measures = estates.map((estate) => () => timeOf(() => page(estate, query), samples))
    for (const measure of measures) await measure()
    const facts = { name: `${name}, ${count(entities)} sessions / ${count(FEW)}`, unit: 'ms' }
    rows.push(row({ ...facts, bar: ratioAtMost(2) }, ...(await inTurns(measures, rounds))))
  }
  return rows
}

async function scans({ call, tables }, { rounds, entities }) {
  const rows = []
  for (const [query, holds] of Object.entries(SCANNED)) {
    const loop = () => {
      let found = 0
      for (const { document } of tables.auditSessions.values()) if (holds(document)) found++
      return found
    }
    const search = async () =>
      (await call('GET', `/api/audit/sessions/_count?q=${encodeURIComponent(query)}`)).count
    const [wanted, found] = [loop(), await search()]
    if (found !== wanted) throw new Error(`${query}: ${found} where a loop finds ${wanted}.`)
    const measures = [loop, search].map((act) => () => timeOf(act, 1))
    const name = `${query}, ${count(entities)} sessions / a plain loop`
    rows.push(row({ name, unit: 'ms', bar: ratioAtMost(3) }, ...(await inTurns(measures, rounds))))
  }
  return rows
}

async function page({ call, snapshot }, query) {
  const url = `/api/audit/sessions?${encodeURI(`limit=50&${query.replace('{{snapshot}}', snapshot)}`)}`
  const { items } = await call('GET', url)
  if (items.length === 0) throw new Error(`${url} finds nothing.`)
}

async function openEstate(count) {
  const { configuration } = builtIn()
  const estate = await openSps({ configuration, ...sessions(count) })
  const { snapshot } = (await estate.call('GET', '/api/audit/sessions/_snapshot')).body
  return { ...estate, snapshot }
}

function sessions(count) {
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
