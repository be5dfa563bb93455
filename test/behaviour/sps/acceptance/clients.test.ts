/** One test for each row of the table of clients: what a client sends, in its own manner, and what it reads from the answers. */
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../../src/tls/certificate.ts'
import { basic, sessionIn, startSps, type Answer, type Sps } from '../client.ts'

const EMAIL = '/api/configuration/management/email'
const LOGIN = '/api/authentication'
const TRANSACTION = '/api/transaction'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Sends a call as the client does. */
type Call = (method: Method, path: string, body?: object | string) => Promise<Answer>

describe('9 OneIdentity/safeguard-ps, src/sessionapi.psm1', () => {
  it('9 safeguard-ps: connects by login method, and finds the methods without a session', async () => {
    const sps = await startSps()
    const headers = { ...POWERSHELL, authorization: basic('admin', 'a') }
    expect((await sps.send({ url: `${LOGIN}?login_method=local`, headers })).status).toBe(200)
    const { json } = await sps.send({ url: `${LOGIN}/login_methods`, headers: POWERSHELL })
    expect(json.login_methods.map(({ name }: { name: string }) => name)).toContain('local')
    expect((await sps.send({ url: '/api/setup', headers: POWERSHELL })).json.status).toBe('completed')
  })

  it('9 safeguard-ps: lists the endpoints under /api//, keys and links', async () => {
    const { call } = await powershell()
    const { items } = (await call('GET', '/api//')).json
    expect(items.length).toBeGreaterThan(10)
    for (const { key, meta } of items)
      expect([200, 405], key).toContain((await call('GET', meta.href)).status)
  })

  it('9 safeguard-ps: opens, reads, edits, looks at the changes and commits', async () => {
    const { call } = await powershell()
    expect((await call('POST', TRANSACTION)).status).toBe(200)
    const { body } = (await call('GET', EMAIL)).json
    expect((await call('PUT', EMAIL, { ...body, admin_address: 'b@example.com' })).status).toBe(200)
    const open = (await call('GET', TRANSACTION)).json
    expect(open.body).toEqual({ status: 'open', commit_message: 'optional' })
    expect(open.meta.remaining_seconds).toBe(1200)
    expect((await call('GET', open.meta.changes)).json.changes).toMatchObject([
      { type: 'replace', path: EMAIL },
    ])
    expect((await call('PUT', TRANSACTION, { status: 'commit' })).status).toBe(200)
    expect((await call('GET', TRANSACTION)).json.meta.changes, 'no link, nothing to fetch').toBeUndefined()
    expect((await call('GET', EMAIL)).json.body.admin_address).toBe('b@example.com')
  })

  it('9 safeguard-ps: drops the transaction on a failure, and tells the error by its type', async () => {
    const { call } = await powershell()
    await call('POST', TRANSACTION)
    const { error, ...rest } = (await call('PUT', EMAIL, { admin_address: 1 })).json
    expect(`${error.type}: ${error.message}`).toBe('SemanticError: The object does not match the schema')
    expect(rest).not.toHaveProperty('Code')
    expect((await call('DELETE', TRANSACTION)).status).toBe(200)
    expect((await call('GET', TRANSACTION)).json.body.status).toBe('closed')
  })

  it('9 safeguard-ps: completes the wizard and polls until it is done', async () => {
    const sps = await startSps('8.0', { setup: 'uninitialized' })
    const call = caller(sps, POWERSHELL)
    expect((await call('GET', '/api/setup')).json.status).toBe('uninitialized')
    const done = await call('POST', '/api/setup', {
      accept_eula: true,
      license: null,
      administration: { root_password: 'not-a-real-password', admin_password: 'fake' },
      network: { hostname: 'sps', domainname: 'example.com', initial_address: '10.0.0.5/24' },
    })
    expect([done.status, done.text]).toEqual([303, ''])
    expect((await call('GET', '/api/setup')).json.status).toBe('booting')
    sps.workspace.clock.advance(10_000)
    expect((await call('GET', '/api/setup')).json.status).toBe('completed')
    const headers = { ...POWERSHELL, authorization: basic('admin', 'fake') }
    expect((await sps.send({ url: LOGIN, headers })).status).toBe(200)
  })

  it('9 safeguard-ps: uploads firmware, tests and installs it, and polls /api/info', async () => {
    const { call, sps, session } = await powershell()
    const headers = {
      ...POWERSHELL,
      'content-type': 'application/x-iso9660-image',
      cookie: `session_id=${session}`,
    }
    const image = {
      method: 'POST',
      url: '/api/upload/firmware',
      headers,
      payload: Buffer.alloc(4096),
    } as const
    expect((await sps.send(image)).status).toBe(201)
    const { items } = (await call('GET', '/api/firmware/slots')).json
    const slot = items.find(({ body }: Slot) => body.version !== undefined && !body.current)
    const slot_id = Number(slot.key)
    const tested = await call('POST', '/api/firmware/test', { slot_id })
    expect(tested.json.body.test_summary).toBeTypeOf('string')
    const upgraded = await call('POST', '/api/firmware/upgrade', { slot_id, message: 'upgrade' })
    expect(upgraded.status).toBeLessThan(300)
    sps.workspace.clock.advance(60_000)
    const again = await powershellOn(sps)
    expect((await again('GET', '/api/info')).json.body.firmware_version).toBe(slot.body.version)
  })

  it('9 safeguard-ps: waits for a support bundle and fetches it', async () => {
    const { call, sps } = await powershell()
    const { key } = (await call('POST', '/api/troubleshooting/support-bundle')).json
    const job = `/api/troubleshooting/support-bundle/${key}`
    expect((await call('GET', job)).json.body.status).not.toBe('finished')
    sps.workspace.clock.advance(10_000)
    expect((await call('GET', job)).json.body.status).toBe('finished')
    expect((await call('GET', `${job}/download`)).status).toBe(200)
    expect((await call('DELETE', job)).status).toBe(200)
  })

  it('9 safeguard-ps: joins Starling, flips remote access in the whole body, and leaves', async () => {
    const { call } = await powershell()
    const { body: own } = (await call('GET', '/api/starling/join')).json
    expect(Object.keys(own)).toEqual(['product_instance', 'product_tims'])
    const join = { environment: 'dev', token_endpoint: 'https://sts.example.com', credential_string: 'fake' }
    expect((await call('POST', '/api/starling/join', { ...own, ...join })).status).toBe(200)
    const { body } = (await call('GET', '/api/configuration/starling')).json
    expect(body.join_info).toBeTruthy()
    await call('POST', TRANSACTION)
    const changed = { ...body, remote_access: { enabled: !body.remote_access.enabled } }
    expect((await call('PUT', '/api/configuration/starling', changed)).status).toBe(200)
    expect((await call('DELETE', TRANSACTION)).status).toBe(200)
    expect((await call('DELETE', '/api/starling/join')).status).toBe(200)
  })
})

describe('9 OneIdentity/safeguard-ps, src/sessionjoin.psm1', () => {
  it('9 safeguard-ps: enables the cluster interface, promotes, logs in again and joins SPP', async () => {
    const { call, sps } = await powershell()
    expect((await call('GET', '/api/cluster/status')).status, 'not promoted').toBeGreaterThanOrEqual(400)
    const listen_address = await addressIn(call)
    const cluster = '/api/configuration/local_services/cluster'
    expect((await call('GET', cluster)).json.body).toHaveProperty('enabled')
    await call('POST', TRANSACTION)
    await call('PUT', cluster, { enabled: true, listen_address })
    expect((await call('PUT', TRANSACTION, { status: 'commit' })).status).toBe(200)
    await call('POST', TRANSACTION)
    expect((await call('POST', '/api/cluster/promote')).status).toBe(200)
    expect((await call('PUT', TRANSACTION, { status: 'commit' })).status).toBe(200)

    const again = await powershellOn(sps)
    expect((await again('GET', '/api/cluster/status')).status).toBe(200)
    const { certificate } = makeCertificate({ commonName: 'spp', now: 0, days: 1, extensions: [] })
    const join = { spp: 'spp.example.com', spp_api_token: 'not-a-token', spp_cert_chain: certificate }
    expect((await again('POST', '/api/cluster/spp', join)).status).toBe(200)
    const refused = await again('POST', '/api/cluster/spp', join)
    expect([refused.status >= 400, refused.json.error.details.response.Code]).toEqual([true, 60_657])
  })
})

describe('9 OneIdentity/SafeguardDotNet, SafeguardDotNet/Sps', () => {
  it('9 SafeguardDotNet: sends Basic and the cookie with every request, JSON with a charset', async () => {
    const sps = await startSps()
    const { call } = await dotNet(sps)
    for (const path of ['/api/firmware/slots', '/api/configuration'])
      expect((await call('GET', path)).status).toBe(200)
    const { body } = (await call('GET', EMAIL)).json
    expect((await call('PUT', EMAIL, body)).status).toBe(200)
    expect((await call('PUT', TRANSACTION, { status: 'commit' })).status).toBe(200)
  })

  it('9 SafeguardDotNet: logs in again before each transfer; a download is exactly 200', async () => {
    const sps = await startSps()
    const { session } = await dotNet(sps)
    const headers = { authorization: basic('admin', 'a'), accept: 'application/octet-stream' }
    const again = await sps.send({ url: LOGIN, headers: { ...headers, cookie: `session_id=${session}` } })
    expect(again.status).toBe(200)
    const cookie = `session_id=${sessionIn(again)}`
    const uploaded = await sps.send({
      method: 'POST',
      url: '/api/upload/firmware',
      headers: { ...headers, cookie, 'content-type': 'application/octet-stream' },
      payload: Buffer.alloc(1000),
    })
    expect(uploaded.status).toBe(201)
    expect((await sps.send({ url: '/api/configuration', headers: { ...headers, cookie } })).status).toBe(200)
  })
})

describe('9 OneIdentity/SafeguardJava, SafeguardSessionsConnection.java, SpsStreamingRequest.java, RestClient.java', () => {
  it('9 SafeguardJava: waits for the challenge, parses the first cookie line by hand, sends {} for no body', async () => {
    const sps = await startSps()
    const { call, cookie } = await java(sps)
    expect([...cookie.keys()]).toEqual(['session_id', 'expires', 'HttpOnly', 'Max-Age', 'Path'])
    // Its own format: EEE, d MMM yyyy HH:mm:ss z.
    expect(cookie.get('expires')).toMatch(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/)
    expect((await call('POST', TRANSACTION, '{}')).status).toBe(200)
    const slots = await call('GET', '/api/firmware/slots')
    expect([slots.status, 'body' in slots.json.items[0]]).toEqual([200, true])
    expect((await call('GET', EMAIL)).status).toBe(200)
    expect((await call('GET', '/api/does/not/exist')).status).toBe(404)
  })

  it('9 SafeguardJava: uploads a form whose header says JSON', async () => {
    const sps = await startSps()
    const { call } = await java(sps)
    const form = '--x\r\nContent-Disposition: form-data; name="firmware"\r\n\r\nimage\r\n--x--\r\n'
    expect((await call('POST', '/api/upload/firmware', form)).status).toBe(201)
  })
})

describe('9 OneIdentity/SafeguardPowerBI, SafeguardSessions/Src/Modules', () => {
  it('9 PowerBI: logs in with return and login_method, sends the raw cookie, compares the version', async () => {
    const sps = await startSps()
    const login = await sps.send({
      url: `${LOGIN}?return=/api/authentication&login_method=local`,
      headers: { accept: '*/*', authorization: basic('admin', 'a') },
    })
    const [cookie = ''] = [login.headers['set-cookie'] ?? []].flat()
    expect(cookie.startsWith('session_id=')).toBe(true)
    const info = await sps.send({ url: '/api/info', headers: { cookie: cookie.split(';')[0]! } })
    expect(info.json.body.firmware_version).toMatch(/^(?:7\.[345]|8\.[012])\./)
  })

  it('9 PowerBI: takes a snapshot, counts, and follows next until it is null', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const sessions = '/api/audit/sessions'
    const { snapshot } = (await admin.get(`${sessions}/_snapshot`)).json.body
    const search = `snapshot=${snapshot}&start=2000-01-01T00:00:00Z&end=2100-01-01T00:00:00Z`
    const { count } = (await admin.get(`${sessions}/_count?${search}`)).json
    expect(count).toBeGreaterThan(2)
    const keys = new Set<string>()
    let next: string | null = `${sessions}?fields=*&sort=-start_time&limit=2&${search}`
    while (next !== null) {
      const page: Answer = await admin.get(next)
      for (const { key, body } of page.json.items) {
        expect(body.start_time).toBeTruthy()
        keys.add(key)
      }
      next = page.json.meta.next
    }
    expect(keys.size).toBe(count)
  })
})

describe("9 vendor's live-appliance suites", () => {
  it.each([
    ['safeguard-ps, Suite-SpsApi.ps1', powershellOn],
    ['SafeguardDotNet, Suite-SpsIntegration.ps1', async (sps: Sps) => (await dotNet(sps)).call],
    ['SafeguardJava, Suite-SpsIntegration.ps1', async (sps: Sps) => (await java(sps)).call],
  ])('9 %s: read four pages, and fail on one that is not there', async (_name, connect) => {
    const call = await connect(await startSps())
    for (const path of ['/api/info', '/api/firmware/slots', EMAIL, `${LOGIN}/login_methods`])
      expect((await call('GET', path)).json, path).toBeTruthy()
    expect((await call('GET', '/api/no/such/path')).status).toBe(404)
  })
})

describe('9 an MCP server for SPS (Python, httpx)', () => {
  it.each([
    '/api/health/appliance',
    '/api/support/bundle',
    '/api/configuration/basicSettings',
    '/api/configuration/credentials/passwords',
  ])('9 python-httpx is no evidence: %s, which it guesses, is not there', async (path) => {
    const sps = await startSps()
    expect((await (await sps.login()).get(path)).error).toBe('NodeNotFound')
  })
})

interface Slot {
  readonly body: { readonly version?: string; readonly current?: boolean }
}

/** A content type with every call, GET and DELETE included, and no browser's name. */
const POWERSHELL = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'PowerShell/6.0.0',
}

async function powershell(): Promise<{ sps: Sps; session: string; call: Call }> {
  const sps = await startSps()
  const { session } = await sps.login()
  return { sps, session, call: caller(sps, { ...POWERSHELL, cookie: `session_id=${session}` }) }
}

async function powershellOn(sps: Sps): Promise<Call> {
  const { session } = await sps.login()
  return caller(sps, { ...POWERSHELL, cookie: `session_id=${session}` })
}

/** Basic is a default header, beside a cookie container. */
async function dotNet(sps: Sps): Promise<{ session: string; call: Call }> {
  const authorization = basic('admin', 'a')
  const session = sessionIn(await sps.send({ url: LOGIN, headers: { authorization } }))
  const headers = {
    authorization,
    cookie: `session_id=${session}`,
    accept: 'application/json',
    'content-type': 'application/json; charset=utf-8',
  }
  return { session, call: caller(sps, headers) }
}

/** Sends no credentials before it is challenged; then keeps what it finds in the first cookie line. */
async function java(sps: Sps): Promise<{ cookie: ReadonlyMap<string, string>; call: Call }> {
  const json = { 'content-type': 'application/json' }
  const challenge = await sps.send({ url: LOGIN, headers: json })
  expect([challenge.status, challenge.headers['www-authenticate']]).toEqual([
    401,
    expect.stringMatching(/^Basic realm="[^"]+"$/),
  ])
  const login = await sps.send({ url: LOGIN, headers: { ...json, authorization: basic('admin', 'a') } })
  const [line = ''] = [login.headers['set-cookie'] ?? []].flat()
  const cookie = new Map(
    line.split('; ').map((part) => [part.split('=', 1)[0]!, part.slice(part.indexOf('=') + 1)]),
  )
  return { cookie, call: caller(sps, { ...json, cookie: `session_id=${cookie.get('session_id')}` }) }
}

function caller(sps: Sps, headers: Record<string, string>): Call {
  return (method, url, body) => {
    const payload = typeof body === 'object' ? JSON.stringify(body) : body
    const options: InjectOptions = { method, url, headers: { ...headers } }
    if (payload === undefined && method !== 'GET')
      return sps.send({ ...options, headers: { ...headers, 'content-length': '0' } })
    return sps.send({ ...options, ...(payload !== undefined && { payload }) })
  }
}

/** Walks the interfaces by their order to the address to listen on, as a reference names it. */
async function addressIn(call: Call): Promise<string> {
  const { interfaces } = (await call('GET', '/api/configuration/network/nics/nic1')).json.body
  const [id] = interfaces['@order']
  const [address] = interfaces[id].addresses['@order']
  expect(interfaces[id].addresses[address]).toMatch(/^10\.40\.0\.48\//)
  return `nic1.interfaces.${id}.addresses.${address}`
}
