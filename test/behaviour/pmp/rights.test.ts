import { describe, expect, it } from 'vitest'
import { startPmp } from './client.ts'

const NOT_AUTHORIZED = 'You are not authorized to perform this operation'

describe('What a user sees', () => {
  it('a super administrator sees everything, others what they own and what is shared with them', async () => {
    const { ask } = await startPmp()
    const names = async (user: Parameters<typeof ask>[0]) =>
      ((await ask(user, 'GET', '/resources')).details ?? []).map(
        (row: Record<string, string>) => row['RESOURCE NAME'],
      )
    expect(await names('admin')).toHaveLength(11)
    expect(await names('dbadmin')).toEqual(['orders-db', 'MSSQLServer', 'web1', 'core-switch'])
    // The two Windows machines by their group, which fills itself.
    expect(await names('auditor')).toEqual(['dc1', 'orders-db', 'retired-printserver'])
    expect(await names('guest')).toEqual(['apt-server1', 'apt-server2', 'edge-firewall', 'dc1'])
  })

  it('of a resource with one shared account, only that account is there', async () => {
    const { ask } = await startPmp()
    const { details } = await ask('jthomas', 'GET', '/resources/304/accounts')
    expect(details['ACCOUNT LIST'].map((row: Record<string, string>) => row['ACCOUNT NAME'])).toEqual([
      'deploy',
    ])
    const { details: resources } = await ask('jthomas', 'GET', '/resources')
    expect(resources.find((row: Record<string, string>) => row['RESOURCE ID'] === '304')).toMatchObject({
      NOOFACCOUNTS: '1',
    })
    expect((await ask('jthomas', 'GET', '/resources/304/accounts/304')).message).toBe('No such account found')
  })

  it("somebody else's resource is absent, and the journal says why", async () => {
    const { ask, lastEntry } = await startPmp()
    const calls = [
      ['GET', '/resources/303/accounts', 'No such resource found'],
      ['GET', '/resources/303/accounts/307', 'No such resource found'],
      ['GET', '/resources/303/accounts/307/password', 'No such resource found'],
      ['GET', '/resources/resourcename/MSSQLServer/accounts/accountname/system', 'No such resource found'],
      ['GET', '/resources/302/accounts/307/password', 'No such account found'],
    ] as const
    for (const [method, path, message] of calls) {
      const user = path.includes('302') ? 'auditor' : 'guest'
      expect((await ask(user, method, path)).message, path).toBe(message)
    }
    await ask('guest', 'GET', '/resources/303/accounts')
    expect(lastEntry().reason?.message).toContain('neither owns it nor has it shared')
  })

  it('with nothing to list there is no Details member', async () => {
    const users = [{ id: '9', login: 'lonely', api: { token: 'lonely-token' } }]
    const { raw } = await startPmp({ fixtures: { pmp: { users } } })
    const answer = await raw({ url: '/restapi/json/v1/resources?AUTHTOKEN=lonely-token' })
    expect(answer.body).toBe(
      '{"operation":{"name":"GET RESOURCES","result":{"status":"Success","message":"Resources fetched successfully"},"totalRows":0}}',
    )
  })
})

describe('What a user may do', () => {
  it('only those who manage resources create and delete them', async () => {
    const { ask, lastRule } = await startPmp()
    const details = {
      RESOURCENAME: 'new',
      ACCOUNTNAME: 'root',
      RESOURCETYPE: 'Linux',
      PASSWORD: 'fake-New1!',
    }
    for (const user of ['guest', 'auditor', 'jthomas'] as const) {
      expect((await ask(user, 'POST', '/resources', details)).message).toBe(NOT_AUTHORIZED)
      expect(lastRule()).toBe('pmp.role.not-allowed')
      expect((await ask(user, 'DELETE', '/resources/302')).message).toBe(NOT_AUTHORIZED)
    }
    expect((await ask('dbadmin', 'POST', '/resources', details)).status).toBe('Success')
  })

  it('a share that is not full access does not delete', async () => {
    const { ask, lastRule } = await startPmp({
      fixtures: {
        pmp: {
          users: [
            { id: '1', login: 'owner', role: 'Administrator', api: { token: 'owner-token' } },
            {
              id: '2',
              login: 'dbadmin',
              role: 'Password Administrator',
              api: { token: 'FAKE0004-0000-4000-8000-00000000004A' },
            },
          ],
          resources: [{ id: '1', name: 'r', type: 'Linux', owner: 'owner' }],
          shares: [{ resource: '1', user: 'dbadmin', level: 'modify' }],
        },
      },
    })
    expect((await ask('dbadmin', 'DELETE', '/resources/1')).message).toBe(NOT_AUTHORIZED)
    expect(lastRule()).toBe('pmp.access.insufficient')
  })

  it('a password user changes a password that is shared with "modify", and none that is shared with "view"', async () => {
    const { ask, lastRule } = await startPmp()
    const details = { NEWPASSWORD: 'fake-Changed1!', RESETTYPE: 'LOCAL' }
    expect((await ask('jthomas', 'PUT', '/resources/304/accounts/305/password', details)).status).toBe(
      'Success',
    )
    expect((await ask('auditor', 'PUT', '/resources/302/accounts/302/password', details)).message).toBe(
      NOT_AUTHORIZED,
    )
    expect(lastRule()).toBe('pmp.access.insufficient')
  })

  it('a share for remote sessions only shows no password', async () => {
    const { ask, lastRule } = await startPmp()
    const { details } = await ask('guest', 'GET', '/resources/301/accounts/301')
    expect(details['PASSWORD STATUS']).toBe('####')
    expect((await ask('guest', 'GET', '/resources/301/accounts/301/password')).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.account.hidden')
  })
})
