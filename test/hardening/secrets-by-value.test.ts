/**
 * A secret of the world, or what came in a credential's place, is hidden wherever people read: in the journal and its
 * archive, in the log, in metrics, in problem documents; as free text, too.
 */
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { fixturesOf } from '../support/hostile/products.ts'

/** Taken from the fixtures' own text, not from what the emulator takes for secret. */
const BUILT_IN = [
  ...new Set([
    ...surfaces.flatMap((surface) => {
      const text = JSON.stringify(fixturesOf(surface, (one) => one))
      return text.match(/(?<=")(?:fake|not-a-real-pass)-[\w.$!-]{3,80}(?=")/g) ?? []
    }),
    'xtam_password',
    'xtam_reader_password',
    'yourXTAMtoken',
    'fake "quoted" pässwörd',
    'JBSWY3DPEHPK3PXP',
    'B9A1809A-5BF7-4459-9ED2-8D4F499CB902',
    'iddPyMeUOnv9huR+zLfan1GbB4VYZ4/7UDHfbpY8socCJ7C1+VUyhjtcRHlysShHeLf9va63EEkt4x/G42EYLQ==',
  ]),
]
const ROOTS = ['/xtam/rest/user', '/cas/login', '/api/info', '/restapi/json/v1/resources', '/nowhere']

it('knows some secrets to look for', () => {
  expect(BUILT_IN.length).toBeGreaterThan(20)
})

describe.each(ROOTS)('secrets of the world that are sent below %s', (root) => {
  it('stand nowhere that people read', async () => {
    const { mock, log } = await startLogged()
    for (const secret of BUILT_IN) await sendEverywhere(mock, root, secret)
    const shown = `${await shownBy(mock)}\n${log()}`
    expect(mock.workspace.journal.size).toBeGreaterThan(BUILT_IN.length * 10)
    expect(writingsOf(BUILT_IN).filter((text) => shown.includes(text))).toEqual([])
  })
})

it('hides what was handed out: sessions, tickets, tokens', async () => {
  const { mock, log } = await startLogged()
  const { app } = mock
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  const handed: string[] = []
  const sps = await app.inject({ url: '/api/authentication', headers: basic('admin:a') })
  handed.push(...sps.cookies.map(({ value }) => value))
  const xtam = await app.inject({
    url: '/cas/login?service=http://127.0.0.1/xtam/',
    headers: { token: 'yourXTAMtoken', host: '127.0.0.1' },
  })
  handed.push(
    ...xtam.cookies.map(({ value }) => value),
    /ticket=([^&]+)/.exec(String(xtam.headers.location))![1]!,
  )
  const pmp = await app.inject({
    method: 'POST',
    url: '/api/json/request?OPERATION_NAME=LOGIN',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `INPUT_DATA=${encodeURIComponent('{"operation":{"Details":{"USERNAME":"admin","PASSWORD":"admin"}}}')}`,
  })
  expect([sps.statusCode, xtam.statusCode, pmp.statusCode]).toEqual([200, 302, 200])
  const long = handed.filter((value) => value.length >= 16)
  expect(long.length).toBeGreaterThan(2)
  for (const secret of long) await sendEverywhere(mock, '/api/info', secret)
  const shown = `${await shownBy(mock)}\n${log()}`
  expect(long.filter((text) => shown.includes(text))).toEqual([])
})

describe('what came in a credential’s place', () => {
  const WRONG = 'Tr0ub4dor&3 "x"'
  it.each([
    ['a header', { headers: { authtoken: 'never-known-0815' } }, 'never-known-0815'],
    [
      'Basic',
      { headers: { authorization: `Basic ${Buffer.from(`me:${WRONG}`).toString('base64')}` } },
      WRONG,
    ],
    ['a cookie', { headers: { cookie: 'session_id=never-known-0815' } }, 'never-known-0815'],
    ['the query', { query: { AUTHTOKEN: WRONG } }, WRONG],
    [
      'a JSON body',
      { headers: { 'content-type': 'application/json' }, payload: JSON.stringify({ PASSWORD: WRONG }) },
      WRONG,
    ],
    [
      'a form',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `PASSWORD=${encodeURIComponent(WRONG)}`,
      },
      WRONG,
    ],
  ])('%s, is hidden in the rest of its request', async (_place, send, secret) => {
    const { mock, log } = await startLogged()
    const path = `/restapi/json/v1/resources/${encodeURIComponent(secret)}`
    await mock.app.inject({
      method: 'POST',
      url: path,
      ...send,
      query: { ...('query' in send ? send.query : {}), note: secret },
      headers: { ...('headers' in send ? send.headers : {}), 'x-note': JSON.stringify(secret) },
    })
    const shown = `${await shownBy(mock)}\n${log()}`
    expect(mock.workspace.journal.size).toBe(1)
    expect(writingsOf([secret]).filter((text) => shown.includes(text))).toEqual([])
  })

  it('is hidden in a URL that cannot be read, and in the reason that tells so', async () => {
    const { mock, log } = await startLogged()
    await mock.app.inject('/restapi/json/v1/%zz?AUTHTOKEN=never-known-0815')
    const answer = await mock.app.inject('/nowhere/%zz?AUTHTOKEN=never-known-0815&token=never-known-4711')
    const shown = `${await shownBy(mock)}\n${log()}\n${answer.body}`
    expect(mock.workspace.journal.size).toBe(2)
    expect(shown).not.toContain('never-known')
  })
})

it('leaves words alone that a short or well-known secret is, and names that a password repeats', async () => {
  const { app, workspace } = await startApp({ surfaces })
  await app.inject('/api/admin?public=guest&a=weaker')
  expect(workspace.journal.list().entries[0]?.request.path).toBe('/api/admin?public=guest&a=weaker')
})

it('shows them to who asks for them', async () => {
  const { app } = await startApp({ surfaces })
  await app.inject('/api/xtam_password')
  expect((await app.inject('/__mock/journal?unmasked=true')).body).toContain('/api/xtam_password')
  expect((await app.inject('/__mock/journal')).body).toContain('/api/***')
})

async function startLogged(): Promise<{ mock: TestApp; log: () => string }> {
  let log = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString()
      done()
    },
  })
  const logger = pino({ level: 'trace' }, stream)
  return { mock: await startApp({ surfaces, logger, isHostile: true }), log: () => log }
}

/** A text in every part of requests where a client may put it by a slip. */
async function sendEverywhere({ app }: TestApp, root: string, secret: string): Promise<void> {
  const encoded = encodeURIComponent(secret)
  const everyByte = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const latin = JSON.stringify(secret).replaceAll(/[^\x20-\x7e]/g, '?')
  for (const url of [
    `${root}/${encoded}`,
    `${root}/${everyByte}`,
    `${root}/x${encoded}y/${encoded}`,
    `${root}?q=${encoded}&${encoded}=1`,
    `${root}?q=${everyByte}`,
    `${root}/%zz/${encoded}?q=${encoded}`,
    `/w/${encoded}/x`,
    `/__mock/state/${encoded}`,
    `/__mock/${encoded}`,
  ])
    await app.inject(url)
  await app.inject({
    url: root,
    headers: { 'x-note': latin, referer: `http://a/${encoded}`, 'user-agent': latin },
  })
  for (const payload of [
    { note: secret },
    { deep: [{ note: `before ${secret} after` }] },
    [JSON.stringify({ note: secret })],
  ])
    await app.inject({ method: 'POST', url: root, headers: json, payload: JSON.stringify(payload) })
  await app.inject({
    method: 'POST',
    url: root,
    headers: form,
    payload: `note=${encoded.replaceAll('%20', '+')}`,
  })
  await app.inject({ method: 'POST', url: root, headers: json, payload: `{"broken": "${secret}` })
  await app.inject({ method: 'POST', url: root, headers: { 'content-type': 'text/plain' }, payload: secret })
}

/** All that people read, but the log. */
async function shownBy({ app, kernel }: TestApp): Promise<string> {
  const shown: string[] = []
  for (const url of ['journal', 'journal.har', 'metrics', 'advice', 'faults', 'workspaces', 'snapshots'])
    shown.push((await app.inject(`/__mock/${url}`)).body)
  for (const secret of BUILT_IN.slice(0, 5)) {
    const encoded = encodeURIComponent(secret)
    for (const url of [
      `state/${encoded}`,
      `workspaces/${encoded}`,
      `faults/${encoded}`,
      `journal?surface=${encoded}`,
      encoded,
    ])
      shown.push((await app.inject(`/__mock/${url}`)).body)
    const misses = {
      match: { path: `/x/${secret}`, headers: { 'x-note': 'nothing' } },
      count: { exactly: 1 },
    }
    shown.push((await app.inject({ method: 'POST', url: '/__mock/journal/verify', payload: misses })).body)
  }
  expect(kernel.workspaces()).toHaveLength(1)
  return shown.join('\n')
}

function writingsOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  ])
}
