import { describe, expect, it } from 'vitest'
import { startPmp, tokens, said, ROOT } from './client.ts'

const NOT_AUTHORIZED = 'You are not authorized to perform this operation'

describe('Rights by role', () => {
  it('only administrators manage users', async () => {
    const { ask, lastRule } = await startPmp()
    const calls = [
      ['POST', '/user', { USERNAME: 'new' }],
      ['DELETE', '/user/34', undefined],
      ['PUT', '/user/lock?USERNAME=guest', undefined],
      ['PUT', '/user/unlock?USERNAME=guest', undefined],
      ['POST', '/organizations/manage', { managePermission: 'grant', orgIds: [1], userIds: [4] }],
    ] as const
    for (const user of ['dbadmin', 'guest', 'auditor'] as const) {
      for (const [method, path, details] of calls) {
        expect((await ask(user, method, path, details)).message, `${user} ${path}`).toBe(NOT_AUTHORIZED)
        expect(lastRule()).toBe('pmp.role.not-allowed')
      }
    }
    for (const [method, path, details] of calls)
      expect((await ask('admin', method, path, details)).status, path).toBe('Success')
  })

  it('administrators and auditors read audit trails', async () => {
    const { ask } = await startPmp()
    expect((await ask('guest', 'GET', '/audit')).message).toBe(NOT_AUTHORIZED)
    expect((await ask('dbadmin', 'GET', '/audit')).message).toBe(NOT_AUTHORIZED)
    expect((await ask('auditor', 'GET', '/audit')).status).toBe('Success')
  })

  it('who manages resources shares, edits and adds to what is owned or fully shared', async () => {
    const { ask } = await startPmp()
    const calls = [
      ['PUT', '/resources/303/share', { ACCESSTYPE: 'view', USERID: '2' }],
      ['PUT', '/resources/303', { RESOURCENAME: 'MSSQLServer', LOCATION: 'Here' }],
      ['POST', '/resources/303/accounts', { ACCOUNTLIST: [{ ACCOUNTNAME: 'x' }] }],
      ['PUT', '/resources/303/accounts/307', { ACCOUNTNAME: 'system', NOTES: 'edited' }],
      ['DELETE', '/resources/303/accounts/308', undefined],
    ] as const
    for (const [method, path, details] of calls) {
      expect((await ask('guest', method, path, details)).message, path).toBe(NOT_AUTHORIZED)
      expect((await ask('dbadmin', method, path, details)).status, path).toBe('Success')
    }
    expect((await ask('dbadmin', 'GET', '/resources/303/accounts/307')).details.DESCRIPTION).toBe('edited')
  })
})

describe('A share', () => {
  it('opens what it names and closes it again', async () => {
    const { ask } = await startPmp()
    const read = async () => (await ask('auditor', 'GET', '/resources/304/accounts/304/password')).status
    expect(await read()).toBe('Failed')
    await ask('dbadmin', 'PUT', '/resources/304/share', { ACCESSTYPE: 'view', USERID: 5 })
    expect(await read()).toBe('Success')
    await ask('dbadmin', 'PUT', '/resources/304/share', { ACCESSTYPE: 'revoke', USERID: '5' })
    expect(await read()).toBe('Failed')
    await ask('admin', 'PUT', '/resourcegroup/share', {
      resourceGroupIds: [301],
      userIds: [5],
      accessType: 'view',
    })
    expect(await read()).toBe('Success')
  })

  it('of an account is held before that of its resource', async () => {
    const { ask } = await startPmp()
    await ask('dbadmin', 'PUT', '/resources/304/share', { ACCESSTYPE: 'fullaccess', USERID: '34' })
    await ask('dbadmin', 'PUT', '/resources/304/accounts/305/share', { ACCESSTYPE: 'view', USERID: '34' })
    const change = { NEWPASSWORD: 'fake-Changed1!' }
    expect((await ask('jthomas', 'PUT', '/resources/304/accounts/305/password', change)).message).toBe(
      NOT_AUTHORIZED,
    )
    expect((await ask('jthomas', 'PUT', '/resources/304/accounts/304/password', change)).status).toBe(
      'Success',
    )
  })

  it('needs somebody to share with, and a level', async () => {
    const { ask, lastRule } = await startPmp()
    const share = async (details: Record<string, unknown>) => {
      await ask('admin', 'PUT', '/resources/304/share', details)
      return lastRule()
    }
    expect(await share({ USERID: '2' })).toBe('pmp.input.field-missing')
    expect(await share({ ACCESSTYPE: 'view' })).toBe('pmp.input.field-missing')
    expect(await share({ ACCESSTYPE: 'own', USERID: '2' })).toBe('pmp.input.invalid')
    expect(await share({ ACCESSTYPE: 'view', USERID: '2', USERGROUPID: '2' })).toBe('pmp.input.invalid')
    expect(await share({ ACCESSTYPE: 'view', USERID: '999' })).toBe('pmp.user.not-found')
    expect(await share({ ACCESSTYPE: 'view', USERGROUPID: '999' })).toBe('pmp.user-group.not-found')
  })
})

describe('The list of resource groups', () => {
  it('is searched in the column that is named', async () => {
    const { ask } = await startPmp()
    const found = async (searchColumn: string, searchValue: string) =>
      (await ask('admin', 'GET', '/resourcegroup', { searchColumn, searchValue })).totalRows
    expect(await found('resourceGroupName', 'machines')).toBe(0)
    expect(await found('resourceGroupDescription', 'machines')).toBe(1)
    expect(await found('ownerId', '4')).toBe(1)
    expect(await found('all', 'DATABASES')).toBe(1)
    expect(await found('ALL', '4')).toBe(1)
    expect((await ask('admin', 'GET', '/resourcegroup', { searchColumn: 'colour' })).status).toBe('Failed')
  })
})

describe('An account', () => {
  it('that cannot be added does not keep out the others', async () => {
    const { ask } = await startPmp({ settings: { pmp: { enforcePolicies: true } } })
    const { details } = await ask('dbadmin', 'POST', '/resources/304/accounts', {
      ACCOUNTLIST: [
        { ACCOUNTNAME: 'root' },
        { ACCOUNTNAME: 'weak', PASSWORD: 'weak' },
        { ACCOUNTNAME: 'good', PASSWORD: 'fake-Good1!' },
        { ACCOUNTNAME: '7' },
      ],
    })
    expect(details).toEqual([
      { root: { STATUS: 'Account is not added  as it already exists' } },
      { weak: { STATUS: 'Minimum length must be 8' } },
      { good: { STATUS: 'Account added successfully' } },
      { 7: { STATUS: 'Account added successfully' } },
    ])
    expect((await ask('dbadmin', 'GET', '/resources/304/accounts')).details['ACCOUNT LIST']).toHaveLength(4)
  })

  it('keeps custom fields that an edit does not name', async () => {
    const { ask } = await startPmp()
    const field = (CUSTOMLABEL: string, CUSTOMVALUE: string) => ({ CUSTOMLABEL, CUSTOMVALUE })
    await ask('admin', 'PUT', '/resources/303/accounts/308', {
      ACCOUNTNAME: 'sa',
      ACCOUNTCUSTOMFIELD: [field('Cost Center', '4711')],
    })
    const { details } = await ask('admin', 'GET', '/resources/303/accounts/308')
    const fields = details['CUSTOM FIELD'].map((one: Record<string, string>) => [
      one['CUSTOMFIELDLABEL'],
      one['CUSTOMFIELDVALUE'],
    ])
    expect(fields).toEqual([
      ['DATABASE_NAME', 'payroll'],
      ['Cost Center', '4711'],
    ])
  })

  it('shows a one-time password that follows the clock (RFC 6238)', async () => {
    const { ask, workspace } = await startPmp()
    workspace.clock.freeze(true)
    await ask('admin', 'POST', '/resources/303/accounts', {
      ACCOUNTLIST: [
        {
          ACCOUNTNAME: 'totp',
          TOTP_SECRET: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          TOTP_DIGITS: 8,
          TOTP_ALGORITHM: 'SHA1',
        },
      ],
    })
    const totp = async (seconds: number) => {
      workspace.clock.set(seconds * 1000)
      return (await ask('admin', 'GET', '/accounts/313/totp')).details.TOTP
    }
    expect([await totp(59), await totp(1_111_111_109), await totp(20_000_000_000)]).toEqual([
      '94287082',
      '07081804',
      '65353130',
    ])
    expect((await ask('admin', 'GET', '/resources/303/accounts/313')).details).toMatchObject({
      IS_TOTP_CONFIGURED: 'true',
      TOTP_VALIDITY: '30',
    })
    expect((await ask('admin', 'GET', '/accounts/307/totp')).message).toBe(
      'TOTP is not configured for this account',
    )
  })
})

describe('A user', () => {
  it('that is an API user gets a token, which PAM360 answers', async () => {
    const { ask, raw } = await startPmp({ profiles: { pmp: 'pam360' } })
    const { details } = await ask('admin', 'POST', '/user', {
      USERNAME: 'ci',
      FIRSTNAME: 'C',
      LASTNAME: 'I',
      EMAIL: 'ci@pmp.example',
      ROLE: 'Password Administrator',
      ISAPIUSER: true,
      EXPIRYDATE: '2099-12-31',
      HOSTNAME: '127.0.0.1',
    })
    expect(details.USERID).toBe('55')
    expect(
      said(await raw({ url: `${ROOT}/resources`, headers: { authtoken: details.AUTHTOKEN } })).totalRows,
    ).toBe(0)
    expect((await ask('admin', 'POST', '/user', { USERNAME: 'x', EXPIRYDATE: 'soon' })).message).toBe(
      'Invalid input. Please check the input data.',
    )
  })

  it('that is deleted leaves what it owned to who deleted it', async () => {
    const { ask } = await startPmp()
    expect((await ask('admin', 'DELETE', '/user/4')).status).toBe('Success')
    expect((await ask('admin', 'GET', '/resources/304/accounts')).details['RESOURCE OWNER']).toBe('admin')
    expect((await ask('admin', 'DELETE', '/user/4')).message).toBe('No such user found')
    expect((await ask('admin', 'DELETE', '/user/1')).message).toBe(NOT_AUTHORIZED)
  })
})

describe('The trash of PAM360', () => {
  it('gives back a resource with its accounts', async () => {
    const { ask } = await startPmp({ profiles: { pmp: 'pam360' } })
    await ask('admin', 'DELETE', '/resources/303')
    expect((await ask('admin', 'GET', '/resources/303/accounts')).status).toBe('Failed')
    expect((await ask('admin', 'GET', '/trash')).details).toEqual([
      { trashId: '303', name: 'MSSQLServer', type: 'resource' },
    ])
    expect((await ask('dbadmin', 'PUT', '/trash/restore', { trashIds: ['303'] })).status).toBe('Failed')
    expect((await ask('admin', 'PUT', '/trash/restore', { type: 'resource', trashIds: [303] })).status).toBe(
      'Success',
    )
    expect((await ask('admin', 'GET', '/resources/303/accounts/307/password')).status).toBe('Success')
    expect((await ask('admin', 'GET', '/trash')).text).not.toContain('Details')
  })
})

describe('The audit trail', () => {
  it('records reads and changes, by day, type and page', async () => {
    const { ask, workspace } = await startPmp()
    workspace.clock.freeze(true)
    workspace.clock.set(Date.parse('2026-03-10T12:00:00Z'))
    await ask('admin', 'GET', '/resources/303/accounts/307/password', { REASON: 'first' })
    workspace.clock.advance(24 * 3_600_000)
    await ask('admin', 'PUT', '/resources/303/accounts/307/password', { NEWPASSWORD: 'x' })
    await ask('admin', 'PUT', '/user/lock?USERNAME=guest')
    const read = async (query: string) =>
      ((await ask('admin', 'GET', `/audit?${query}`)).details ?? []).map(
        (row: Record<string, string>) => row['Operation Type'],
      )
    expect(await read('AUDITTYPE=Resource')).toEqual(['Password Retrieved', 'Password Changed'])
    expect(await read('DURATION=TODAY')).toEqual(['Password Changed'])
    expect(await read('DURATION=YESTERDAY')).toEqual(['Password Retrieved'])
    expect(await read('DURATION=LAST_7_DAYS&STARTINDEX=2&LIMIT=1')).toEqual(['Password Changed'])
    expect(await read('AUDITTYPE=User')).toEqual(['User Locked'])
    expect((await ask('admin', 'GET', '/audit?LIMIT=many')).status).toBe('Failed')
    expect((await ask('admin', 'GET', '/audit?AUDITTYPE=bogus')).status).toBe('Failed')
    const [row] = (await ask('admin', 'GET', '/audit?LIMIT=1')).details
    expect(row).toMatchObject({
      Reason: 'first',
      'Operated by': 'admin',
      'Resource Name': 'MSSQLServer',
      'Time Stamp': '2026-03-10 12:00:00.000',
      TIME: '1773144000000',
    })
  })
})

describe('A regenerated token', () => {
  it("takes the old one's place at once", async () => {
    const { raw } = await startPmp()
    const answer = said(
      await raw({
        method: 'PUT',
        url: `${ROOT}/user/regenerateAuthtoken`,
        headers: { authtoken: tokens.guest },
      }),
    )
    expect(said(await raw({ url: `${ROOT}/resources`, headers: { authtoken: tokens.guest } })).status).toBe(
      'Failed',
    )
    expect(
      said(await raw({ url: `${ROOT}/resources`, headers: { authtoken: answer.details.AUTHTOKEN } })).status,
    ).toBe('Success')
  })
})
