import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/kernel/errors.ts'
import { actions } from '../../../src/vendors/pmp/testing/actions.ts'
import { startPmp } from './client.ts'

describe('A lever', () => {
  it('approves or rejects requests in place of the approvers', async () => {
    const { ask, workspace } = await startPmp()
    expect(actions['approve-request'].run(workspace, { user: 'guest', account: '1' })).toEqual({
      approved: 1,
    })
    expect((await ask('guest', 'POST', '/accounts/1/checkout')).status).toBe('Success')
    expect(actions['reject-request'].run(workspace, {})).toEqual({ rejected: 2 })
    expect((await ask('admin', 'GET', '/accounts/passwordaccessrequests')).totalRows).toBe(1)
  })

  it('takes back what is checked out', async () => {
    const { ask, workspace } = await startPmp()
    await ask('admin', 'POST', '/accounts/7/requestpassword')
    await ask('admin', 'POST', '/accounts/7/checkout')
    expect(actions['expire-checkout'].run(workspace, { account: '7' })).toEqual({ returned: 1 })
    expect((await ask('admin', 'GET', '/resources/7/accounts/7/password')).message).toBe(
      'Password request is not approved',
    )
    expect((await ask('admin', 'POST', '/accounts/7/requestpassword')).status).toBe('Success')
  })

  it('rotates a password', async () => {
    const { ask, workspace } = await startPmp()
    expect(actions['rotate-password'].run(workspace, { account: '307', password: 'fake-Rotated1!' })).toEqual(
      { password: 'fake-Rotated1!' },
    )
    expect((await ask('admin', 'GET', '/resources/303/accounts/307/password')).details.PASSWORD).toBe(
      'fake-Rotated1!',
    )
    const { password } = actions['rotate-password'].run(workspace, { account: '302' })
    expect((await ask('dbadmin', 'GET', '/resources/302/accounts/302/password')).details.PASSWORD).toBe(
      password,
    )
    expect(() => actions['rotate-password'].run(workspace, { account: '999' })).toThrow(UserError)
  })

  it('switches a token off and on, and ends its validity', async () => {
    const { ask, workspace, lastRule } = await startPmp()
    actions['disable-token'].run(workspace, { user: 'guest' })
    expect((await ask('guest', 'GET', '/resources')).name).toBe('Authentication')
    expect(lastRule()).toBe('pmp.token.rest-disabled')
    actions['enable-token'].run(workspace, { user: 'Guest' })
    expect((await ask('guest', 'GET', '/resources')).status).toBe('Success')
    actions['expire-token'].run(workspace, { user: 'guest' })
    expect((await ask('guest', 'GET', '/resources')).name).toBe('Authentication')
    expect(lastRule()).toBe('pmp.token.expired')
    expect(() => actions['expire-token'].run(workspace, { user: 'nobody' })).toThrow(
      'There is no user "nobody"',
    )
  })
})
