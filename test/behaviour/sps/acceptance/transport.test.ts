/** Section 1.3: the headers of every answer, the methods of every kind of resource, and where what was made is. */
import { describe, expect, it } from 'vitest'
import { startSps, type Answer, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'
const BUNDLES = '/api/troubleshooting/support-bundle'
const LIST = { name: 'l1', allow: 'no_user', except: [] }

describe('1.3 Allow, by kind of resource', () => {
  it.each([
    ['a singleton', `${TREE}/aaa/settings`, 'GET, PUT'],
    ['a collection that takes members', `${TREE}/policies/userlists`, 'GET, POST'],
    ['a member', `${TREE}/ssh/connections/8348340645707e2575e3c6`, 'DELETE, GET, PUT'],
    ['the passwords', `${TREE}/passwords`, 'POST'],
    ['a password', `${TREE}/passwords/0a1ec5d2-7c1b-4b7e-9d0c-5b7f5a1e0004`, 'GET'],
    ['the private keys', `${TREE}/private_keys`, 'POST'],
    ['the transaction', '/api/transaction', 'DELETE, GET, POST, PUT'],
    ['its changes', '/api/transaction/changes', 'GET'],
    ['a navigation node', `${TREE}/aaa`, 'GET'],
    ['the entry point', '/api', 'GET'],
    ['what is not there', '/api/no/such/path', 'GET'],
  ])('1.3 Allow of %s: %s has %s, whoever asks by whatever method', async (_what, path, allow) => {
    const sps = await startSps()
    const admin = await sps.login()
    const options = {
      method: 'OPTIONS',
      url: path,
      headers: { cookie: `session_id=${admin.session}` },
    } as const
    const answers = [
      await admin.get(path),
      await admin.delete(`${path}?`, { 'user-agent': 'Mozilla/5.0' }),
      await sps.anonymous.get(path),
      await sps.send(options),
      await sps.send({ ...options, method: 'HEAD' }),
    ]
    expect(answers.map(({ headers }) => headers.allow)).toEqual(Array(5).fill(allow))
  })

  it('1.3 Allow of the login: GET, and DELETE where a version has a logout', async () => {
    for (const [profile, allow] of [
      ['8.0', 'DELETE, GET'],
      ['6.9', 'GET'],
      ['4.x', 'GET'],
    ] as const)
      expect((await (await startSps(profile)).anonymous.get('/api/authentication')).headers.allow).toBe(allow)
  })
})

it('1.3 Content-Language and Content-Type: on every page that a user can read', async () => {
  const sps = await startSps()
  const admin = await sps.login()
  const { endpoints } = (await admin.get('/api/user/info')).json
  const readable = endpoints.filter(
    ({ url, methods }: { url: string; methods: string[] }) => methods.includes('GET') && !url.includes('{'),
  )
  expect(readable.length).toBeGreaterThan(100)
  for (const { url } of readable) {
    const answer = await admin.get(url)
    expect(answer.headers, url).toMatchObject({
      allow: expect.stringContaining('GET'),
      'content-language': 'en',
      'content-type': 'application/json',
    })
    expect(answer.json.meta.href, url).toBeTruthy()
    expect(answer.text, url).toBe(JSON.stringify(sorted(answer.json)))
  }
})

it('1.3 downloads have a type of their own, and the other headers like everything', async () => {
  const sps = await startSps()
  const admin = await sps.login()
  const { key } = (await admin.post(BUNDLES)).json
  sps.workspace.clock.advance(60_000)
  expect((await admin.get(`${BUNDLES}/${key}/download`)).headers).toMatchObject({
    allow: 'GET',
    'content-language': 'en',
    'content-type': 'application/gzip',
  })
})

describe('1.3 Location', () => {
  const octets = { 'content-type': 'application/octet-stream' }
  const made: readonly (readonly [string, (admin: SpsClient) => Promise<Answer>])[] = [
    ['a member', (admin) => admin.post(`${TREE}/policies/userlists`, LIST)],
    ['a password', (admin) => admin.post(`${TREE}/passwords`, { plain: 'not-a-real-password' })],
    ['an API key', (admin) => admin.post('/api/user/api_keys', { name: 'key' })],
    ['a firmware image', (admin) => admin.post('/api/upload/firmware', 'image', octets)],
    ['a support bundle', (admin) => admin.post(BUNDLES)],
    [
      'a host key',
      (admin) =>
        admin.post('/api/ssh-host-keys', {
          address: { selection: 'ip', value: '10.1.1.1' },
          port: 22,
          type: 'ssh-rsa',
          host_key: 'AAAA',
        }),
    ],
  ]
  it.each(made)('1.3 Location of a new object leads to it: %s', async (_what, make) => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await make(admin)
    expect(answer.status).toBe(201)
    const { location } = answer.headers
    expect([answer.json.meta.href, answer.json.meta.slot]).toContain(location)
    expect((await admin.get(location!)).json.key).toBe(answer.json.key)
  })
})

/** Members in alphabetical order, as the product prints them. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}
