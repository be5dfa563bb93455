/** OneIdentity/SafeguardJava: SafeguardSessionsConnection, SpsStreamingRequest, RestClient and its suite, over https. */
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/tls/certificate.ts'
import { wireTo, type Wire, type WireAnswer } from './wire.ts'

const JSON_BOTH = { accept: 'application/json', 'content-type': 'application/json' }

/** What it makes of a cookie line: parts by their exact names, and a moment in one form only. */
interface Cookie {
  readonly session: string
  readonly expires: number
  readonly path: string
  readonly isSecure: boolean
}

class SessionsConnection {
  readonly #wire: Wire
  readonly cookie: Cookie

  private constructor(wire: Wire, cookie: Cookie) {
    this.#wire = wire
    this.cookie = cookie
  }

  /** Credentials go out only after a challenge of the scheme that the client can answer. */
  static async connect(wire: Wire, password = 'a'): Promise<SessionsConnection> {
    const first = await wire.send('GET', '/api/authentication', { headers: JSON_BOTH })
    const challenge = String(first.headers['www-authenticate'])
    if (first.status !== 401 || !/^Basic realm="[^"]*"$/.test(challenge)) throw new Error('Never challenged')
    const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
    const login = await wire.send('GET', '/api/authentication', { headers: { ...JSON_BOTH, authorization } })
    demandSuccess(login)
    return new SessionsConnection(wire, cookieIn(login.headers['set-cookie']?.[0] ?? ''))
  }

  async invokeFull(method: string, relativeUrl: string, body?: string): Promise<WireAnswer> {
    // A missing body becomes an object without members.
    const sent = method === 'POST' || method === 'PUT' ? (body ?? '{}') : undefined
    return this.#send(method, relativeUrl, JSON_BOTH, sent)
  }

  async invoke(method: string, relativeUrl: string, body?: string): Promise<any> {
    return JSON.parse((await this.invokeFull(method, relativeUrl, body)).body.toString())
  }

  /** Bytes, under the header that all requests have. */
  uploadBytes(relativeUrl: string, bytes: Buffer): Promise<WireAnswer> {
    return this.#send('POST', relativeUrl, JSON_BOTH, bytes)
  }

  /** A form with the file, under a header that says JSON and names no boundary. */
  uploadFile(relativeUrl: string, bytes: Buffer): Promise<WireAnswer> {
    const part = 'Content-Disposition: form-data; name="firmware"; filename="sps.iso"\r\n'
    const head = `--made-up\r\n${part}Content-Type: application/octet-stream\r\n\r\n`
    const form = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--made-up--\r\n')])
    return this.#send('POST', relativeUrl, JSON_BOTH, form)
  }

  async #send(
    method: string,
    relativeUrl: string,
    headers: Record<string, string>,
    body?: Buffer | string,
  ): Promise<WireAnswer> {
    const cookie = `session_id=${this.cookie.session}`
    const sent = { headers: { ...headers, cookie }, ...(body !== undefined && { body }) }
    return demandSuccess(await this.#wire.send(method, `/api/${relativeUrl}`, sent))
  }
}

function demandSuccess(answer: WireAnswer): WireAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new Error(`Error returned from Safeguard API, Error: ${answer.status} ${answer.body.toString()}`)
}

function cookieIn(line: string): Cookie {
  const parts = new Map(
    line.split(/;\s*/).map((part) => [part.split('=', 1)[0]!, part.slice(part.indexOf('=') + 1)]),
  )
  const expires = String(parts.get('expires'))
  // EEE, d MMM yyyy HH:mm:ss z
  if (!/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(expires))
    throw new Error(expires)
  return {
    session: String(parts.get('session_id')),
    expires: Date.parse(expires),
    path: String(parts.get('Path')),
    isSecure: parts.has('Secure'),
  }
}

describe.each(['7.0', '7.5', '8.0'])('SafeguardJava against %s', (profile) => {
  it('waits for a challenge, and reads the first cookie line by hand', async () => {
    const wire = await wireTo(profile)
    const { cookie } = await SessionsConnection.connect(wire)
    expect(cookie).toMatchObject({
      session: expect.stringMatching(/^[0-9a-f]{40}$/),
      path: '/',
      isSecure: true,
    })
    expect(cookie.expires).toBeGreaterThan(0)
    await expect(SessionsConnection.connect(wire, 'wrong')).rejects.toThrow(/401 .*"AuthenticationFailure"/)
  })

  it('Suite-SpsIntegration: email, slots, status 200, an error for a path that is not there', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    expect(await connection.invoke('GET', 'configuration/management/email')).toHaveProperty('body')
    expect((await connection.invoke('GET', 'firmware/slots')).items[0]).toHaveProperty('body')
    expect((await connection.invokeFull('GET', 'firmware/slots')).status).toBe(200)
    const missing = connection.invoke('GET', 'nonexistent/endpoint/that/should/fail')
    await expect(missing).rejects.toThrow(/404 .*"NodeNotFound"/)
  })

  it('its suite finds a body beside the slots with sps.slotsBody', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile, { slotsBody: true }))
    expect((await connection.invoke('GET', 'firmware/slots')).body).toBeTruthy()
  })

  it('opens a transaction with {}, changes, commits, and rolls back', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    await connection.invoke('POST', 'transaction')
    const email = 'configuration/management/email'
    const { body } = await connection.invoke('GET', email)
    await connection.invoke('PUT', email, JSON.stringify({ ...body, admin_address: 'java@example.com' }))
    await connection.invoke('PUT', 'transaction', '{"status":"commit"}')
    expect((await connection.invoke('GET', email)).body.admin_address).toBe('java@example.com')
    await connection.invoke('POST', 'transaction')
    await connection.invoke('DELETE', 'transaction')
    await expect(connection.invoke('PUT', email), 'no body is an empty object').rejects.toThrow(/400 /)
  })

  it('uploads a firmware as bytes, and as a form whose header says JSON', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    const before = (await connection.invoke('GET', 'firmware/slots')).items
    for (const upload of ['uploadBytes', 'uploadFile'] as const) {
      const answer = await connection[upload]('upload/firmware', Buffer.alloc(100_000, 7))
      expect(JSON.parse(answer.body.toString())).toHaveProperty('key')
    }
    const filled = (items: any[]): number => items.filter(({ body }) => body.version !== undefined).length
    expect(filled((await connection.invoke('GET', 'firmware/slots')).items)).toBe(filled(before) + 2)
  })

  it('JoinSps: a promoted appliance, a token and a chain', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    const listen_address = 'nic3.interfaces.ff7574025754b3df1647003.addresses.1'
    await connection.invoke('POST', 'transaction')
    const cluster = JSON.stringify({ enabled: true, listen_address })
    await connection.invoke('PUT', 'configuration/local_services/cluster', cluster)
    await connection.invoke('POST', 'cluster/promote')
    await connection.invoke('PUT', 'transaction', '{"status":"commit"}')
    const { certificate } = makeCertificate({ commonName: 'spp', now: 0, days: 1, extensions: [] })
    const join = { spp: '10.5.33.1', spp_api_token: 'not-a-real-token', spp_cert_chain: certificate }
    expect((await connection.invokeFull('POST', 'cluster/spp', JSON.stringify(join))).status).toBe(200)
  })
})
