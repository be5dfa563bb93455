/** What each role may do: create and edit, view, approve, manage users, read audits (our reading of the product's roles). */
import { describe, expect, it } from 'vitest'
import { NEW_RESOURCE, type PmpClient, startPmp } from './client.ts'

const roles = {
  Administrator: { manages: true, users: true, audit: true },
  'Privileged Administrator': { manages: true, users: true, audit: true },
  'Password Administrator': { manages: true, users: false, audit: false },
  'Password User': { manages: false, users: false, audit: false },
  'Password Auditor': { manages: false, users: false, audit: true },
} as const
type Role = keyof typeof roles

const TOKEN = 'FAKE0004-0000-4000-8000-00000000004A'

/** The user "dbadmin" of this world has the role; of two resources the first is its own, the second shared to it. */
async function startAs(role: Role, more: object = {}, level = 'view'): Promise<PmpClient> {
  const owner = 'admin'
  return startPmp({
    fixtures: {
      pmp: {
        policies: [{ name: 'Strong' }],
        users: [
          {
            id: '1',
            login: owner,
            role: 'Administrator',
            api: { token: 'FAKE0001-0000-4000-8000-00000000001A' },
          },
          { id: '2', login: 'guest' },
          { id: '4', login: 'dbadmin', role, api: { token: TOKEN }, ...more },
        ],
        resources: [
          {
            id: '1',
            name: 'own',
            type: 'Linux',
            owner: 'dbadmin',
            accounts: [{ id: '1', name: 'a', password: 'fake-1' }],
          },
          {
            id: '2',
            name: 'shared',
            type: 'Linux',
            owner,
            accounts: [{ id: '2', name: 'b', password: 'fake-2' }],
          },
          {
            id: '3',
            name: 'foreign',
            type: 'Linux',
            owner,
            accounts: [{ id: '3', name: 'c', password: 'fake-3' }],
          },
          {
            id: '4',
            name: 'guarded',
            type: 'Linux',
            owner,
            accounts: [{ id: '4', name: 'd', password: 'fake-4', accessControl: { approvers: ['dbadmin'] } }],
          },
        ],
        shares: [{ resource: '2', user: 'dbadmin', level }],
        requests: [{ account: '4', user: 'guest', requestedAt: '2026-01-01T00:00:00Z' }],
      },
    },
  })
}

const outcome = (may: boolean) => (may ? 'Success' : 'Failed')

describe.each(Object.entries(roles) as [Role, (typeof roles)[Role]][])('%s', (role, may) => {
  it(`${may.manages ? 'creates' : 'does not create'} resources, and edits and shares what is owned`, async () => {
    const { ask } = await startAs(role)
    const status = async (method: string, path: string, details?: object) =>
      (await ask('dbadmin', method, path, details as Record<string, unknown>)).status
    expect(await status('POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: 'new' })).toBe(
      outcome(may.manages),
    )
    expect(await status('PUT', '/resources/1', { RESOURCENAME: 'own', LOCATION: 'x' })).toBe(
      outcome(may.manages),
    )
    expect(await status('POST', '/resources/1/accounts', { ACCOUNTLIST: [{ ACCOUNTNAME: 'n' }] })).toBe(
      outcome(may.manages),
    )
    expect(await status('PUT', '/resources/1/share', { ACCESSTYPE: 'view', USERID: 2 })).toBe(
      outcome(may.manages),
    )
    expect(await status('DELETE', '/resources/1')).toBe(outcome(may.manages))
  })

  it('views what is owned or shared, and nothing else is there', async () => {
    const { ask } = await startAs(role)
    const read = async (id: string) =>
      (await ask('dbadmin', 'GET', `/resources/${id}/accounts/${id}/password`)).message
    expect([await read('1'), await read('2'), await read('3')]).toEqual([
      'Password fetched successfully',
      'Password fetched successfully',
      'No such resource found',
    ])
  })

  it('changes a password that is shared to modify, and none that is shared to view', async () => {
    for (const level of ['view', 'modify']) {
      const { ask } = await startAs(role, {}, level)
      const change = await ask('dbadmin', 'PUT', '/resources/2/accounts/2/password', {
        NEWPASSWORD: 'fake-n',
      })
      expect(change.status, level).toBe(outcome(level === 'modify'))
    }
  })

  it(`edits ${may.manages ? '' : 'not even '}what is shared with full access`, async () => {
    const { ask } = await startAs(role, {}, 'fullaccess')
    const edit = await ask('dbadmin', 'PUT', '/resources/2', { RESOURCENAME: 'shared', LOCATION: 'x' })
    expect(edit.status).toBe(outcome(may.manages))
  })

  it('approves as a named approver', async () => {
    const { ask } = await startAs(role)
    expect((await ask('dbadmin', 'POST', '/accounts/4/requester/2/approve')).status).toBe('Success')
  })

  it(`${may.users ? 'manages' : 'does not manage'} users`, async () => {
    const { ask } = await startAs(role)
    expect((await ask('dbadmin', 'POST', '/user', { USERNAME: 'new' })).status).toBe(outcome(may.users))
    expect((await ask('dbadmin', 'GET', '/user')).status).toBe(outcome(may.users))
    expect((await ask('dbadmin', 'PUT', '/user/lock?USERNAME=guest')).status).toBe(outcome(may.users))
    expect((await ask('dbadmin', 'DELETE', '/user/2')).status).toBe(outcome(may.users))
  })

  it(`${may.audit ? 'reads' : 'does not read'} the audit trail`, async () => {
    const { ask } = await startAs(role)
    expect((await ask('dbadmin', 'GET', '/audit')).status).toBe(outcome(may.audit))
  })

  it('as a super administrator sees and decides all, and has the other rights of the role', async () => {
    const { ask } = await startAs(role, { superAdministrator: true })
    expect((await ask('dbadmin', 'GET', '/resources')).totalRows).toBe(4)
    expect((await ask('dbadmin', 'GET', '/resources/3/accounts/3/password')).status).toBe('Success')
    expect((await ask('dbadmin', 'GET', '/user')).status).toBe(outcome(may.users))
  })
})
