/**
 * Where a credential may live besides the rows of a committed world: in a transaction that is open, in a form that is under
 * way, in a file, as a hash alone. Sent as free text in another request, it is hidden wherever people read.
 */
import { generateKeyPairSync } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { streamJournal } from '../../src/control/journal-stream.ts'
import { surfaces } from '../../src/surfaces.ts'
import { startApp, type TestApp } from '../support/app.ts'

const SECRET = 'Zq9-never-seen-0815!'
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const BASIC = { authorization: `Basic ${Buffer.from('xtam_admin:xtam_admin_password').toString('base64')}` }
const AUTHTOKEN = { authtoken: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' }

/** Brings a secret into the world. @returns what it is */
type Bring = (mock: TestApp) => Promise<string>

const kinds: readonly (readonly [kind: string, bring: Bring])[] = [
  [
    'a private key in an open transaction of SPS',
    async (mock) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const plain = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
      const { ask } = await configure(mock)
      expect((await ask('POST', '/configuration/private_keys', { plain })).statusCode).toBe(201)
      return plain
    },
  ],
  [
    'a shared secret in an open transaction of SPS',
    async (mock) => {
      const { ask } = await configure(mock)
      const settings = (await ask('GET', '/configuration/aaa/settings')).json().body
      const sent = { ...settings, backend: { ...settings.backend, shared_secret: SECRET } }
      await ask('PUT', '/configuration/aaa/settings', sent)
      mock.workspace.world
        .draft(mock.workspace.world.drafts()[0]!)!
        .table('sps.nodes')
        .put('a/b', { path: 'a/b', collection: null, body: { deep: [{ shared_secret: SECRET }] } })
      return SECRET
    },
  ],
  [
    'a password of SPS, of which a hash alone is kept',
    async (mock) => {
      const { ask } = await configure(mock)
      expect((await ask('POST', '/configuration/passwords', { plain: SECRET })).statusCode).toBe(201)
      return SECRET
    },
  ],
  [
    'an API key of SPS, which is shown once',
    async (mock) => {
      const { ask } = await configure(mock)
      return (await ask('POST', '/user/api_keys', { name: 'ci' })).json().body.token
    },
  ],
  [
    'a field of a record of XTAM',
    async ({ app }) => {
      const payload = new URLSearchParams({
        name: 'x',
        custom: JSON.stringify({ Password: SECRET }),
      }).toString()
      const url = '/xtam/rest/record/new/i-2Zh30SUCq7c/i-83XfwpNvCHy'
      const headers = await withXsrf(app, FORM)
      const answer = await app.inject({ method: 'POST', url, headers, payload })
      expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()])
      return SECRET
    },
  ],
  [
    'a second factor that is being enrolled at the sign-in of XTAM',
    async ({ workspace }) => {
      workspace.world.table('xtam.flows').put('f', { execution: 'e-0815-never-seen', newSecret: SECRET })
      return SECRET
    },
  ],
  [
    'a password in INPUT_DATA of PMP',
    async (mock) => {
      const Details = { RESOURCENAME: 'r', ACCOUNTNAME: 'a', RESOURCETYPE: 'Linux', PASSWORD: SECRET }
      await enterInput(mock, 'POST', '/restapi/json/v1/resources', Details)
      return SECRET
    },
  ],
  [
    'a file in the key store of PMP, as it came',
    async ({ app }) => {
      const part = (name: string, rest: string) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n`
      const input = JSON.stringify({ operation: { Details: { keyName: 'k', description: 'd' } } })
      const answer = await app.inject({
        method: 'POST',
        url: '/api/pki/restapi/addKeystoreKey',
        headers: { ...AUTHTOKEN, 'content-type': 'multipart/form-data; boundary=b' },
        payload: `${part('INPUT_DATA', `\r\n\r\n${input}`)}${part('File', `; filename="k.pem"\r\n\r\n${SECRET}`)}--b--\r\n`,
      })
      expect(answer.body).toContain('Success')
      return SECRET
    },
  ],
]

it.each(kinds)('%s is hidden by value', async (_kind, bring) => {
  let log = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString()
      done()
    },
  })
  const mock = await startApp({ surfaces, logger: pino({ level: 'trace' }, stream) })
  const { app, workspace } = mock
  const secret = await bring(mock)
  // What brought it is told by its place, which other tests look at.
  workspace.journal.clear()
  log = ''
  const encoded = encodeURIComponent(secret)
  for (const url of [`/nowhere/${encoded}`, `/api/${encoded}?q=${encoded}`, `/xtam/rest/%zz/${encoded}`])
    await app.inject(url)
  await app.inject({
    method: 'POST',
    url: '/nowhere',
    headers: JSON_TYPE,
    payload: JSON.stringify({ note: secret }),
  })
  const shown = [log, await streamed(mock)]
  for (const url of ['journal', 'journal.har', 'ledger', 'advice', `state/${encoded}`])
    shown.push((await app.inject(`/__mock/${url}`)).body)
  const payload = { match: { path: '/nothing' }, count: { exactly: 1 } }
  shown.push((await app.inject({ method: 'POST', url: '/__mock/journal/verify', payload })).body)
  expect(workspace.journal.size).toBe(4)
  const text = shown.slice(0, -1).join('\n').replaceAll(`/__mock/state/${encoded}`, '') + shown.at(-1)
  const writings = [secret, encoded, JSON.stringify(secret).slice(1, -1)]
  expect(writings.filter((writing) => text.includes(writing))).toEqual([])
  expect((await app.inject('/__mock/journal?unmasked=true')).body).toContain(encoded)
})

it('is hidden still when so many rows have changed that they are looked through but once', async () => {
  const { app, workspace } = await startApp({ surfaces })
  const tokens = workspace.world.table('xtam.authTokens')
  const [row] = tokens.values() as Iterable<object>
  const put = (from: number): void =>
    workspace.update(() => {
      for (let at = from; at < from + 3000; at++)
        tokens.put(`t${at}`, { ...row, id: `t${at}`, text: `Tok-${at}-${at}` })
    })
  for (let round = 0; round < 5; round++) {
    put(round * 3000)
    for (const at of [0, round * 3000 + 2999]) await app.inject(`/nowhere/Tok-${at}-${at}`)
    expect((await app.inject('/__mock/journal')).body).not.toMatch(/Tok-\d/)
  }
  expect(workspace.journal.size).toBe(10)
})

/** An open transaction of the administrator. */
async function configure({ app }: TestApp) {
  const login = await app.inject({
    url: '/api/authentication',
    headers: { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` },
  })
  const headers = { cookie: `session_id=${login.cookies[0]?.value}` }
  await app.inject({ method: 'POST', url: '/api/transaction', headers })
  return {
    ask: (method: 'GET' | 'PUT' | 'POST', path: string, body?: object) =>
      app.inject({
        method,
        url: `/api${path}`,
        headers: body ? { ...headers, ...JSON_TYPE } : headers,
        ...(body && { payload: JSON.stringify(body) }),
      }),
  }
}

async function withXsrf(
  app: TestApp['app'],
  headers: Record<string, string>,
): Promise<Record<string, string>> {
  const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: BASIC })
  return {
    ...BASIC,
    ...headers,
    'x-xsrf-token': answer.cookies.find(({ name }) => /xsrf/i.test(name))?.value ?? '',
  }
}

async function enterInput({ app }: TestApp, method: 'POST', url: string, Details: object): Promise<void> {
  const payload = `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details } }))}`
  const answer = await app.inject({ method, url, headers: { ...AUTHTOKEN, ...FORM }, payload })
  expect(answer.body).toContain('Success')
}

/** The whole journal as the stream gives it. */
async function streamed({ workspace: { journal } }: TestApp): Promise<string> {
  const stream = streamJournal(journal, { query: {}, recent: 100 })
  let text = ''
  for await (const chunk of stream) {
    text += String(chunk)
    if ((text.match(/^data: \{"id"/gm)?.length ?? 0) >= journal.size) break
  }
  return text
}
