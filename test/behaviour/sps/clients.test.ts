/** What real clients send, replayed: their headers and quirks, and what they read from the answers. */
import { describe, expect, it } from 'vitest'
import { basic, sessionIn, startSps } from './client.ts'

const EMAIL = '/api/configuration/management/email'

describe('a faithful session (the wire trace)', () => {
  it('is challenged, logs in, changes the mail settings and commits', async () => {
    const sps = await startSps()
    const challenge = await sps.send({ url: '/api/authentication' })
    expect(challenge.status).toBe(401)
    expect(challenge.headers['www-authenticate']).toMatch(/^Basic realm="/)
    expect(challenge.headers.allow).toContain('GET')
    const login = await sps.send({
      url: '/api/authentication',
      headers: { authorization: 'Basic YWRtaW46YQ==' },
    })
    expect(login.text).toBe('{"meta":{"href":"/api","next":"/api","transaction":"/api/transaction"}}')
    const headers = { cookie: `session_id=${sessionIn(login)}`, 'content-type': 'application/json' }
    const empty = { ...headers, 'content-length': '0' }
    const ask = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: string) =>
      sps.send({
        method,
        url,
        headers: payload === undefined ? empty : headers,
        ...(payload !== undefined && { payload }),
      })
    expect((await ask('POST', '/api/transaction')).status).toBe(200)
    const { body, key } = (await ask('GET', EMAIL)).json
    expect(key).toBe('email')
    const replaced = await ask('PUT', EMAIL, JSON.stringify({ ...body, admin_address: 'b@example.com' }))
    expect(Object.keys(replaced.json.meta)).toEqual(
      expect.arrayContaining(['first', 'href', 'last', 'next', 'parent', 'previous', 'transaction']),
    )
    const open = (await ask('GET', '/api/transaction')).json
    expect([open.body.status, open.meta.changes]).toEqual(['open', '/api/transaction/changes'])
    const { changes } = (await ask('GET', '/api/transaction/changes')).json
    expect(changes).toMatchObject([{ type: 'replace', path: EMAIL }])
    expect((await ask('PUT', '/api/transaction', '{"status":"commit"}')).status).toBe(200)
    const closed = (await ask('GET', '/api/transaction')).json
    expect([closed.body.status, closed.meta.changes]).toEqual(['closed', undefined])
  })
})

describe('safeguard-ps (sessionapi.psm1, sessionjoin.psm1, Suite-SpsApi.ps1)', () => {
  const own = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'PowerShell/6.0.0',
  }

  it('sends a content type with every call, GET and DELETE included', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    const headers = { ...own, cookie: `session_id=${session}` }
    for (const url of [
      '/api//',
      '/api/info',
      '/api/firmware/slots',
      EMAIL,
      '/api/authentication/login_methods',
    ])
      expect((await sps.send({ url, headers })).status, url).toBe(200)
    const opened = await sps.send({
      method: 'POST',
      url: '/api/transaction',
      headers: { ...headers, 'content-length': '0' },
    })
    expect(opened.status).toBe(200)
    const dropped = await sps.send({
      method: 'DELETE',
      url: '/api/transaction',
      headers: { ...headers, 'content-length': '0' },
    })
    expect(dropped.status).toBe(200)
  })

  it('prints items of the entry point, and tells an error by its type', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const { key, meta } of (await admin.get('/api//', own)).json.items) {
      const answer = await admin.get(meta.href, own)
      expect([200, 405], key).toContain(answer.status)
    }
    const error = await admin.get('/api/no/such', own)
    expect(error.json.error.type).toBeTruthy()
    expect(error.json).not.toHaveProperty('Code')
  })

  it('walks the network interfaces by @order to find its address, and joins a cluster with it', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get('/api/configuration/network/nics/nic1', own)).json
    const [id] = body.interfaces['@order']
    const [address] = body.interfaces[id].addresses['@order']
    expect(body.interfaces[id].addresses[address].startsWith('10.40.0.48')).toBe(true)
    const listen = { enabled: true, listen_address: `nic1.interfaces.${id}.addresses.${address}` }
    expect((await admin.put('/api/configuration/local_services/cluster', listen, own)).status).toBe(200)
    expect((await admin.post('/api/cluster/promote', undefined, own)).status).toBe(200)
  })

  it('flips remote access of Starling in the whole body and writes it back', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get('/api/configuration/starling', own)).json
    const answer = await admin.put(
      '/api/configuration/starling',
      { ...body, remote_access: { enabled: true } },
      own,
    )
    expect(answer.status).toBe(200)
  })
})

describe('SafeguardJava (SafeguardSessionsConnection.java)', () => {
  it('waits for the challenge, then parses the first cookie line by hand', async () => {
    const sps = await startSps()
    const refused = await sps.send({
      url: '/api/authentication',
      headers: { 'content-type': 'application/json' },
    })
    expect([refused.status, refused.headers['www-authenticate']?.toString().startsWith('Basic ')]).toEqual([
      401,
      true,
    ])
    const login = await sps.send({
      url: '/api/authentication',
      headers: { authorization: basic('admin', 'a') },
    })
    const [line = ''] = [login.headers['set-cookie'] ?? []].flat()
    const parts = new Map(
      line.split('; ').map((part) => [part.split('=', 1)[0]!, part.slice(part.indexOf('=') + 1)]),
    )
    expect([...parts.keys()]).toEqual(['session_id', 'expires', 'HttpOnly', 'Max-Age', 'Path'])
    expect(Date.parse(parts.get('expires') ?? '')).toBeGreaterThan(0)
    const headers = {
      cookie: `session_id=${parts.get('session_id') ?? ''}`,
      'content-type': 'application/json',
    }
    const opened = await sps.send({ method: 'POST', url: '/api/transaction', headers, payload: '{}' })
    expect(opened.status).toBe(200)
    expect((await sps.send({ url: EMAIL, headers })).status).toBe(200)
    expect((await sps.send({ url: '/api/does/not/exist', headers })).status).toBe(404)
  })
})

describe('SafeguardDotNet (SafeguardDotNet/Sps)', () => {
  it('sends Basic and the cookie with every request, and logs in again before each transfer', async () => {
    const sps = await startSps()
    const authorization = basic('admin', 'a')
    const first = await sps.send({ url: '/api/authentication', headers: { authorization } })
    const headers = { authorization, cookie: `session_id=${sessionIn(first)}` }
    for (const url of ['/api/firmware/slots', '/api/configuration'])
      expect((await sps.send({ url, headers })).status).toBe(200)
    const again = await sps.send({ url: '/api/authentication', headers })
    expect(again.status).toBe(200)
    const uploaded = await sps.send({
      method: 'POST',
      url: '/api/upload/firmware',
      headers: {
        authorization,
        cookie: `session_id=${sessionIn(again)}`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.alloc(1000),
    })
    expect(uploaded.status).toBe(201)
  })

  it('downloads with Accept: application/octet-stream and wants exactly 200', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.get('/api/configuration', { accept: 'application/octet-stream' })
    expect(answer.status).toBe(200)
  })
})

describe('the PowerBI connector (SafeguardSessions/Src/Modules)', () => {
  it('logs in with return and login_method, then sends the raw cookie and compares the version', async () => {
    const sps = await startSps()
    const login = await sps.send({
      url: '/api/authentication?return=/api/authentication&login_method=local',
      headers: { accept: '*/*', authorization: basic('admin', 'a') },
    })
    const [cookie = ''] = [login.headers['set-cookie'] ?? []].flat()
    expect(cookie.startsWith('session_id=')).toBe(true)
    const info = await sps.send({ url: '/api/info', headers: { cookie: cookie.split(';')[0]! } })
    expect(info.json.body.firmware_version).toMatch(/^(?:7\.[345]|8\.[012])\./)
  })
})
