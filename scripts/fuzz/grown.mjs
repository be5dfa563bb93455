// @ts-check
// What is asked of a world in which very many rows have changed, and of a full journal, one request after the other:
// `node scripts/fuzz/grown.mjs [--rows 1000000] [--rounds 1] [--only text]` prints how long each held the event loop at a stretch.
import { parseArgs } from 'node:util'
import { prepare } from './heavy-requests.mjs'
import { startWatched } from './watched.mjs'

/** As many as a journal keeps. */
const ENTRIES = 10_000
const JSON_TYPE = { 'content-type': 'application/json' }

/** @param {number} rows @param {number} rounds @param {string | undefined} only */
async function runGrown(rows, rounds, only) {
  const server = await startWatched({ requestTimeout: '10m' })
  const context = await prepare(server.authority)
  const base = `http://${server.authority}`
  const token = { authtoken: context.pmp }
  const basic = { authorization: context.xtam }
  for (let sent = 0; sent < ENTRIES; sent += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        fetch(`${base}/restapi/json/v1/resources/${sent + at}/accounts`, { headers: token }).then((one) =>
          one.text(),
        ),
      ),
    )
  /** @type {{ label: string, status: number, ms: number, seconds: number }[]} */
  const results = []
  /** @param {string} label @param {number} status @param {number} since */
  const note = async (label, status, since) => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const [longest] = await server.stalls()
    const seconds = (performance.now() - since) / 1000
    results.push({ label, status, ms: Math.round(longest?.[1] ?? 0), seconds })
    console.log(
      `${String(results.at(-1)?.ms).padStart(6)} ms  ${status}  ${label} (${seconds.toFixed(1)} s in all)`,
    )
  }
  /** @param {string} label @param {string} url @param {object} [options] */
  const ask = async (label, url, options = {}) => {
    if (only !== undefined && !label.includes(only)) return
    const since = performance.now()
    const answer = await fetch(base + url, { redirect: 'manual', ...options })
    for await (const _ of answer.body ?? []);
    await note(label, answer.status, since)
  }
  /** @param {string} url @param {object} [body] @param {string} [method] @returns {[string, object]} */
  const send = (url, body, method = 'POST') => [
    `/__mock/${url}`,
    body === undefined ? { method } : { method, headers: JSON_TYPE, body: JSON.stringify(body) },
  ]
  await server.stalls()
  /** @param {string} when */
  const askAll = async (when) => {
    for (const url of [
      'state/diff',
      'state/diff?surface=xtam',
      'state',
      'state/xtam/users?limit=50',
      'state/xtam/users?limit=50&from=900000',
      'state/xtam/users?limit=50&search=nothing-of-that-kind',
      'state/pmp/accounts?limit=50',
      'journal?limit=20',
      'journal.har',
      'journal?match=%7B%22body%22%3A%22nothing%22%7D',
      'ledger?surface=xtam',
      'ledger',
      'advice',
      'metrics',
      'world',
      'handles',
    ])
      await ask(`${when}: GET ${url}`, `/__mock/${url}`)
    await ask(
      `${when}: POST journal/verify, nearest misses`,
      ...send('journal/verify', { match: { path: '/nothing' }, count: { atLeast: 1 } }),
    )
    await ask(`${when}: POST snapshots`, ...send('snapshots', { name: 'one' }))
    await ask(`${when}: GET state/diff from a snapshot`, '/__mock/state/diff?from=one')
    await ask(`${when}: xtam: a user is looked up`, '/xtam/rest/user/whoami', { headers: basic })
    await ask(`${when}: xtam: a user is made`, '/xtam/rest/user/create', {
      method: 'POST',
      headers: { ...basic, ...JSON_TYPE },
      body: JSON.stringify({
        login: `made-${when}`,
        firstName: 'a',
        lastName: 'b',
        password: 'Fake-pass-1!',
      }),
    })
    await ask(`${when}: xtam: users are listed`, '/xtam/rest/users?count=20', { headers: basic })
    await ask(`${when}: pmp: resources are listed`, '/restapi/json/v1/resources', { headers: token })
    await ask(`${when}: pmp: a password is read`, '/restapi/json/v1/resources/303/accounts/307/password', {
      headers: token,
    })
    await ask(`${when}: pmp: accounts are listed`, '/restapi/json/v1/resources/303/accounts', {
      headers: token,
    })
    await ask(`${when}: POST snapshots again`, ...send('snapshots', { name: 'two' }))
    await ask(`${when}: restore`, ...send('snapshots/one/restore'))
    await ask(`${when}: POST workspaces from`, ...send('workspaces', { id: 'other', from: 'default' }))
    await ask(`${when}: DELETE workspaces`, ...send('workspaces/other', undefined, 'DELETE'))
    const many = Object.fromEntries(
      Array.from({ length: 4500 }, (_, at) => [
        `new-${when}-${at}`,
        { key: `new-${when}-${at}`, count: 1, last: at },
      ]),
    )
    await ask(`${when}: PATCH state with 4 500 rows`, ...send('state/xtam', { failures: many }, 'PATCH'))
  }
  for (let round = 1; round <= rounds; round++) {
    const since = performance.now()
    await server.grow(rows)
    await note(`${rows} rows change, five hundred at a time`, 0, since)
    await askAll(`round ${round}`)
  }
  await ask('POST reset', ...send('reset'))
  await ask(
    'after the reset: pmp: a password is read',
    '/restapi/json/v1/resources/303/accounts/307/password',
    {
      headers: token,
    },
  )
  await server.stop()
  return results
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const results = await runGrown(Number(values.rows), Number(values.rounds), values.only)
const [longest] = results.toSorted((a, b) => b.ms - a.ms)
console.log(`longest stall ${longest?.ms} ms (${longest?.label})`)
