/** What nobody has captured: each text is an entry of the catalogue, marked as our reading, and can be replaced. */
import { describe, expect, it } from 'vitest'
import { catalogue, type CatalogueText, type TextKey } from '../../../src/vendors/pmp/texts.ts'
import { pmpSettings } from '../../../src/vendors/pmp/settings.ts'
import { ROOT, said, startPmp, tokens } from './client.ts'

const entries = Object.entries(catalogue) as [TextKey, CatalogueText][]

describe('An entry of the catalogue', () => {
  it.each(entries)('%s has its evidence, its source and a replacement', (key, entry) => {
    expect(entry.text).not.toBe('')
    expect(['documented', 'client', 'inferred']).toContain(entry.evidence)
    expect(entry.source).not.toBe('')
    expect(entry.evidence === 'inferred').toBe(entry.source === 'no capture known')
    if (entry.evidence === 'inferred') expect(entry.alternatives).toBeInstanceOf(Array)
    const { texts } = pmpSettings.resolve('auto', { texts: { [key]: 'another text' } })
    expect(texts).toEqual({ ...pmpSettings.resolve('auto', {}).texts, [key]: 'another text' })
  })

  it.each(entries.filter(([, { alternatives }]) => (alternatives ?? []).length > 0))(
    '%s takes each of its alternatives',
    (key, { text, alternatives = [] }) => {
      for (const one of alternatives) {
        expect(one).not.toBe(text)
        expect(pmpSettings.resolve('auto', { texts: { [key]: one } }).texts[key]).toBe(one)
      }
    },
  )
})

/** Operation, how it is asked for, its provisional name and message, and what Details hold. */
const provisional = [
  [
    'resource id by name',
    'GET',
    '/resources/resourcename/MSSQLServer',
    undefined,
    'GET_RESOURCEID',
    'resourceIdFetched',
    { RESOURCEID: '303' },
  ],
  [
    'getResourceAccountDetails',
    'GET',
    '/resources/getResourceAccountDetails?RESOURCEID=303&ACCOUNTID=307',
    undefined,
    'GET_RESOURCEACCOUNTDETAILS',
    'resourceAccountDetailsFetched',
    { RESOURCEDETAILS: expect.any(String), ACCOUNTDETAILS: expect.any(String) },
  ],
  [
    'delete account',
    'DELETE',
    '/resources/303/accounts/308',
    undefined,
    'DELETE ACCOUNT',
    'accountDeleted',
    undefined,
  ],
  ['delete user', 'DELETE', '/user/34', undefined, 'DELETE_USER', 'userDeleted', undefined],
  ['lock user', 'PUT', '/user/lock?USERNAME=guest', undefined, 'LOCK_USER', 'userLocked', undefined],
  ['unlock user', 'PUT', '/user/unlock?USERNAME=guest', undefined, 'UNLOCK_USER', 'userUnlocked', undefined],
  [
    'user id',
    'GET',
    '/user/getUserId?USERNAME=guest',
    undefined,
    'GET_USERID',
    'userIdFetched',
    { USERID: '2' },
  ],
  [
    'user group id',
    'GET',
    '/user/getUserGroupId?USERGROUPNAME=Help%20Desk',
    undefined,
    'GET_USERGROUPID',
    'userGroupIdFetched',
    { USERGROUPID: '2' },
  ],
  [
    'share resource',
    'PUT',
    '/resources/303/share',
    { ACCESSTYPE: 'view', USERID: '2' },
    'SHARE RESOURCE',
    'resourceShared',
    undefined,
  ],
  [
    'share account',
    'PUT',
    '/resources/303/accounts/307/share',
    { ACCESSTYPE: 'view', USERID: 2 },
    'SHARE ACCOUNT',
    'accountShared',
    undefined,
  ],
  [
    'revoke resource',
    'PUT',
    '/resources/303/share',
    { ACCESSTYPE: 'revoke', USERID: '2' },
    'SHARE RESOURCE',
    'resourceShareRevoked',
    undefined,
  ],
  [
    'revoke account',
    'PUT',
    '/resources/303/accounts/307/share',
    { ACCESSTYPE: 'revoke', USERID: '2' },
    'SHARE ACCOUNT',
    'accountShareRevoked',
    undefined,
  ],
  [
    'share resource groups',
    'PUT',
    '/resourcegroup/share',
    { resourceGroupIds: ['301'], userIds: ['2'], accessType: 'view' },
    'SHARE RESOURCE GROUP',
    'groupShared',
    undefined,
  ],
  [
    'associate resources',
    'POST',
    '/resourcegroup/301/associateResources',
    { RESOURCEIDS: [303] },
    'ASSOCIATE RESOURCES',
    'resourcesAssociated',
    undefined,
  ],
  [
    'associated groups',
    'GET',
    '/resources/304/associatedGroups',
    undefined,
    'GET ASSOCIATED GROUPS',
    'associatedGroupsFetched',
    { 'ASSOCIATED GROUPS': [{ 'GROUP ID': '301', 'GROUP NAME': 'Linux Servers' }] },
  ],
  [
    'list resource groups',
    'GET',
    '/resourcegroup',
    undefined,
    'GET RESOURCE GROUPS',
    'groupsFetched',
    expect.any(Array),
  ],
  [
    'generate password',
    'GET',
    '/passwords/generate',
    { POLICY: 'Strong' },
    'GENERATE PASSWORD',
    'passwordGenerated',
    { PASSWORD: expect.any(String) },
  ],
  [
    'resource types',
    'GET',
    '/resources/resourcetypes',
    undefined,
    'GET RESOURCE TYPES',
    'resourceTypesFetched',
    expect.any(Array),
  ],
] as const

describe('A provisional answer', () => {
  it.each(provisional)('%s', async (_, method, path, details, name, key, expected) => {
    const first = await startPmp()
    const answer = await first.ask('operations', method, path, details)
    expect(answer).toMatchObject({ name, status: 'Success', message: catalogue[key].text })
    expect(answer.details).toEqual(expected)
    // Text and name are the user's where the user knows better.
    const other = await startPmp({
      settings: { pmp: { texts: { [key]: 'As captured' }, names: { [name]: 'CAPTURED' } } },
    })
    expect(await other.ask('operations', method, path, details)).toMatchObject({
      name: 'CAPTURED',
      message: 'As captured',
    })
  })

  it('restore from trash', async () => {
    const { ask } = await startPmp({ profiles: { pmp: 'pam360' } })
    await ask('operations', 'DELETE', '/resources/307')
    expect(await ask('operations', 'PUT', '/trash/restore', { trashIds: ['307'] })).toMatchObject({
      name: 'RESTORE TRASH',
      message: catalogue.trashRestored.text,
    })
  })
})

describe('An open point has a default and a knob', () => {
  const HEADERS = { authtoken: tokens.operations }

  it('content type of answers', async () => {
    const { raw } = await startPmp({ settings: { pmp: { contentType: 'text/plain;charset=ISO-8859-1' } } })
    const { headers } = await raw({ url: `${ROOT}/resources`, headers: HEADERS })
    expect(headers['content-type']).toBe('text/plain;charset=ISO-8859-1')
  })

  it('timers of the workflow', async () => {
    const { ask, workspace } = await startPmp({ settings: { pmp: { timers: { voidMinutes: 5 } } } })
    await ask('guest', 'POST', '/accounts/7/requestpassword', { REASON: 'x' })
    workspace.clock.advance(5 * 60_000)
    expect((await ask('guest', 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']).toBe(
      '[Request]',
    )
  })

  it('accounts that are all there already: Success outside, the trouble inside', async () => {
    const { ask } = await startPmp()
    const list = { ACCOUNTLIST: [{ ACCOUNTNAME: 'system' }, { ACCOUNTNAME: 'sa' }] }
    expect(await ask('operations', 'POST', '/resources/303/accounts', list)).toMatchObject({
      status: 'Success',
      details: [
        { system: { STATUS: 'Account is not added  as it already exists' } },
        { sa: { STATUS: 'Account is not added  as it already exists' } },
      ],
    })
  })

  it('a path with names that are not there: Failed, without Details', async () => {
    const { ask } = await startPmp()
    const answer = await ask('operations', 'GET', '/resources/resourcename/x/accounts/accountname/y')
    expect(answer).toMatchObject({ status: 'Failed', details: undefined })
  })

  it('body of the 599 answer', async () => {
    const { raw } = await startPmp({
      settings: {
        pmp: { contentFilter: { enabled: true, patterns: ['evil'] }, texts: { harmfulContent: 'No' } },
      },
    })
    const answer = await raw({ url: `${ROOT}/resources?x=EVIL`, headers: HEADERS })
    expect([answer.statusCode, said(answer).message]).toEqual([599, 'No'])
  })
})
