/** What is changed from outside is held against the schema of its rows, table by table. */
import { describe, expect, it } from 'vitest'
import { rowSchemas } from '../../../src/vendors/pmp/rows/index.ts'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { startPmp } from './client.ts'

describe('A row', () => {
  it.each(Object.keys(rowSchemas) as (keyof typeof rowSchemas)[])(
    'of %s in the built-in world fits its schema',
    async (name) => {
      const { workspace, ask } = await startPmp()
      await ask('operations', 'GET', '/resources/303/accounts/307/password')
      const table = workspace.state(pmpSlice)[name]
      for (const [key, row] of table.entries())
        expect(rowSchemas[name].safeParse(row).error?.issues, `${name} ${key}`).toBeUndefined()
    },
  )
})

describe('PATCH /__mock/state/pmp', () => {
  it.each([
    [{ users: { 2: { role: 'King' } } }, 'body.users.2.role'],
    [{ users: { 2: { api: { host: 7 } } } }, 'body.users.2.api.host'],
    [{ users: { 99: { login: 'half' } } }, 'body.users.99.id'],
    [{ resources: { 303: { ownerId: 'admin' } } }, 'body.resources.303.ownerId'],
    [
      { resources: { 303: { customFields: [{ label: 'Usage' }] } } },
      'body.resources.303.customFields.0.value',
    ],
    [{ accounts: { 307: { pasword: 'typing error' } } }, 'body.accounts.307'],
    [{ accounts: { 7: { accessControl: { approvals: 3 } } } }, 'body.accounts.7.accessControl.approvals'],
    [{ accounts: { 301: { totp: { digits: 'six' } } } }, 'body.accounts.301.totp.digits'],
    [{ requests: { '7/34': { state: 'forgotten' } } }, 'body.requests.7/34.state'],
    [{ shares: { 'account/7/user/2': { level: 'owner' } } }, 'body.shares.account/7/user/2.level'],
    [
      { resourceGroups: { 301: { criteria: [{ column: 'A', operator: 'like', value: '' }] } } },
      'body.resourceGroups.301.criteria.0.operator',
    ],
    [{ organizations: { 2: { managerIds: 'operations' } } }, 'body.organizations.2.managerIds'],
    [{ policies: { Strong: { minLength: -1 } } }, 'body.policies.Strong.minLength'],
    [{ system: { system: { ticketing: { viewing: 'sometimes' } } } }, 'body.system.system.ticketing.viewing'],
    [{ certificates: { 1: { expiresAt: 'soon' } } }, 'body.certificates.1.expiresAt'],
  ])('refuses %j by the path of the field, and changes nothing', async (patch, path) => {
    const { app, workspace } = await startPmp()
    const before = JSON.stringify([...workspace.state(pmpSlice).users.entries()])
    const answer = await app.inject({
      method: 'PATCH',
      url: '/__mock/state/pmp',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify({ ...patch, audits: {} }),
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(path)
    expect(JSON.stringify([...workspace.state(pmpSlice).users.entries()])).toBe(before)
  })

  it('takes null for what can be null: access control that is switched off, a token that never expires', async () => {
    const { app, ask, workspace } = await startPmp()
    const answer = await app.inject({
      method: 'PATCH',
      url: '/__mock/state/pmp',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify({
        accounts: { 7: { accessControl: null } },
        users: { 51: { api: { expiresAt: null } } },
      }),
    })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    expect((await ask('guest', 'GET', '/resources/7/accounts/7/password')).status).toBe('Success')
    expect(workspace.state(pmpSlice).users.get('51')?.api?.expiresAt).toBeNull()
  })

  it('takes what fits', async () => {
    const { app, ask } = await startPmp()
    const answer = await app.inject({
      method: 'PATCH',
      url: '/__mock/state/pmp',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify({ accounts: { 307: { password: 'fake-Patched1!' } } }),
    })
    expect(answer.statusCode).toBeLessThan(300)
    expect((await ask('admin', 'GET', '/resources/303/accounts/307/password')).details.PASSWORD).toBe(
      'fake-Patched1!',
    )
  })
})
