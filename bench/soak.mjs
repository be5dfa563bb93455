/**
 * The soak: `npm run soak -- [requests] [seed]`. A million requests to the three surfaces in one world:
 * logins, sign-in pages, reads, refusals, and a clock that goes on so that what is opened also ends. Prints the memory
 * after a collection at the start, every tenth and the end; it must stay flat after the first tenth.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../dist/app/app.js'
import { Kernel } from '../dist/kernel/kernel.js'
import { surfaces } from '../dist/surfaces.js'

const total = Number(process.argv[2] ?? 1_000_000)
/** The clock goes on so far with each request: sessions of twenty minutes end some hundreds of requests later, sign-in pages (eight hours) some ten thousand. */
const STEP_MS = 2500

const kernel = new Kernel({
  surfaces,
  seed: process.argv[3] ?? 'soak',
  fixtures: { name: 'soak', directories: [join(import.meta.dirname, '../fixtures/seeds')] },
  journal: { entries: 2000, bytes: 16 * 1024 * 1024 },
  limits: { auditEntries: 2000 },
})
const app = await buildApp({ kernel })
await app.ready()
const workspace = kernel.defaultWorkspace

const basic = (login) => `Basic ${Buffer.from(login).toString('base64')}`
const AUTHTOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
const password = '/restapi/json/v1/resources/303/accounts/307/password'

/** Each does a few requests and tells how many; none ends what it opens. */
const stories = [
  async () => {
    const login = await ask('/api/authentication', { authorization: basic('admin:a') })
    const headers = { cookie: `session_id=${login.cookies[0].value}` }
    await ask('/api/configuration/aaa/settings', headers)
    await ask('/api/transaction', { ...headers, 'content-length': '0' }, 'POST')
    return 3
  },
  async () => {
    await ask('/api/configuration/aaa/settings', {
      cookie: 'session_id=0000000000000000000000000000000000000000',
    })
    await ask('/api/authentication', { authorization: basic('admin:wrong') })
    return 2
  },
  async () => {
    const service = 'http://127.0.0.1/xtam/'
    const login = await ask(`/cas/login?service=${service}`, { token: 'yourXTAMtoken', host: '127.0.0.1' })
    const { pathname, search } = new URL(login.headers.location)
    const entry = await ask(pathname + search, { host: '127.0.0.1' })
    const session = entry.cookies.find(({ name }) => name === 'JSESSIONID')
    await ask('/xtam/rest/user/whoami', { cookie: `JSESSIONID=${session.value}` })
    return 3
  },
  async () => {
    await ask('/cas/login')
    await ask('/xtam/rest/record/unlock/i-2qhyGh2UB0V', { authorization: basic('xtam_login:xtam_password') })
    await ask('/xtam/rest/user/whoami', { authorization: basic('xtam_login:wrong') })
    return 3
  },
  async () => {
    await ask(password, { authtoken: AUTHTOKEN })
    await ask(password, { authtoken: 'nobody' })
    await ask('/restapi/json/v1/resources', { authtoken: AUTHTOKEN })
    return 3
  },
]

const started = performance.now()
/** @type {{ heap: number, handles: number, descriptors: number }[]} */
const held = []
let sent = 0
let next = 0
report()
for (let story = 0; sent < total; story++) {
  const count = await stories[story % stories.length]()
  workspace.clock.advance(count * STEP_MS)
  sent += count
  // What a turn of the event loop frees (objects that a WeakRef was asked for) would stay otherwise: inject needs no turn.
  await new Promise((resolve) => setImmediate(resolve))
  if (sent >= next) report()
}
await app.close()
const [first = held[0], last = first] = [held[1], held.at(-1)]
console.log(
  [
    `${sent} requests`,
    `heap ${(first.heap / 2 ** 20).toFixed(1)} MB after a tenth and ${(last.heap / 2 ** 20).toFixed(1)} MB at the end`,
    `handles ${first.handles} and ${last.handles}`,
    `file descriptors ${first.descriptors} and ${last.descriptors}`,
  ].join(', '),
)

function ask(url, headers = {}, method = 'GET') {
  return app.inject({ method, url, headers })
}

function report() {
  next += total / 10
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().length
  held.push({ heap: heapUsed, handles, descriptors: descriptors() })
  const rows = surfaces.map(({ name, slice }) => {
    const tables = Object.values(workspace.state(slice))
    return `${name} ${tables.reduce((sum, table) => sum + table.size, 0)}`
  })
  const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(
    `${String(sent).padStart(8)} requests, ${seconds} s: rss ${mb(rss)}, heap ${mb(heapUsed)}; rows ${rows.join(', ')}`,
  )
}

/** Open file descriptors, where the system shows them. */
function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}
