/** Personal passwords, which the browser extension shows to their owner (client C6). */
import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { startPmp, tokens } from './client.ts'

const SEARCH = '/personal/categories/1/search?SEARCHVALUE=&STARTINDEX=0&LIMIT=10'

describe('A personal password', () => {
  it('is found by its owner, by any field but the secret', async () => {
    const { ask } = await startPmp()
    const found = await ask('guest', 'GET', SEARCH)
    expect(found).toMatchObject({ status: 'Success', details: { TOTALROWS: '1', ROWSFETCHED: '1' } })
    expect(found.details['ACCOUNT LIST'][0]).toMatchObject({
      ACCOUNTID: '1',
      LOGINNAME: 'guest',
      PASSWORD: 'fake-Personal1!',
    })
    const search = async (value: string) =>
      (await ask('guest', 'GET', `/personal/categories/1/search?SEARCHVALUE=${value}`)).details.TOTALROWS
    expect([await search('TIME'), await search('fake-Personal')]).toEqual(['1', '0'])
  })

  it('is absent for everybody else, super administrators included', async () => {
    const { ask, lastRule } = await startPmp()
    expect((await ask('admin', 'GET', SEARCH)).details).toMatchObject({
      TOTALROWS: '0',
      'ACCOUNT LIST': 'ACCOUNTS_NOT_PRESENT',
    })
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
    expect((await search({ PASSPHRASE: 'fake-passphrase' })).details.TOTALROWS).toBe('1')
  })

  it('needs a passphrase of each user, where the site says so', async () => {
    const { ask, lastRule } = await startPmp({ settings: { pmp: { personalPassphrase: 'required' } } })
    const status = async (user: 'guest' | 'jthomas') =>
      (await ask(user, 'GET', '/personal')).details.PASSPHRASESTATUS
    expect([await status('guest'), await status('jthomas')]).toEqual([
      'PASSPHRASE_NOT_SET',
      'PASSPHRASE_NEED',
    ])
    expect((await ask('guest', 'GET', SEARCH)).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.personal.passphrase')
  })

  it('opens with a passphrase that is encoded, as the extension sends it from build 12230 on', async () => {
    const { ask } = await startPmp({
      fixtures: {
        pmp: {
          users: [
            {
              id: '34',
              login: 'jthomas',
              passphrase: 'fake pass/phrase',
              api: { token: tokens.jthomas },
            },
          ],
        },
      },
    })
    for (const PASSPHRASE of ['fake pass/phrase', 'fake%20pass%2Fphrase'])
      expect(
        (await ask('jthomas', 'GET', '/personal/passphrasecheck', undefined, { PASSPHRASE })).status,
      ).toBe('Success')
  })

  it('is marked as a favourite, and the mark taken away', async () => {
    const { ask, lastRule } = await startPmp()
    const mark = async () => (await ask('guest', 'GET', SEARCH)).details['ACCOUNT LIST'][0].IS_FAVOURITE
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
    expect((await ask('guest', 'GET', '/personal/categories')).details['CATEGORY LIST']).toHaveLength(4)
    const { details } = await ask('guest', 'GET', '/personal/categories/2/fields')
    expect(details['DEFAULT FIELD']).toContainEqual(
      expect.objectContaining({ FIELDLABEL: 'Bank Name', FIELDCOLUMNNAME: 'BANKNAME' }),
    )
    expect((await ask('guest', 'GET', '/personal/categories/9/fields')).status).toBe('Failed')
  })

  it('goes with the user who is deleted', async () => {
    const { ask, workspace } = await startPmp()
    await ask('admin', 'DELETE', '/user/2')
    expect([...workspace.state(pmpSlice).personalAccounts.find('user', '2')]).toEqual([])
  })
})
