/** OneIdentity/SafeguardDotNet, SafeguardDotNet/Sps: what its connection and its streams send, and its suite, over https. */
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/tls/certificate.ts'
import { wireTo, type Wire, type WireAnswer } from './wire.ts'

const AUTHORIZATION = `Basic ${Buffer.from('admin:a').toString('base64')}`

/** A connection: Basic with every request, beside a cookie container. */
class SessionsConnection {
  readonly #wire: Wire
  /** A .NET Framework client asks whether it may go on; a .NET one does not. */
  readonly #asks: boolean
  #cookie = ''

  private constructor(wire: Wire, asks: boolean) {
    this.#wire = wire
    this.#asks = asks
  }

  static async connect(wire: Wire, asks = false): Promise<SessionsConnection> {
    const connection = new SessionsConnection(wire, asks)
    await connection.invoke('GET', 'authentication')
    return connection
  }

  async invoke(method: string, relativeUrl: string, body?: string): Promise<string> {
    return (await this.invokeFull(method, relativeUrl, body)).body.toString()
  }

  invokeFull(method: string, relativeUrl: string, body?: string): Promise<WireAnswer> {
    const hasBody = (method === 'POST' || method === 'PUT') && body !== undefined
    return this.#send(method, relativeUrl, hasBody ? body : method === 'POST' ? '' : undefined, {
      accept: 'application/json',
      ...(hasBody && { 'content-type': 'application/json; charset=utf-8' }),
      ...(hasBody && this.#asks && { expect: '100-continue' }),
    })
  }

  /** A stream logs in again first, and sends its content as bytes. */
  async upload(relativeUrl: string, content: Buffer): Promise<string> {
    await this.invoke('GET', 'authentication')
    const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' }
    return (await this.#send('POST', relativeUrl, content, headers)).body.toString()
  }

  /** A download must be answered by 200 and nothing else. */
  async download(relativeUrl: string): Promise<Buffer> {
    await this.invoke('GET', 'authentication')
    const answer = await this.#send('GET', relativeUrl, undefined, { accept: 'application/octet-stream' })
    if (answer.status !== 200) throw new Error(`${answer.status}`)
    return answer.body
  }

  async #send(
    method: string,
    relativeUrl: string,
    body: Buffer | string | undefined,
    headers: Record<string, string>,
  ): Promise<WireAnswer> {
    const answer = await this.#wire.send(method, `/api/${relativeUrl}`, {
      headers: {
        authorization: AUTHORIZATION,
        ...(this.#cookie !== '' && { cookie: this.#cookie }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    })
    const [line] = answer.headers['set-cookie'] ?? []
    if (line !== undefined) this.#cookie = line.split(';', 1)[0]!
    if (answer.status < 200 || answer.status > 299)
      throw new Error(`Error returned from Safeguard API, Error: ${answer.status} ${answer.body.toString()}`)
    return answer
  }
}

describe.each(['7.0', '7.5', '8.0'])('SafeguardDotNet against %s', (profile) => {
  it('Suite-SpsIntegration: email, slots, status 200', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    expect(JSON.parse(await connection.invoke('GET', 'configuration/management/email'))).toBeTruthy()
    expect(JSON.parse(await connection.invoke('GET', 'firmware/slots'))).toBeTruthy()
    expect((await connection.invokeFull('GET', 'firmware/slots')).status).toBe(200)
    await expect(connection.invoke('GET', 'no/such/path')).rejects.toThrow(/Error: 404 .*"NodeNotFound"/)
  })

  it.each([false, true])('changes the configuration (a client that asks to go on: %s)', async (asks) => {
    const wire = await wireTo(profile)
    const connection = await SessionsConnection.connect(wire, asks)
    await connection.invoke('POST', 'transaction')
    const { body } = JSON.parse(await connection.invoke('GET', 'configuration/network/dns'))
    const changed = JSON.stringify({ ...body, secondary: '192.168.56.2' })
    const put = await connection.invokeFull('PUT', 'configuration/network/dns', changed)
    expect(put.wasContinued).toBe(asks)
    await connection.invoke('PUT', 'transaction', '{"status":"commit"}')
    const other = await SessionsConnection.connect(wire)
    expect(JSON.parse(await other.invoke('GET', 'configuration/network/dns')).body.secondary).toBe(
      '192.168.56.2',
    )
    await connection.invoke('POST', 'transaction')
    await connection.invoke('DELETE', 'transaction')
  })

  it('streams a firmware up and a trail down', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    expect(JSON.parse(await connection.upload('upload/firmware', Buffer.alloc(1_000_000)))).toHaveProperty(
      'key',
    )
    const { items } = JSON.parse(await connection.invoke('GET', 'audit/sessions?q=user.name:leia&fields=*'))
    const { body } = items.find((item: any) => item.body.trail_download_link)
    const trail = await connection.download(body.trail_download_link.replace(/^\/api\//, ''))
    expect(trail.length).toBeGreaterThan(0)
    await expect(connection.download('no/such/path')).rejects.toThrow('404')
  })

  it('JoinSps: a promoted appliance, a token and the chain of the web API in PEM', async () => {
    const connection = await SessionsConnection.connect(await wireTo(profile))
    const { certificate } = makeCertificate({ commonName: 'spp', now: 0, days: 1, extensions: [] })
    const join = JSON.stringify({
      spp: '10.5.33.1',
      spp_api_token: 'not-a-real-token',
      spp_cert_chain: certificate + certificate,
    })
    await expect(connection.invoke('POST', 'cluster/spp', join)).rejects.toThrow('400')
    await connection.invoke('POST', 'transaction')
    const listen_address = 'nic3.interfaces.ff7574025754b3df1647003.addresses.1'
    const cluster = JSON.stringify({ enabled: true, listen_address })
    await connection.invoke('PUT', 'configuration/local_services/cluster', cluster)
    await connection.invoke('POST', 'cluster/promote')
    await connection.invoke('PUT', 'transaction', '{"status":"commit"}')
    expect((await connection.invokeFull('POST', 'cluster/spp', join)).status).toBe(200)
  })

  it('says what is wrong with the credentials', async () => {
    const wire = await wireTo(profile)
    const authorization = `Basic ${Buffer.from('admin:wrong').toString('base64')}`
    const answer = await wire.send('GET', '/api/authentication', { headers: { authorization } })
    expect([answer.status, JSON.parse(answer.body.toString()).error.type]).toEqual([
      401,
      'AuthenticationFailure',
    ])
  })
})
