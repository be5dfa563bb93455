/** Personal passwords, which the browser extension shows to their owner (client C6). */
import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { startPmp } from './client.ts'

const SEARCH = '/personal/categories/1/search?SEARCHVALUE=&STARTINDEX=0&LIMIT=10'

describe('A personal password', () => {
  it('is found by its owner, by any field but the secret', async () => {
    const { ask } = await startPmp()
    const found = await ask('guest', 'GET', SEARCH)
    expect(found).toMatchObject({ status: 'Success', totalRows: 1 })
    expect(found.details[0]).toMatchObject({ ACCOUNTID: '1', USERNAME: 'guest', PASSWORD: 'fake-Personal1!' })
    const search = async (value: string) =>
      (await ask('guest', 'GET', `/personal/categories/1/search?SEARCHVALUE=${value}`)).totalRows
    expect([await search('TIME'), await search('fake-Personal')]).toEqual([1, 0])
  })

  it('is absent for everybody else, super administrators included', async () => {
    const { ask, lastRule } = await startPmp()
    expect((await ask('admin', 'GET', SEARCH)).totalRows).toBe(0)
    expect((await ask('admin', 'GET', '/personal/webaccounts/1/totp')).message).toBe('No such account found')
    expect(lastRule()).toBe('pmp.personal.not-found')
  })

  it('opens with the passphrase of a user who has set one', async () => {
    const { ask, lastRule } = await startPmp()
    const search = async (headers: Record<string, string>) =>
      ask('jthomas', 'GET', SEARCH, undefined, headers)
    for (const headers of [{}, { passphrase: 'wrong' }]) {
      expect((await search(headers)).message).toBe('Invalid passphrase')
      expect(lastRule()).toBe('pmp.personal.passphrase')
    }
    expect((await search({ PASSPHRASE: 'fake-passphrase' })).totalRows).toBe(1)
  })

  it('is marked as a favourite, and the mark taken away', async () => {
    const { ask, lastRule } = await startPmp()
    const mark = async () => (await ask('guest', 'GET', SEARCH)).details[0].ISFAVOURITE
    await ask('guest', 'GET', '/personal/categories/1/accounts/1/setfavourite')
    expect(await mark()).toBe('true')
    await ask('guest', 'GET', '/personal/categories/1/accounts/1/removefavourite')
    expect(await mark()).toBe('false')
    expect((await ask('guest', 'GET', '/personal/categories/2/accounts/1/setfavourite')).status).toBe(
      'Failed',
    )
    expect(lastRule()).toBe('pmp.personal.not-found')
  })

  it('may have a one-time password, which the extension knows by statusCode 20000', async () => {
    const { ask, lastRule } = await startPmp()
    const { text, details } = await ask('guest', 'GET', '/personal/webaccounts/1/totp')
    expect(text).toContain('"statusCode":20000')
    expect(details.TOTP).toMatch(/^\d{6}$/)
    expect((await ask('guest', 'GET', '/personal/webaccounts/2/totp')).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.totp.none')
  })

  it('lies in a category with fields of its own', async () => {
    const { ask } = await startPmp()
    expect((await ask('guest', 'GET', '/personal/categories')).details).toHaveLength(4)
    const { details } = await ask('guest', 'GET', '/personal/categories/2/fields')
    expect(details['DEFAULT FIELD']).toContainEqual({ FIELDLABEL: 'BANK NAME' })
    expect((await ask('guest', 'GET', '/personal/categories/9/fields')).status).toBe('Failed')
  })

  it('goes with the user who is deleted', async () => {
    const { ask, workspace } = await startPmp()
    await ask('admin', 'DELETE', '/user/2')
    expect([...workspace.state(pmpSlice).personalAccounts.find('user', '2')]).toEqual([])
  })
})
