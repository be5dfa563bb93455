/**
 * The benchmark: `npm run bench [-- --quick]`. Each figure is a ratio of two servers that were measured in the same run,
 * in alternating rounds; absolute rates depend on the machine and mean nothing elsewhere.
 */
import { parseArgs } from 'node:util'
import { estateRequest } from './support/estate.mjs'
import { pair } from './support/load.mjs'
import { serve } from './support/processes.mjs'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } })
const effort = values.quick
  ? { rounds: 3, seconds: 1, connections: 16 }
  : { rounds: 9, seconds: 3, connections: 16 }

const results = [...(await authenticatedReads()), await stateSize()]
if (values.json) console.log(JSON.stringify(results, null, 2))
else print(results)

/** The authenticated GET of each surface, journal on, against a bare Fastify route with the same answer. */
async function authenticatedReads() {
  const mock = await serve('mock.mjs')
  const reads = [
    {
      name: 'XTAM record unlock',
      path: '/xtam/rest/record/unlock/i-2qhyGh2UB0V',
      headers: { authorization: basic('xtam_login', 'xtam_password') },
    },
    {
      name: 'SPS configuration object',
      path: '/api/configuration/aaa/settings',
      headers: { cookie: await spsSession(mock.url) },
    },
    {
      name: 'PMP password',
      path: '/restapi/json/v1/resources/303/accounts/307/password',
      headers: { AUTHTOKEN: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' },
    },
  ]
  const routes = {}
  for (const { path, headers } of reads) routes[path] = await answerOf(mock.url + path, headers)
  const bare = await serve('bare.mjs', { routes })
  const results = []
  for (const { name, path, headers } of reads) {
    const measured = await pair({ url: bare.url + path, headers }, { url: mock.url + path, headers }, effort)
    results.push({ name: `${name} / bare Fastify`, bar: 0.7, ...measured })
  }
  await Promise.all([bare.stop(), mock.stop()])
  return results
}

/** The same request on an estate of a million accounts and on one of a hundred. */
async function stateSize() {
  const [small, large] = [100, 1_000_000]
  const [few, many] = [
    await serve('mock.mjs', { accounts: small }),
    await serve('mock.mjs', { accounts: large }),
  ]
  const measured = await pair(estateRequest(few.url, small), estateRequest(many.url, large), effort)
  await Promise.all([few.stop(), many.stop()])
  return { name: 'PMP password, 1 000 000 accounts / 100', bar: 0.95, ...measured }
}

async function answerOf(url, headers) {
  const answer = await fetch(url, { headers })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`)
  const own = new Set(['date', 'connection', 'keep-alive', 'content-length'])
  return {
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))),
    body: await answer.text(),
  }
}

async function spsSession(base) {
  const answer = await fetch(`${base}/api/authentication`, {
    headers: { authorization: basic('admin', 'a') },
  })
  return answer.headers.getSetCookie()[0].split(';')[0]
}

function basic(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function print(rows) {
  console.log(
    `Node ${process.version}; ${effort.rounds} rounds of ${effort.seconds} s, ${effort.connections} connections\n`,
  )
  console.log('| what | requests/s | against | ratio (lowest to highest) | bar |')
  console.log('|---|---|---|---|---|')
  for (const { name, first, second, ratio, lowest, highest, bar } of rows) {
    const span = `${ratio.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`
    console.log(`| ${name} | ${second} | ${first} | ${span} | ${bar} ${ratio >= bar ? 'met' : 'MISSED'} |`)
  }
}
