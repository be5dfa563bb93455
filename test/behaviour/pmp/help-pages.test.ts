/** What the vendor's help pages name beyond the samples that they print, and where two of them contradict each other. */
import { describe, expect, it } from 'vitest'
import { startPmp, tokens } from './client.ts'

const PKI = '/api/pki/restapi'

describe('A token at the end of a path of the PKI API', () => {
  const at = (token: string, query = '') => `${PKI}/getAllSSHKeys/AUTHTOKEN=${token}${query}`

  it('lets its bearer in, encoded or not, and comes before one in the query', async () => {
    const { app } = await startPmp()
    const base64 = encodeURIComponent(tokens.admin)
    for (const url of [
      at(tokens.operations),
      at(tokens.operations, '?INPUT_DATA={operation:{Details:{}}}'),
      at(tokens.operations, '?AUTHTOKEN=nobody'),
      at(base64),
      at(tokens.admin.replaceAll('\n', '')),
    ])
      expect((await app.inject({ url })).body, url).toContain('"status":"Success"')
  })

  it('is masked in the journal', async () => {
    const { app, workspace } = await startPmp()
    await app.inject({ url: at(tokens.operations) })
    expect(JSON.stringify(workspace.journal.list({}))).not.toContain(tokens.operations)
  })

  it('is unknown where it belongs to nobody, and closed with the query', async () => {
    const { app, lastRule } = await startPmp()
    expect((await app.inject({ url: at('nobody') })).body).toContain('not associated to any user')
    expect(lastRule()).toBe('pmp.token.unknown')
    const pam360 = await startPmp({ profiles: { pmp: 'pam360' } })
    await pam360.app.inject({ url: at(tokens.operations) })
    expect(pam360.lastRule()).toBe('pmp.token.missing')
  })

  it('is none in other APIs', async () => {
    const { app } = await startPmp()
    expect(
      (await app.inject({ url: `/restapi/json/v1/resources/AUTHTOKEN=${tokens.operations}` })).body,
    ).toContain('Authentication')
  })
})

describe('Lists of the PKI API', () => {
  it.each([
    ['both', ['SSHKeys', 'details', 'name', 'result', 'totalRows']],
    ['named', ['SSHKeys', 'name', 'result']],
    ['details', ['details', 'name', 'result', 'totalRows']],
  ] as const)('stand under %s', async (pkiLists, members) => {
    const { app } = await startPmp({ settings: { pmp: { pkiLists } } })
    const headers = { authtoken: tokens.operations }
    const keys = await app.inject({ url: `${PKI}/getAllSSHKeys`, headers })
    expect(Object.keys(keys.json()).toSorted()).toEqual(members)
    const input = 'INPUT_DATA={operation:{Details:{common_name:www.pmp.example}}}'
    const one = await app.inject({ url: `${PKI}/getCertificateDetails?${input}`, headers })
    const expected = { both: ['1', 'details'], named: ['1'], details: ['details'] }[pkiLists]
    expect(Object.keys(one.json())).toEqual(expect.arrayContaining([...expected]))
    expect(Object.keys(one.json())).toHaveLength(expected.length + 2)
  })

  it.each([
    ['2018', ['name', 'result', 'totalRows', 'details']],
    ['12', ['result', 'name', 'details', 'totalRows']],
  ] as const)('stand in the order of edition %s', async (profile, order) => {
    const { app } = await startPmp({ profiles: { pmp: profile }, settings: { pmp: { pkiLists: 'details' } } })
    const answer = await app.inject({ url: `${PKI}/getAllSSHKeys?AUTHTOKEN=${tokens.operations}` })
    expect(Object.keys(answer.json())).toEqual(order)
  })
})

describe('What pages of PAM360 name', () => {
  it('makes remote resets work where they failed', async () => {
    const { ask } = await startPmp()
    const change = { NEWPASSWORD: 'fake-Other305!', RESETTYPE: 'REMOTE' }
    const reset = async () =>
      (await ask('admin', 'PUT', '/resources/304/accounts/305/password', change)).status
    expect(await reset()).toBe('Failed')
    const setup = { RESOURCETYPE: 'Linux', ACCOUNTNAME: 'root', RESOURCEIDS: [304] }
    expect((await ask('guest', 'POST', '/resources/configureremotepasswordreset', setup)).status).toBe(
      'Failed',
    )
    await ask('admin', 'POST', '/resources/configureremotepasswordreset', setup)
    expect(await reset()).toBe('Success')
  })

  it('gives what one user owns to another', async () => {
    const { ask } = await startPmp()
    const owned = async () => (await ask('dbadmin', 'GET', '/resources')).totalRows
    const before = await owned()
    await ask('operations', 'POST', '/user/transferUserAccountabilities', { oldUserId: 4, newUserId: 3 })
    expect(await owned()).toBeLessThan(before!)
    const owner = await ask('operations', 'GET', '/resources/302/accounts')
    expect(owner.details['RESOURCE OWNER']).toBe('operations')
  })

  it('takes a TOTP secret that is no base32, and makes codes of it', async () => {
    const { ask } = await startPmp()
    const ACCOUNTLIST = [{ ACCOUNTNAME: 'coded', PASSWORD: 'fake-Coded1!', TOTP_SECRET: '829 198' }]
    await ask('admin', 'POST', '/resources/304/accounts', { ACCOUNTLIST })
    expect((await ask('admin', 'GET', '/accounts/313/totp')).details.TOTP).toMatch(/^\d{6}$/)
  })

  it('knows a role of the site’s own by its id, and none by a name alone', async () => {
    const { ask } = await startPmp()
    const create = async (USERNAME: string, more: object) =>
      (await ask('operations', 'POST', '/user', { USERNAME, ROLE: 'administator', ...more })).status
    expect([await create('one', { ROLEID: 301 }), await create('two', {})]).toEqual(['Success', 'Failed'])
    const { details } = await ask('operations', 'GET', '/user/getUserId?USERNAME=one')
    expect((await ask('operations', 'GET', `/user/${details.USERID}`)).details.ROLE).toBe('Password User')
  })

  it('keeps user groups apart by organisation, and takes their shares with them', async () => {
    const { ask } = await startPmp()
    expect(
      (await ask('operations', 'GET', '/user/usergroups/1', undefined, { orgName: 'Northwind Traders' }))
        .status,
    ).toBe('Failed')
    const sees = async () => (await ask('dbadmin', 'GET', '/resources/303/accounts')).status
    expect(await sees()).toBe('Success')
    await ask('operations', 'DELETE', '/user/usergroups/1')
    expect(await sees()).toBe('Failed')
  })

  it('keeps an agent key for one organisation, until it runs out or is made again', async () => {
    const { ask, workspace } = await startPmp()
    const key = async (generateAgentKey: 'true' | 'false', headers = {}) =>
      (await ask('operations', 'POST', '/agents/agentkey', { generateAgentKey, validityPeriod: 2 }, headers))
        .details?.agentKey
    const first = await key('true')
    expect(await key('false')).toBe(first)
    expect(await key('false', { orgName: 'Northwind Traders' })).toBeUndefined()
    expect(await key('true')).not.toBe(first)
    workspace.clock.advance(2 * 3_600_000)
    expect(await key('false')).toBeUndefined()
  })
})

describe('The key manager', () => {
  const post = async (
    { app }: { app: Awaited<ReturnType<typeof startPmp>>['app'] },
    name: string,
    details: object,
  ) =>
    app.inject({
      method: 'POST',
      url: `${PKI}/${name}?INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}`,
      headers: { authtoken: tokens.operations },
    })

  it('hides another organisation’s keys and machines', async () => {
    const { app } = await startPmp()
    const headers = { authtoken: tokens.operations, orgname: 'Northwind Traders' }
    for (const list of ['getAllSSHKeys', 'getAllSSHResources', 'getAllKeystoreKeys', 'getCSRList'])
      expect((await app.inject({ url: `${PKI}/${list}`, headers })).json().details, list).toEqual([])
  })

  it('finds certificates by address, once', async () => {
    const client = await startPmp()
    const { ask, app } = client
    await ask('admin', 'PUT', '/resources/304', { RESOURCENAME: 'web1', DNSNAME: '192.0.2.7' })
    const range = { StartIpAddress: '192.0.2.1', EndIpAddress: '192.0.2.9' }
    for (let time = 0; time < 2; time += 1) {
      const found = (await post(client, 'sslCertRangeDiscovery', range)).json()
      expect([found.totalRows, Object.keys(found.details)]).toEqual([1, ['3']])
    }
    const headers = { authtoken: tokens.operations }
    const { details } = (await app.inject({ url: `${PKI}/getAllSSLCertificates`, headers })).json()
    expect(details).toHaveLength(3)
  })

  it('signs a request that was made here', async () => {
    const client = await startPmp()
    const made = (await post(client, 'createCSR', { CNAME: 'own.pmp.example' })).json()
    const signed = (await post(client, 'signCSR', { CSR_ID: made.CSR_ID })).json()
    expect(signed.commonName).toBe('own.pmp.example')
  })
})

describe('A report of resources', () => {
  const REPORT = '/restapi/json/v1/reports/resources'

  it('tells auditors and administrators of all there is in their own organisation', async () => {
    const { ask } = await startPmp()
    const seen = await ask('auditor', 'GET', '/reports/resources', { startIndex: 0 })
    expect(seen.totalRows).toBeGreaterThan((await ask('auditor', 'GET', '/resources')).totalRows ?? 0)
    const northwind = await ask('northwindAdmin', 'GET', '/reports/resources')
    const names = northwind.details.map((row: { resourceName: string }) => row.resourceName)
    expect(names).not.toContain('MSSQLServer')
    expect(names.length).toBeGreaterThan(0)
  })

  it.each([
    ['equals', 'mssqlserver', ['MSSQLServer']],
    ['STARTS_WITH', 'apt-', ['apt-server1', 'apt-server2']],
    ['ends with', '1', ['apt-server1', 'dc1', 'web1']],
  ])('is searched by an operator, here %s %s', async (searchOperator, searchValue, expected) => {
    const { app } = await startPmp()
    const input = { operation: { Details: { searchOperator, searchValue } } }
    const url = `${REPORT}?INPUT_DATA=${encodeURIComponent(JSON.stringify(input))}`
    const { operation } = (await app.inject({ url, headers: { authtoken: tokens.operations } })).json()
    expect(operation.Details.map((row: { resourceName: string }) => row.resourceName)).toEqual(expected)
  })
})

it('A key type is taken in the words of older copies too', async () => {
  const { app } = await startPmp()
  const make = async (keyType: string): Promise<string> => {
    const input = JSON.stringify({ operation: { Details: { keyName: `k-${keyType}`, keyType } } })
    const url = `${PKI}/createsshkey?INPUT_DATA=${encodeURIComponent(input)}`
    return (await app.inject({ method: 'POST', url, headers: { authtoken: tokens.operations } })).body
  }
  for (const type of ['ssh-rsa', 'SSH2_RSA', 'SSH2_DSA']) expect(await make(type)).toContain('"Success"')
  expect(await make('SSH3_RSA')).toContain('"Failed"')
})
