import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { HISTORY_LIMIT } from '../../../src/vendors/pmp/domain/password-history.ts'
import { startPmp } from './client.ts'

const MONITOR = '/resources/308/accounts/311'
const DAY = 86_400_000

describe('The history of a password', () => {
  it('lists what it was before, the newest first', async () => {
    const { ask, workspace } = await startPmp()
    workspace.clock.set(Date.parse('2026-02-03T04:05:00Z'))
    await ask('operations', 'PUT', `${MONITOR}/password`, { NEWPASSWORD: 'fake-Monitor312!' })
    const history = await ask('operations', 'GET', `${MONITOR}/passwordhistory`)
    expect(history.totalRows).toBe(3)
    expect(history.details.map((one: any) => one.PASSWORD)).toEqual([
      'fake-Monitor311!',
      'fake-Monitor310!',
      'fake-Monitor309!',
    ])
    expect(history.details[0]).toMatchObject({
      'MODIFIED BY': 'operations',
      'MODIFIED TIME': 'Feb 3, 2026 04:05 AM',
    })
  })

  it('opens to those alone who may read the password of now', async () => {
    const { ask, lastRule } = await startPmp()
    expect((await ask('guest', 'GET', '/resources/7/accounts/7/passwordhistory')).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.account.not-approved')
    expect((await ask('admin', 'GET', '/resources/303/accounts/308/passwordhistory')).message).toBe(
      'Reason is mandatory',
    )
  })

  it('keeps so many and goes with its account', async () => {
    const { ask, workspace } = await startPmp()
    for (let at = 0; at <= HISTORY_LIMIT; at++)
      await ask('admin', 'PUT', '/resources/303/accounts/307/password', { NEWPASSWORD: `fake-${at}` })
    const kept = () => [...workspace.state(pmpSlice).oldPasswords.find('account', '307')]
    expect(kept()).toHaveLength(HISTORY_LIMIT)
    expect(kept().some(({ password }) => password === 'fake-System307$')).toBe(false)
    await ask('admin', 'DELETE', '/resources/303/accounts/307')
    expect(kept()).toEqual([])
  })

  it('keeps a remembered password from coming again', async () => {
    const { ask, lastRule } = await startPmp()
    const change = async (NEWPASSWORD: string) =>
      (await ask('operations', 'PUT', `${MONITOR}/password`, { NEWPASSWORD })).message
    for (const former of ['fake-Monitor311!', 'fake-Monitor310!', 'fake-Monitor309!']) {
      expect(await change(former)).toBe('Password should not be one of the last 3 passwords')
      expect(lastRule()).toBe('pmp.password.reused')
    }
    await change('fake-Monitor312!')
    expect(await change('fake-Monitor309!')).toBe('Password changed successfully')
  })
})

describe('A password that its policy lets grow old', () => {
  it('is expired to the day, and valid again when it is changed', async () => {
    const { ask, workspace } = await startPmp()
    const status = async () => (await ask('operations', 'GET', MONITOR)).details['EXPIRY STATUS']
    const changedAt = Date.parse('2024-04-09T08:00:00Z')
    workspace.clock.set(changedAt + 90 * DAY - 1000)
    expect(await status()).toBe('Valid')
    workspace.clock.set(changedAt + 90 * DAY)
    expect(await status()).toBe('Expired')
    await ask('operations', 'PUT', `${MONITOR}/password`, { NEWPASSWORD: 'fake-Monitor312!' })
    expect(await status()).toBe('Valid')
  })

  it('counts from its creation when it was never changed', async () => {
    const { ask, workspace } = await startPmp()
    const list = { ACCOUNTLIST: [{ ACCOUNTNAME: 'young', ACCOUNTPASSWORDPOLICY: 'Quarterly' }] }
    await ask('admin', 'POST', '/resources/303/accounts', list)
    const status = async () =>
      (await ask('admin', 'GET', '/resources/303/accounts/313')).details['EXPIRY STATUS']
    expect(await status()).toBe('Valid')
    workspace.clock.advance(90 * DAY)
    expect(await status()).toBe('Expired')
  })
})
