/** What real clients do with the configuration: a test for each row of the table of clients that goes beyond login and audit. */
import { describe, expect, it } from 'vitest'
import { basic, commit, sessionIn, startSps, type Answer, type Sps } from '../client.ts'

const TREE = '/api/configuration'

describe('12 OneIdentity/safeguard-ps', () => {
  it('src/sessionapi.psm1, Show-SafeguardSpsEndpoint: walks directories by items[].key and meta.href', async () => {
    const sps = await startSps()
    const call = await powershell(sps)
    for (const path of [
      '/api//',
      '/api/configuration',
      '/api/configuration/ssh',
      '/api/configuration/management',
    ]) {
      const { items } = (await call('GET', path)).json
      for (const { key, meta } of items) expect(meta.href.endsWith(`/${key}`), meta.href).toBe(true)
    }
  })

  it('src/sessionapi.psm1, Invoke-SafeguardSpsMethod: edits the mail settings as its help does', async () => {
    const sps = await startSps()
    const call = await powershell(sps)
    const path = `${TREE}/management/email`
    await call('POST', '/api/transaction')
    const { body } = (await call('GET', path)).json
    body.admin_address = 'admin2@example.com'
    expect((await call('PUT', path, body)).status).toBe(200)
    const { meta } = (await call('GET', '/api/transaction')).json
    expect((await call('GET', meta.changes)).json.changes[0]).toMatchObject({ type: 'replace', path })
    expect((await call('PUT', '/api/transaction', { status: 'commit', message: 'help' })).status).toBe(200)
    expect((await call('GET', path)).json.body.admin_address).toBe('admin2@example.com')
  })

  it('src/sessionapi.psm1, Enable-SafeguardSpsRemoteAccess: flips one member of the whole body', async () => {
    const sps = await startSps()
    const call = await powershell(sps)
    const path = `${TREE}/starling`
    const { body } = (await call('GET', path)).json
    await call('POST', '/api/transaction')
    body.remote_access.enabled = true
    expect((await call('PUT', path, body)).status).toBe(200)
    expect((await call('PUT', '/api/transaction', { status: 'commit' })).status).toBe(200)
    expect((await call('GET', path)).json.body.remote_access.enabled).toBe(true)
  })

  it('src/sessionjoin.psm1: finds the interface to listen on among nic1 to nic3 by its address', async () => {
    const sps = await startSps()
    const call = await powershell(sps)
    const found: string[] = []
    for (const nic of ['nic1', 'nic2', 'nic3']) {
      const { interfaces } = (await call('GET', `${TREE}/network/nics/${nic}`)).json.body
      for (const id of interfaces['@order'])
        for (const at of interfaces[id].addresses['@order'])
          if (interfaces[id].addresses[at].startsWith('10.40.0.48'))
            found.push(`${nic}.interfaces.${id}.addresses.${at}`)
    }
    expect(found).toEqual(['nic1.interfaces.ff7574025754b3df1647001.addresses.1'])
    const cluster = `${TREE}/local_services/cluster`
    await call('POST', '/api/transaction')
    expect((await call('PUT', cluster, { enabled: true, listen_address: found[0]! })).status).toBe(200)
    await call('PUT', '/api/transaction', { status: 'commit' })
    expect((await call('GET', cluster)).json.body).toMatchObject({
      enabled: true,
      listen_address: { key: found[0] },
    })
  })

  it('test/Suites/Suite-SpsApi.ps1: reads the mail settings', async () => {
    const call = await powershell(await startSps())
    expect((await call('GET', `${TREE}/management/email`)).json.body).toBeTruthy()
  })
})

it('12 OneIdentity/SafeguardDotNet, Suite-SpsIntegration.ps1: lists the configuration; an error has its text in error', async () => {
  const sps = await startSps()
  const authorization = basic('admin', 'a')
  const login = await sps.send({ url: '/api/authentication', headers: { authorization } })
  const headers = { authorization, cookie: `session_id=${sessionIn(login)}`, accept: 'application/json' }
  const listed = await sps.send({ url: '/api/configuration', headers })
  expect([listed.status, listed.json.items.length > 15]).toEqual([200, true])
  const unknown = await sps.send({ url: '/api/configuration/nothing', headers })
  expect(unknown.json.error.message).toBe('Unable to locate the requested path')
})

it('12 OneIdentity/SafeguardJava, Suite-SpsIntegration.ps1: mail settings with 200, an unknown path refused', async () => {
  const admin = await (await startSps()).login()
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  expect((await admin.get(`${TREE}/management/email`, json)).status).toBe(200)
  expect((await admin.get(`${TREE}/no/such`, json)).status).toBe(404)
})

it('12 OneIdentity/SafeguardAutomation: SPP reads the names of Telnet connections from their list (6.1 and later)', async () => {
  for (const profile of ['8.0', '6.9']) {
    const { items } = (await (await (await startSps(profile)).login()).get(`${TREE}/telnet/connections`)).json
    expect(items.map(({ body }: { body: { name: string } }) => body.name)).toEqual(['network-devices'])
  }
})

describe('12 a third-party tool listed publicly as "safeguard sps"', () => {
  const policies = ['audit_policies', 'archive_cleanup_policies', 'content_policies', 'time_policies'].map(
    (name) => `policies/${name}`,
  )
  const protocols = ['ssh', 'rdp', 'telnet', 'vnc', 'http', 'ica']
  const perProtocol = protocols.flatMap((name) => [
    `${name}/connections`,
    `${name}/channel_policies`,
    `${name}/settings_policies`,
  ])
  const users = ['aaa/local_database/users', 'aaa/local_database/groups']

  it.each([...users, ...policies, ...perProtocol])(
    'makes, reads, changes and removes members of %s',
    async (path) => {
      const admin = await (await startSps()).login()
      const { items } = (await admin.get(`${TREE}/${path}`)).json
      const body = {
        ...bare(items[0].body),
        name: 'made-by-a-tool',
        ...(path.endsWith('/users') && { password: null }),
      }
      const { json, status, text } = await admin.post(`${TREE}/${path}`, body)
      expect(status, text).toBe(201)
      expect((await commit(admin)).status).toBe(200)
      expect((await admin.put(json.meta.href, { ...body, name: 'changed-by-a-tool' })).status).toBe(200)
      expect((await admin.get(json.meta.href)).json.body.name).toBe('changed-by-a-tool')
      expect((await admin.delete(json.meta.href)).status).toBe(200)
      expect((await commit(admin)).status).toBe(200)
      expect((await admin.get(json.meta.href)).status).toBe(404)
    },
  )

  it.each(['management/syslog', 'management/snmp/trap', 'local_services/indexer', 'local_services/cluster'])(
    'reads %s',
    async (path) => {
      expect((await (await (await startSps()).login()).get(`${TREE}/${path}`)).json.body).toBeTypeOf('object')
    },
  )
})

type Call = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<Answer>

/** A content type with every call, and no browser's name. */
async function powershell(sps: Sps): Promise<Call> {
  const { session } = await sps.login()
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    cookie: `session_id=${session}`,
    'user-agent': 'PowerShell/6.0.0',
  }
  return (method, url, body) =>
    sps.send({
      method,
      url,
      headers: { ...headers, ...(body === undefined && method !== 'GET' && { 'content-length': '0' }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
}

function bare(value: any): any {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(bare)
  if ('key' in value && 'meta' in value) return value.key
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]))
}
