// @ts-check
// An example of each call of the control plane, asked of an emulator with the built-in world, whose ids are seeded and whose
// clock stands still. What differs from run to run all the same (ports, spans of real time, keys) is written as what it is like.
import { built } from './generated.mjs'

const NOW = '2026-03-01T12:00:00.000Z'
const MOST_ITEMS = 2
const MOST_MEMBERS = 12
/** Spans of real time. @type {Record<string, number>} */
const SPANS = { uptimeMs: 61_000, durationMs: 1.2, time: 1.2, wait: 1.2, offsetMs: 1_200_000 }
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n'

const STREAM =
  'retry: 1000\nid: 4f1d2c3b-6\nevent: ready\ndata: {"newest":6}\n\nid: 4f1d2c3b-7\ndata: {"id":"7","surface":"sps",…}\n\n'

/** In an order in which each finds what it needs. @type {readonly [id: string, method: string, path: string, body?: unknown][]} */
const CALLS = [
  ['control.health.get', 'GET', '/health'],
  ['control.ready.get', 'GET', '/ready'],
  ['control.clock.move', 'PATCH', '/clock', { advance: '20m' }],
  ['control.clock.get', 'GET', '/clock'],
  [
    'control.fault.create',
    'POST',
    '/faults',
    {
      match: { surface: 'sps', path: '/api/configuration*' },
      times: 1,
      effect: { type: 'status', status: 503 },
    },
  ],
  ['control.fault.list', 'GET', '/faults'],
  ['control.fault.get', 'GET', '/faults/f-1'],
  ['control.fault.delete', 'DELETE', '/faults/f-1'],
  ['control.fault.delete-all', 'DELETE', '/faults'],
  ['', 'GET', '../api/user_info'],
  ['control.journal.get', 'GET', '/journal?refused=true'],
  ['control.journal.archive', 'GET', '/journal.har'],
  [
    'control.journal.verify',
    'POST',
    '/journal/verify',
    { match: { surface: 'sps', status: 401 }, count: { exactly: 1 } },
  ],
  [
    '',
    'GET',
    '../restapi/json/v1/resources/303/accounts/307/password?AUTHTOKEN=B9A1809A-5BF7-4459-9ED2-8D4F499CB902',
  ],
  ['control.ledger.get', 'GET', '/ledger?object=307'],
  ['control.advice.get', 'GET', '/advice'],
  ['control.metrics.get', 'GET', '/metrics'],
  ['control.journal.clear', 'DELETE', '/journal'],
  ['control.state.count', 'GET', '/state'],
  ['control.world.get', 'GET', '/world'],
  ['control.state.get', 'GET', '/state/pmp?table=users'],
  ['control.state.page', 'GET', '/state/pmp/accounts?search=admin&limit=1'],
  ['control.handle.list', 'GET', '/handles'],
  [
    'control.request.send',
    'POST',
    '/requests',
    { as: { surface: 'sps', kind: 'users', name: 'admin' }, method: 'GET', path: '/api/configuration' },
  ],
  ['control.settings.get', 'GET', '/settings'],
  ['control.snapshot.take', 'POST', '/snapshots', { name: 'before' }],
  ['control.snapshot.list', 'GET', '/snapshots'],
  ['control.state.patch', 'PATCH', '/state/pmp', { resources: { 901: null } }],
  ['control.state.diff', 'GET', '/state/diff'],
  ['control.snapshot.restore', 'POST', '/snapshots/before/restore'],
  ['control.snapshot.forget', 'DELETE', '/snapshots/before'],
  ['control.action.list', 'GET', '/actions'],
  ['control.action.pull', 'POST', '/actions/sps/expire-session', {}],
  ['control.workspace.create', 'POST', '/workspaces', { id: 'team' }],
  ['control.workspace.list', 'GET', '/workspaces'],
  ['control.workspace.get', 'GET', '/workspaces/team'],
  ['control.workspace.delete', 'DELETE', '/workspaces/team'],
  ['control.workspace.create-named', 'PUT', '/workspaces/other', { profiles: { sps: '8.0' } }],
  ['control.coverage.get', 'GET', '/coverage'],
  ['control.rules.get', 'GET', '/rules'],
  ['control.authority.get', 'GET', '/ca.pem'],
  ['control.client-certificate.get', 'GET', '/client-certificates/admin'],
  ['control.workspace.reset', 'POST', '/reset'],
]

/** @returns {Promise<import('../src/openapi/examples.ts').ExamplesFile>} */
export async function controlExamples() {
  const { startPamMock } = await built('library/start.js')
  const mock = await startPamMock({ seed: 'examples' })
  try {
    const base = new URL(mock.urls.sps).origin
    await ask(base, 'PATCH', '/clock', { now: NOW, frozen: true })
    /** @type {Record<string, import('../src/openapi/examples.ts').SeenExchange>} */
    const seen = {}
    for (const [id, method, path, body] of CALLS) {
      const { status, text, isJson } = await ask(base, method, path, body)
      if (id === '') continue
      if (status >= 300) throw new Error(`${method} ${path} answers ${status}: ${text}`)
      const answer = isJson ? shortened(JSON.parse(text)) : text
      seen[id] = {
        request: body === undefined ? {} : { body },
        answer: text === '' ? {} : { body: settled(answer, base) },
      }
    }
    seen['control.journal.stream'] = { request: {}, answer: { body: STREAM } }
    seen['control.console.get'] = { request: {}, answer: { body: '<!doctype html>…' } }
    seen['control.console.file'] = { request: {}, answer: { body: '…' } }
    seen['control.openapi.get'] = { request: {}, answer: { body: { openapi: '3.1.0', info: {}, paths: {} } } }
    seen['control.openapi.yaml'] = { request: {}, answer: seen['control.openapi.get'].answer }
    seen['control.product-openapi.get'] = { request: {}, answer: seen['control.openapi.get'].answer }
    return seen
  } finally {
    await mock.close()
  }
}

/** @param {string} base @param {string} method @param {string} path @param {unknown} [body] */
async function ask(base, method, path, body) {
  const url = new URL(`${base}/__mock${path.startsWith('.') ? `/${path}` : path}`)
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, text: await answer.text(), isJson }
}

/** Without what only repeats. @param {any} value @returns {any} */
function shortened(value) {
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shortened)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_MEMBERS)
      .map(([name, one]) => [name, shortened(one)]),
  )
}

/** With what differs from run to run put in order. @param {any} value @param {string} base */
function settled(value, base) {
  const text = JSON.stringify(value, (name, one) => {
    if (typeof one === 'number' && name in SPANS) return SPANS[name]
    return typeof one === 'string' && one.startsWith('-----BEGIN') ? PEM : one
  })
  const measured = text
    .replaceAll(/(_seconds_total\{[^}]*\}) [\d.e-]+/g, '$1 0.0012')
    .replaceAll(/(_bytes) \d+/g, '$1 128000000')
  return JSON.parse(
    measured.replaceAll(new URL(base).host, '127.0.0.1:8080').replaceAll(`:${new URL(base).port}`, ':8080'),
  )
}
