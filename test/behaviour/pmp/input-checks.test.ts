import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { NEW_RESOURCE, startPmp } from './client.ts'

const RESOURCE = { ...NEW_RESOURCE, RESOURCENAME: 'x' }

describe('Input that cannot be', () => {
  it.each([
    ['PUT', '/resources/304/accounts/305/share', { ACCESSTYPE: 'fullaccess', USERID: '2' }, 'input.invalid'],
    ['PUT', '/resources/304', { RESOURCENAME: ' ' }, 'input.field-missing'],
    ['PUT', '/resources/304/accounts/304', { ACCOUNTNAME: ' ' }, 'input.field-missing'],
    ['POST', '/resources/304/accounts', { ACCOUNTLIST: [{ ACCOUNTNAME: ' ' }] }, 'input.field-missing'],
    ['POST', '/resources', { RESOURCENAME: 'x' }, 'input.field-missing'],
    ['POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: ' ' }, 'input.field-missing'],
    ['POST', '/resources', { ...RESOURCE, RESOURCEPASSWORDPOLICY: 'None' }, 'policy.not-found'],
    ['POST', '/resources', { ...RESOURCE, ACCOUNTPASSWORDPOLICY: 'None' }, 'policy.not-found'],
    ['PUT', '/resources/304', { RESOURCENAME: 'x', RESOURCEPASSWORDPOLICY: 'None' }, 'policy.not-found'],
    [
      'PUT',
      '/resources/304/accounts/304',
      { ACCOUNTNAME: 'root', ACCOUNTPASSWORDPOLICY: 'None' },
      'policy.not-found',
    ],
    ['GET', '/passwords/generate', { POLICY: 'None' }, 'policy.not-found'],
    ['GET', '/audit?AUDITTYPE=Task', undefined, 'input.invalid'],
    ['PUT', '/user/lock?USERNAME=ADMIN', undefined, 'user.self'],
  ] as const)('is refused: %s %s %j', async (method, path, details, rule) => {
    const { ask, lastRule, workspace } = await startPmp()
    const resources = [...workspace.state(pmpSlice).resources.values()]
    expect((await ask('admin', method, path, details)).status).toBe('Failed')
    expect(lastRule()).toBe(`pmp.${rule}`)
    expect([...workspace.state(pmpSlice).resources.values()]).toEqual(resources)
  })

  it('keeps one account of several out, and the others come in', async () => {
    const { ask } = await startPmp()
    const { details } = await ask('admin', 'POST', '/resources/304/accounts', {
      ACCOUNTLIST: [{ ACCOUNTNAME: 'one', ACCOUNTPASSWORDPOLICY: 'None' }, { ACCOUNTNAME: 'two' }],
    })
    expect(details).toEqual([
      { one: { STATUS: 'Invalid input. Please check the input data.' } },
      { two: { STATUS: 'Account added successfully' } },
    ])
  })
})
