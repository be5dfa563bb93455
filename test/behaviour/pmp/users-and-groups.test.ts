/** What PAM360 names without a text of its own: users, user groups, resource groups, policies (paths are our reading). */
import { describe, expect, it } from 'vitest'
import { NEW_RESOURCE, ROOT, said, startPmp } from './client.ts'

const NOT_AUTHORIZED = 'You are not authorized to perform this operation'

describe('Users', () => {
  it('are listed for administrators, and each user sees the own entry', async () => {
    const { ask, lastRule } = await startPmp()
    const list = await ask('admin', 'GET', '/user')
    expect(list.totalRows).toBe(list.details.length)
    expect(list.details[1]).toMatchObject({
      USERID: '2',
      USERNAME: 'guest',
      ROLE: 'Password User',
      STATUS: 'Active',
    })
    expect((await ask('guest', 'GET', '/user')).message).toBe(NOT_AUTHORIZED)
    expect(lastRule()).toBe('pmp.role.not-allowed')
    expect((await ask('guest', 'GET', '/user/2')).details.DEPARTMENT).toBe('NOC')
    expect((await ask('guest', 'GET', '/user/1')).message).toBe(NOT_AUTHORIZED)
    expect((await ask('admin', 'GET', '/user/99')).message).toBe('No such user found')
  })

  it('are edited, and what an edit does not name stays', async () => {
    const { ask } = await startPmp()
    const edit = { EMAIL: 'new@pmp.example', DEPARTMENT: 'Security', ROLE: 'Password Auditor' }
    expect((await ask('admin', 'PUT', '/user/2', edit)).message).toBe('User guest modified successfully')
    expect((await ask('admin', 'GET', '/user/2')).details).toMatchObject({
      ...edit,
      FIRSTNAME: 'Guest',
      USERNAME: 'guest',
    })
    expect((await ask('guest', 'GET', '/audit')).status).toBe('Success')
  })

  it.each([
    ['admin', '/user/99', { EMAIL: 'x' }, 'No such user found', 'user.not-found'],
    ['dbadmin', '/user/2', { EMAIL: 'x' }, NOT_AUTHORIZED, 'role.not-allowed'],
    ['admin', '/user/1', { ROLE: 'Password User' }, NOT_AUTHORIZED, 'user.self'],
    ['admin', '/user/2', { ROLE: 'King' }, 'Invalid input. Please check the input data.', 'input.invalid'],
  ] as const)('%s may not edit %s with %j', async (user, path, details, message, rule) => {
    const { ask, lastRule } = await startPmp()
    expect((await ask(user, 'PUT', path, details)).message).toBe(message)
    expect(lastRule()).toBe(`pmp.${rule}`)
  })

  it('show what they were created with, and where they stand', async () => {
    const { ask } = await startPmp()
    await ask('admin', 'POST', '/user', { USERNAME: 'api', ISAPIUSER: 'true', LOCATION: 'Hall 2' })
    await ask('admin', 'PUT', '/user/lock?USERNAME=api')
    const { USERID } = (await ask('admin', 'GET', '/user/getUserId?USERNAME=api')).details
    expect((await ask('admin', 'GET', `/user/${USERID}`)).details).toMatchObject({
      ISAPIUSER: 'true',
      LOCATION: 'Hall 2',
      STATUS: 'Locked',
    })
  })

  it('are in groups, which are listed with their members', async () => {
    const { ask } = await startPmp()
    expect((await ask('dbadmin', 'GET', '/user/usergroups')).details).toContainEqual({
      USERGROUPID: '2',
      USERGROUPNAME: 'Help Desk',
      USERIDS: ['2', '34'],
    })
    expect((await ask('guest', 'GET', '/user/usergroups')).message).toBe(NOT_AUTHORIZED)
  })
})

describe('An API user of PAM360', () => {
  const create = { USERNAME: 'ci', ISAPIUSER: 'true', HOSTNAME: 'ci.pmp.example' }

  it('has a token for so many days, from any host where none is checked, and is in a group', async () => {
    const { ask, raw, workspace } = await startPmp({ profiles: { pmp: 'pam360' } })
    const more = { TOKENVALIDITYDAYS: 2, HOSTCHECK: false, USERGROUPNAME: 'Database Administrators' }
    const { AUTHTOKEN: authtoken, USERID } = (await ask('admin', 'POST', '/user', { ...create, ...more }))
      .details
    const status = async () =>
      said(await raw({ url: `${ROOT}/resources/303/accounts`, headers: { authtoken } })).status
    expect(await status()).toBe('Success')
    const groups = (await ask('admin', 'GET', '/user/usergroups')).details
    expect(groups[0].USERIDS).toEqual(['4', USERID])
    workspace.clock.advance(2 * 86_400_000)
    expect(await status()).toBe('Failed')
  })

  it('is not made when its group is not there', async () => {
    const { ask, lastRule } = await startPmp()
    expect((await ask('admin', 'POST', '/user', { ...create, USERGROUPNAME: 'Nobodies' })).status).toBe(
      'Failed',
    )
    expect(lastRule()).toBe('pmp.user-group.not-found')
    expect((await ask('admin', 'GET', '/user/getUserId?USERNAME=ci')).status).toBe('Failed')
  })
})

describe('A resource group', () => {
  it('is made, shown, filled, emptied, renamed and deleted', async () => {
    const { ask } = await startPmp()
    const made = await ask('admin', 'POST', '/resourcegroup', {
      resourceGroupName: 'Web',
      resourceIds: [304],
    })
    const path = `/resourcegroup/${made.details.resourceGroupId}`
    const ids = async () => (await ask('admin', 'GET', path)).details.resourceIds
    expect(await ids()).toEqual(['304'])
    await ask('admin', 'POST', `${path}/associateResources`, { RESOURCEIDS: [1, 2] })
    await ask('admin', 'POST', `${path}/dissociateResources`, { RESOURCEIDS: ['304'] })
    expect(await ids()).toEqual(['1', '2'])
    await ask('admin', 'PUT', path, { resourceGroupName: 'Mirrors' })
    expect((await ask('admin', 'GET', path)).details.resourceGroupName).toBe('Mirrors')
    await ask('admin', 'DELETE', path)
    expect((await ask('admin', 'GET', path)).message).toBe('No such resource group found')
    expect((await ask('admin', 'GET', '/resources/1/accounts')).status).toBe('Success')
  })

  it('with criteria fills itself, when resources come, change and go', async () => {
    const { ask } = await startPmp()
    const ids = async () => (await ask('operations', 'GET', '/resourcegroup/303')).details.resourceIds
    expect(await ids()).toEqual(['301', '307'])
    await ask('operations', 'POST', '/resources', {
      ...NEW_RESOURCE,
      RESOURCENAME: 'new',
      RESOURCETYPE: 'Windows',
    })
    await ask('operations', 'PUT', '/resources/301', { RESOURCENAME: 'dc1', RESOURCETYPE: 'Linux' })
    await ask('operations', 'DELETE', '/resources/307')
    expect(await ids()).toEqual(['310'])
    const criteria = [{ column: 'DEPARTMENT', operator: 'EQUALS', value: 'noc' }]
    await ask('operations', 'PUT', '/resourcegroup/303', { criteria })
    expect(await ids()).toEqual(['1', '2', '308'])
  })

  it('opens what is in it to whom it is shared with', async () => {
    const { ask } = await startPmp()
    const read = async () =>
      (await ask('guest', 'GET', '/resources/301/accounts')).details?.['ACCOUNT LIST'].length
    await ask('operations', 'PUT', '/resourcegroup/share', {
      resourceGroupIds: ['303'],
      userIds: ['2'],
      accessType: 'view',
    })
    expect(await read()).toBe(1)
    expect((await ask('guest', 'GET', '/resources/307/accounts/309/password')).status).toBe('Success')
    await ask('operations', 'DELETE', '/resourcegroup/303')
    expect((await ask('guest', 'GET', '/resources/307/accounts/309/password')).status).toBe('Failed')
  })

  it.each([
    ['guest', 'POST', '/resourcegroup', { resourceGroupName: 'x' }, 'role.not-allowed'],
    ['admin', 'POST', '/resourcegroup', {}, 'input.field-missing'],
    ['admin', 'POST', '/resourcegroup', { resourceGroupName: 'Databases' }, 'resource-group.exists'],
    [
      'admin',
      'POST',
      '/resourcegroup',
      { resourceGroupName: 'x', resourceIds: ['99'] },
      'resource.not-found',
    ],
    [
      'admin',
      'POST',
      '/resourcegroup',
      { resourceGroupName: 'x', criteria: [{ column: 'A', operator: 'like' }] },
      'input.invalid',
    ],
    ['dbadmin', 'GET', '/resourcegroup/301', undefined, 'resource-group.not-found'],
    ['dbadmin', 'PUT', '/resourcegroup/301', { resourceGroupName: 'x' }, 'resource-group.not-found'],
    ['admin', 'PUT', '/resourcegroup/301', { resourceGroupName: 'Databases' }, 'resource-group.exists'],
    [
      'admin',
      'PUT',
      '/resourcegroup/301',
      { criteria: [{ column: 'A', operator: 'contains' }] },
      'input.invalid',
    ],
    ['dbadmin', 'DELETE', '/resourcegroup/301', undefined, 'resource-group.not-found'],
    ['admin', 'POST', '/resourcegroup/303/associateResources', { RESOURCEIDS: ['1'] }, 'input.invalid'],
    [
      'admin',
      'POST',
      '/resourcegroup/99/dissociateResources',
      { RESOURCEIDS: ['1'] },
      'resource-group.not-found',
    ],
  ] as const)('%s %s %s %j is refused', async (user, method, path, details, rule) => {
    const { ask, lastRule } = await startPmp()
    expect((await ask(user, method, path, details)).status).toBe('Failed')
    expect(lastRule()).toBe(`pmp.${rule}`)
  })

  it('narrows the list of accounts by GROUPID', async () => {
    const { ask, lastRule } = await startPmp()
    const count = async (GROUPID: unknown) =>
      (await ask('dbadmin', 'GET', '/resources/303/accounts', { GROUPID })).details?.['ACCOUNT LIST'].length
    expect([await count(302), await count('302')]).toEqual([2, 2])
    expect(
      (await ask('admin', 'GET', '/resources/303/accounts', { GROUPID: 301 })).details['ACCOUNT LIST'],
    ).toEqual([])
    expect(await count(301)).toBeUndefined()
    expect(lastRule()).toBe('pmp.resource-group.not-found')
  })
})

describe('A password policy', () => {
  it('is listed, chosen by name or id, and passwords are held against it', async () => {
    const { ask, lastRule } = await startPmp()
    const { details } = await ask('admin', 'GET', '/passwordpolicies')
    expect(details[0]).toMatchObject({ 'POLICY ID': '101', 'POLICY NAME': 'Strong', 'MINIMUM LENGTH': '8' })
    const validate = async (more: object) =>
      ask('admin', 'GET', '/passwords/validate', { PASSWORD: 'short1', ...more })
    expect((await validate({ POLICY: 'Low' })).message).toBe('Password validated successfully')
    expect((await validate({ POLICYID: 103 })).status).toBe('Success')
    expect((await validate({})).message).toBe('Minimum length must be 8')
    expect((await validate({ POLICYID: 999 })).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.policy.not-found')
    expect((await ask('admin', 'GET', '/passwords/generate', { POLICYID: '104' })).details.PASSWORD).toMatch(
      /^.{12,}$/,
    )
  })

  it('and a type are set by their ids too', async () => {
    const { ask } = await startPmp()
    const edit = { RESOURCENAME: 'web1', RESOURCETYPEID: '2', RESOURCEPASSWORDPOLICYID: 102 }
    expect((await ask('admin', 'PUT', '/resources/304', edit)).status).toBe('Success')
    await ask('admin', 'PUT', '/resources/304/accounts/305', {
      ACCOUNTNAME: 'deploy',
      ACCOUNTPASSWORDPOLICYID: '103',
    })
    const { details } = await ask('admin', 'GET', '/resources/304/accounts')
    expect(details).toMatchObject({ 'RESOURCE TYPE': 'WindowsDomain', 'RESOURCE PASSWORD POLICY': 'Medium' })
    expect(details['ACCOUNT LIST'].map((one: any) => one['ACCOUNT PASSWORD POLICY'])).toEqual([
      'Medium',
      'Low',
    ])
    for (const wrong of [{ RESOURCETYPEID: '999' }, { RESOURCEPASSWORDPOLICYID: '999' }])
      expect((await ask('admin', 'PUT', '/resources/304', { RESOURCENAME: 'web1', ...wrong })).status).toBe(
        'Failed',
      )
  })

  it('may be met by a type of the site, which the list of types ends with', async () => {
    const { ask } = await startPmp()
    const { details } = await ask('admin', 'GET', '/resources/resourcetypes', {
      RESOURCETYPE_CONTAINING: ['jasper'],
    })
    expect(details).toEqual([{ 'RESOURCE TYPE ID': '39', 'RESOURCE TYPE NAME': 'JasperSoft' }])
  })
})

describe('The trash', () => {
  it('takes accounts and resources, and gives them back', async () => {
    const { ask, lastRule } = await startPmp({ profiles: { pmp: 'pam360' } })
    await ask('admin', 'DELETE', '/resources/303/accounts/308')
    await ask('admin', 'PUT', '/trash/move', { type: 'resource', ids: ['307', '304'] })
    const listed = (await ask('admin', 'GET', '/trash')).details
    expect(listed.map((one: any) => `${one.type} ${one.trashId} ${one.name}`)).toEqual([
      'resource 304 web1',
      'resource 307 retired-printserver',
      'account 308 sa',
    ])
    expect((await ask('admin', 'PUT', '/trash/restore', { trashIds: ['308'] })).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.trash.not-found')
    await ask('admin', 'PUT', '/trash/restore', { type: 'account', trashIds: ['308'] })
    await ask('admin', 'PUT', '/trash/restore', { trashIds: [304] })
    expect((await ask('admin', 'GET', '/resources/303/accounts/308')).status).toBe('Success')
    expect((await ask('admin', 'GET', '/resources/304/accounts')).details['ACCOUNT LIST']).toHaveLength(2)
  })

  it('takes all of them or none', async () => {
    const { ask } = await startPmp()
    const move = { type: 'account', ids: ['308', '999'] }
    expect((await ask('admin', 'PUT', '/trash/move', move)).message).toBe('No such account found')
    expect((await ask('admin', 'GET', '/resources/303/accounts/308')).status).toBe('Success')
    expect((await ask('guest', 'PUT', '/trash/move', { ids: ['303'] })).status).toBe('Failed')
  })

  it('gives an account back only where its resource is and its name is free', async () => {
    const { ask, lastRule } = await startPmp({ profiles: { pmp: 'pam360' } })
    const restore = async () =>
      (await ask('admin', 'PUT', '/trash/restore', { type: 'account', trashIds: ['308'] })).status
    await ask('admin', 'DELETE', '/resources/303/accounts/308')
    await ask('admin', 'POST', '/resources/303/accounts', {
      ACCOUNTLIST: [{ ACCOUNTNAME: 'sa', PASSWORD: 'x' }],
    })
    expect([await restore(), lastRule()]).toEqual(['Failed', 'pmp.account.exists'])
    await ask('admin', 'DELETE', '/resources/303')
    expect([await restore(), lastRule()]).toEqual(['Failed', 'pmp.resource.not-found'])
  })
})
