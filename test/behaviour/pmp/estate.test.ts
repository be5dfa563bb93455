/** What the built-in world offers beyond the samples of the vendor's pages. */
import { describe, expect, it } from 'vitest'
import { ROOT, startPmp, tokens } from './client.ts'

describe('The built-in estate', () => {
  it('has an account that needs two approvals and a reason', async () => {
    const { ask, lastRule } = await startPmp()
    const password = async () => ask('dbadmin', 'GET', '/resources/308/accounts/310/password')
    await ask('dbadmin', 'POST', '/accounts/310/requestpassword')
    expect(lastRule()).toBe('pmp.reason.missing')
    await ask('dbadmin', 'POST', '/accounts/310/requestpassword', { REASON: 'New VLAN' })
    await ask('admin', 'POST', '/accounts/310/requester/4/approve')
    await ask('dbadmin', 'POST', '/accounts/310/checkout')
    expect(lastRule()).toBe('pmp.account.not-approved')
    await ask('operations', 'POST', '/accounts/310/requester/4/approve')
    expect((await ask('dbadmin', 'POST', '/accounts/310/checkout')).details.STATUS).toBe('****[Check In]')
    expect((await password()).details.PASSWORD).toBe('fake-Enable310!')
  })

  it('has a File Store, whose password is a file', async () => {
    const { ask, raw } = await startPmp()
    const { details } = await ask('operations', 'GET', '/resources/309/accounts')
    expect(details['ACCOUNT LIST'][0]['PASSWORD STATUS']).toBe('escrow-agreement.txt')
    const file = await raw({
      url: `${ROOT}/resources/309/accounts/312/downloadfile`,
      headers: { authtoken: tokens.operations },
    })
    expect(file.body).toBe('FAKE escrow agreement\n')
  })
})
