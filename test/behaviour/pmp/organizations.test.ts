/** Organisations (PAM360 REST, mspapi-2, and the header orgName): what belongs to one is absent for all others. */
import { describe, expect, it } from 'vitest'
import { NEW_RESOURCE, type PmpClient, startPmp, tokens, type UserName } from './client.ts'

const NORTHWIND = { orgName: 'Northwind Traders' }

async function names(client: PmpClient, user: UserName, headers = {}): Promise<string[]> {
  const { details } = await client.ask(user, 'GET', '/resources', undefined, headers)
  return details.map((one: Record<string, string>) => one['RESOURCE NAME'])
}

describe('An organisation', () => {
  it('is all that even its super administrator sees', async () => {
    const client = await startPmp()
    expect(await names(client, 'northwindAdmin')).toEqual(['northwind-erp'])
    expect(await names(client, 'admin')).not.toContain('northwind-erp')
  })

  it.each([
    ['GET', '/resources/101/accounts', 'No such resource found'],
    ['GET', '/resources/101/accounts/101', 'No such resource found'],
    ['GET', '/resources/101/accounts/101/password', 'No such resource found'],
    ['GET', '/resources/101/accounts/101/passwordhistory', 'No such resource found'],
    ['DELETE', '/resources/101', 'No such resource found'],
    ['GET', '/resources/resourcename/northwind-erp', 'No such resource found'],
    ['POST', '/accounts/101/requestpassword', 'No such account found'],
    ['GET', '/user/41', 'No such user found'],
    ['DELETE', '/user/42', 'No such user found'],
    ['PUT', '/user/lock?USERNAME=northwind-user', 'No such user found'],
    ['GET', '/user/getUserId?USERNAME=northwind-user', 'No such user found'],
    ['GET', '/resourcegroup/11', 'No such resource group found'],
  ])('keeps what belongs to it from the others: %s %s', async (method, path, message) => {
    const { ask } = await startPmp()
    expect(await ask('operations', method, path)).toMatchObject({ status: 'Failed', message })
  })

  it('keeps requests, users, groups, certificates and audits to itself', async () => {
    const { ask, raw } = await startPmp()
    expect((await ask('northwindAdmin', 'GET', '/accounts/passwordaccessrequests')).details).toBeUndefined()
    expect((await ask('northwindAdmin', 'POST', '/accounts/7/requester/34/approve')).message).toBe(
      'No such account found',
    )
    const users = (await ask('northwindAdmin', 'GET', '/user')).details
    expect(users.map((one: any) => one.USERNAME)).toEqual(['northwind-admin', 'northwind-user'])
    expect((await ask('northwindAdmin', 'GET', '/resourcegroup')).totalRows).toBe(1)
    await ask('northwindAdmin', 'GET', '/resources/101/accounts/101/password')
    const audits = (await ask('northwindAdmin', 'GET', '/audit')).details
    expect(audits.map((one: any) => one['Resource Name'])).toEqual(['northwind-erp'])
    expect((await ask('admin', 'GET', '/audit')).details).toBeUndefined()
    const url = '/api/pki/restapi/getAllSSLCertificates'
    const list = await raw({ url, headers: { authtoken: tokens.northwindAdmin } })
    expect(list.json().SSLCertificates).toEqual([])
  })

  it('may have resources and groups of the same names as another, but no users', async () => {
    const { ask } = await startPmp()
    const web = { RESOURCENAME: 'web1', ACCOUNTNAME: 'root', RESOURCETYPE: 'Linux', PASSWORD: 'fake-Web1!' }
    expect((await ask('northwindAdmin', 'POST', '/resources', web)).status).toBe('Success')
    expect((await ask('northwindAdmin', 'POST', '/resources', web)).message).toBe('Resource already exists')
    expect(
      (await ask('northwindAdmin', 'POST', '/resourcegroup', { resourceGroupName: 'Databases' })).status,
    ).toBe('Success')
    expect((await ask('northwindAdmin', 'POST', '/user', { USERNAME: 'guest' })).message).toBe(
      'User already exists',
    )
  })

  it('shares nothing with users of another', async () => {
    const { ask, lastRule } = await startPmp()
    const share = { ACCESSTYPE: 'view', USERID: '42' }
    expect((await ask('admin', 'PUT', '/resources/303/share', share)).message).toBe('No such user found')
    expect(lastRule()).toBe('pmp.user.not-found')
    expect((await ask('northwindAdmin', 'PUT', '/resources/101/share', share)).status).toBe('Success')
  })
})

describe('The header orgName', () => {
  it('lets who manages an organisation work in it, by its name in any case or its name in URLs', async () => {
    const client = await startPmp()
    for (const orgName of ['Northwind Traders', 'NORTHWIND traders', 'northwind'])
      expect(await names(client, 'operations', { orgName })).toEqual(['northwind-erp'])
    expect(await names(client, 'operations', { orgName: '' })).toContain('MSSQLServer')
    expect(await names(client, 'operations', { orgName: 'Default' })).toContain('MSSQLServer')
  })

  it('makes what is created belong to the organisation that is worked in', async () => {
    const client = await startPmp()
    const resource = { ...NEW_RESOURCE, RESOURCENAME: 'made-there' }
    await client.ask('operations', 'POST', '/resources', resource, NORTHWIND)
    await client.ask('operations', 'POST', '/user', { USERNAME: 'hired-there' }, NORTHWIND)
    expect(await names(client, 'northwindAdmin')).toContain('made-there')
    expect(await names(client, 'operations')).not.toContain('made-there')
    expect((await client.ask('northwindAdmin', 'GET', '/user/getUserId?USERNAME=hired-there')).status).toBe(
      'Success',
    )
  })

  it.each([
    ['an organisation that there is none of', 'operations', 'Nowhere'],
    ['one that the user may not work in', 'admin', 'Northwind Traders'],
    ['the home of the others', 'northwindAdmin', 'Default'],
  ] as const)('is refused when it names %s', async (_, user, orgName) => {
    const { ask, lastRule } = await startPmp()
    expect(await ask(user, 'GET', '/resources', undefined, { orgName })).toMatchObject({
      name: 'GET RESOURCES',
      status: 'Failed',
      message: 'No such organization found',
    })
    expect(lastRule()).toBe('pmp.organization.not-found')
  })
})

describe('Managing an organisation', () => {
  const permit = (managePermission: string, more: object) => ({ managePermission, orgIds: ['2'], ...more })

  it('is granted to users and user groups, and revoked', async () => {
    const client = await startPmp()
    const open = async (user: UserName) =>
      (await client.ask(user, 'GET', '/resources', undefined, NORTHWIND)).status
    const listed = async (user: UserName) =>
      (await client.ask(user, 'GET', '/organizations')).details.map((one: any) => one.orgName)
    expect([await open('admin'), await listed('admin')]).toEqual(['Failed', ['Default']])
    await client.ask(
      'admin',
      'POST',
      '/organizations/manage',
      permit('grant', { userIds: [1], userGroupIds: [1] }),
    )
    expect([await open('admin'), await listed('admin')]).toEqual([
      'Success',
      ['Default', 'Northwind Traders'],
    ])
    expect(await open('dbadmin')).toBe('Success')
    await client.ask(
      'admin',
      'POST',
      '/organizations/manage',
      permit('revoke', { userIds: [1], userGroupIds: [1] }),
    )
    expect([await open('admin'), await open('dbadmin'), await open('operations')]).toEqual([
      'Failed',
      'Failed',
      'Success',
    ])
  })

  it.each([
    [{ managePermission: 'grant', orgIds: ['9'], userIds: ['1'] }, 'No such organization found'],
    [{ managePermission: 'grant', orgIds: ['2'], userIds: ['41'] }, 'No such user found'],
    [{ managePermission: 'grant', orgIds: ['2'], userGroupIds: ['9'] }, 'No such user group found'],
    [{ managePermission: 'grant', orgIds: ['2'] }, 'Mandatory field(s) missing'],
    [
      { managePermission: 'maybe', orgIds: ['2'], userIds: ['1'] },
      'Invalid input. Please check the input data.',
    ],
  ])('fails for %j, and changes nothing', async (details, message) => {
    const { ask } = await startPmp()
    expect((await ask('admin', 'POST', '/organizations/manage', details)).message).toBe(message)
    expect((await ask('admin', 'GET', '/resources', undefined, NORTHWIND)).status).toBe('Failed')
  })
})
