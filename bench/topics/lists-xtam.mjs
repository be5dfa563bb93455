/**
 * What a page of XTAM's lists costs in a large estate, held against the same page in a small one. Whole requests, without
 * a network. In both estates a page shows as many rows, and each group has as many members.
 */
import { join } from 'node:path'
import { buildApp } from '../../dist/app/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { xtam } from '../../dist/vendors/xtam/index.js'
import { ratioAtMost } from '../support/bars.mjs'
import { count, inTurns, row, timeOf } from '../support/rounds.mjs'

const FEW = 100
const PAGE = 20
const SEEDS = join(import.meta.dirname, '../../fixtures/seeds')
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const [ROOT, FULL, TYPE] = [1, 2, 3].map(publicId)

/** What follows `/rest/`; each with a page of twenty. */
const PAGES = {
  'search for a text': 'record/search?query=record-',
  'search by type': 'record/search?query=type:unix',
  'search by rights': 'record/search?query=acl:reader',
  'the root folder': 'record/search?query=',
  'archived records': 'record/archived?',
  users: 'user/list?',
  groups: 'group/list?',
  'audit trail': 'audit/list?',
  'audit trail of a user': 'audit/list?user=admin',
  jobs: 'job/list?',
  'jobs of a record': `job/list?record=${publicId(1001)}`,
  'sessions on hosts': 'session/list?',
  'requests of a user': 'workflow/list?',
}

export function estimate({ entities, rounds, samples }) {
  return 10 + entities / 10_000 + rounds * samples * 0.05
}

export async function run({ entities, rounds, samples }) {
  const estates = [await openEstate(FEW), await openEstate(entities)]
  const rows = []
  for (const [name, path] of Object.entries(PAGES)) {
    const measures = estates.map((call) => () => timeOf(() => page(call, path), samples))
    for (const measure of measures) await measure()
    const facts = { name: `${name}, ${count(entities)} rows / ${count(FEW)}`, unit: 'ms' }
    rows.push(row({ ...facts, bar: ratioAtMost(2) }, ...(await inTurns(measures, rounds))))
  }
  return rows
}

async function page(call, path) {
  const rows = await call(`${path}&limit=${PAGE}`)
  if (rows.length === 0) throw new Error(`${path} shows nothing.`)
}

async function openEstate(rows) {
  const kernel = new Kernel({
    surfaces: [xtam],
    fixtures: { name: 'bench', directories: [SEEDS], data: { xtam: estate(rows) } },
    limits: { auditEntries: rows },
  })
  fill(kernel.defaultWorkspace.state(xtam.slice), rows)
  const app = await buildApp({ kernel, surfaces: [xtam] })
  const authorization = `Basic ${Buffer.from('admin:Bench-12345').toString('base64')}`
  return async (path) => {
    const url = `/xtam/rest/${path}`
    const answer = await app.inject({ url, headers: { authorization, host: 'localhost' } })
    if (answer.statusCode !== 200) throw new Error(`GET ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
}

/** So many records, a tenth of them archived, and so many users, each five of them in a group of their own. */
function estate(rows) {
  const numbers = Array.from({ length: rows }, (_, n) => n)
  const identified = (kind, n, more) => {
    const number = kind * 10_000_000 + n
    return { id: publicId(number), number, ...more }
  }
  const user = (login, more) => ({ login, password: 'Bench-12345', ...more })
  return {
    users: [
      user('admin', identified(1, 0, { roles: ['System Administrator'] })),
      user('reader', identified(1, 1)),
      ...numbers.map((n) => user(`user-${n}`, identified(2, n, { groups: [`group-${Math.floor(n / 5)}`] }))),
    ],
    groups: numbers
      .slice(0, Math.ceil(rows / 5))
      .map((n) => identified(3, n, { name: `group-${n}`, description: '' })),
    recordTypes: [{ id: TYPE, number: 3, name: 'Unix Host', sessionManager: 'SSH' }],
    folders: [
      { id: ROOT, number: 1, name: 'Root', parent: null },
      { id: FULL, number: 2, name: 'Full', parent: ROOT },
    ],
    records: numbers.map((n) => ({
      id: publicId(1001 + n),
      number: 1001 + n,
      name: `record-${(n * 7919) % 1_000_003}`,
      // A page of the root folder is full in both estates.
      folder: n % 2 === 0 ? ROOT : FULL,
      type: TYPE,
      custom: `{"Host":"host-${n}"}`,
      archived: n % 5 === 4,
    })),
    permissions: [{ object: ROOT, principal: 'reader', recordControl: 'Viewer' }],
  }
}

/** What no fixture holds: the work of some time. */
function fill({ jobs, remoteSessions, workflowRequests, audit, sequences }, rows) {
  const common = { record: publicId(1001), login: 'admin' }
  for (let n = 1; n <= rows; n++) {
    const id = String(n)
    const [login, record] = n % 2 === 0 ? ['admin', publicId(1001)] : ['reader', publicId(1002)]
    jobs.put(id, { ...common, ...job, id, login, record })
    remoteSessions.put(id, { ...common, ...session, id, login, record })
    if (n <= PAGE) workflowRequests.put(id, { ...common, ...request, id })
    else workflowRequests.put(id, { ...common, ...request, id, login: 'reader' })
    audit.touch(String(n % rows), { ...event, number: n, login, object: record })
  }
  sequences.put('audit', { next: rows + 1 })
}

const job = {
  task: '1',
  name: 'Check',
  script: 'Check Status',
  event: 'On Demand',
  queuedAt: 0,
  startsAt: 0,
  endsAt: 0,
  outcome: 'Completed',
  message: '',
}
const session = {
  joined: [],
  protocol: 'SSH',
  isRecorded: false,
  startedAt: 0,
  lapsesAt: 0,
  endedAt: 1,
  endedBy: '',
}
const request = {
  action: 'Record Control',
  reason: '',
  from: 0,
  until: 1,
  decision: 'Active',
  decidedBy: '',
  createdAt: 0,
}
const event = { time: 0, ip: '', category: 'Record', level: 'INFO', event: 'Unlock', message: 'Unlock' }

function publicId(number) {
  let text = ''
  for (let rest = number; text.length < 10; rest = Math.floor(rest / 62)) text = DIGITS[rest % 62] + text
  return `i-1${text}`
}
