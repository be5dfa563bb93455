import { describe, expect, it } from 'vitest'
import { said, startPmp, tokens } from './client.ts'

const PATH = '/resources/302/accounts/302'

describe('A password', () => {
  it('that is read moves the time of last access, and looking at the account does not', async () => {
    const { ask, workspace } = await startPmp()
    workspace.clock.set(Date.parse('2024-03-13T20:50:00Z'))
    const last = async () => (await ask('dbadmin', 'GET', PATH)).details['LAST ACCESSED TIME']
    expect(await last()).toBe('N/A')
    await ask('dbadmin', 'GET', `${PATH}/password`)
    expect(await last()).toBe('Mar 13, 2024 08:50 PM')
  })

  it("that is changed moves the time of last modification, in the server's local time", async () => {
    const { ask, workspace } = await startPmp({ settings: { pmp: { utcOffsetMinutes: 60 } } })
    workspace.clock.set(Date.parse('2026-01-08T23:16:00Z'))
    await ask('dbadmin', 'PUT', `${PATH}/password`, { NEWPASSWORD: 'fake-New302!', RESETTYPE: 'local' })
    expect((await ask('dbadmin', 'GET', PATH)).details['LAST MODIFIED TIME']).toBe('Jan 9, 2026 12:16 AM')
  })

  it('must please its policy where the site enforces policies', async () => {
    const { ask, lastRule } = await startPmp({ settings: { pmp: { enforcePolicies: true } } })
    const change = async (NEWPASSWORD: string) =>
      (await ask('dbadmin', 'PUT', `${PATH}/password`, { NEWPASSWORD, RESETTYPE: 'LOCAL' })).message
    expect(await change('aB1!')).toBe('Minimum length must be 8')
    expect(lastRule()).toBe('pmp.password.policy')
    expect(await change('aB1!aB1!aB1!aB1!x')).toBe('Maximum length must be 16')
    expect(await change('lowercase1!')).toBe('Password must have mixed case alphabets')
    expect(await change('NoDigits!!')).toBe('Password must have numerals')
    expect(await change('NoSpecial1')).toBe('Password must have special characters')
    expect(await change('fake-Good1!')).toBe('Password changed successfully')
  })

  it('that breaks its policy is stored and reported', async () => {
    const { ask } = await startPmp()
    const { message } = await ask('dbadmin', 'PUT', `${PATH}/password`, { NEWPASSWORD: 'aB1!' })
    expect(message).toBe('Password changed successfully')
    expect((await ask('dbadmin', 'GET', PATH)).details).toMatchObject({
      'COMPLIANT STATUS': 'Non-Compliant',
      'COMPLIANT REASON': 'Minimum length must be 8',
    })
  })

  it('stays as it is when no new one comes in a form that is understood', async () => {
    const { raw, ask, lastRule } = await startPmp()
    const url = '/restapi/json/v1/resources/302/accounts/302/password'
    const headers = { authtoken: tokens.dbadmin }
    const bare = '{"operation":{"Details":{"NEWPASSWORD":"fake-Bare302!"}}}'
    const bodies = [
      undefined,
      bare,
      'INPUT_DAT={}',
      'INPUT_DATA={operation:{Details:{NEWPASSWORD:""}}}',
      'INPUT_DATA={operation:{Details:{NEWPASWORD:x}}}',
    ]
    for (const payload of bodies) {
      const answer = await raw({
        method: 'PUT',
        url,
        headers: { ...headers, 'content-type': 'text/json' },
        ...(payload === undefined ? {} : { payload }),
      })
      expect(said(answer), payload).toMatchObject({ status: 'Failed', message: 'Mandatory field(s) missing' })
      expect(lastRule()).toBe('pmp.input.field-missing')
    }
    expect((await ask('dbadmin', 'GET', `${PATH}/password`)).details.PASSWORD).toBe('fake-Oracle302!')
  })

  it('is not changed when the target refuses the remote reset', async () => {
    const { ask, lastRule } = await startPmp()
    const path = '/resources/304/accounts/304/password'
    const change = { NEWPASSWORD: 'fake-Remote1!', RESETTYPE: 'REMOTE' }
    expect((await ask('dbadmin', 'PUT', path, change)).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.password.reset-failed')
    expect((await ask('dbadmin', 'GET', path)).details.PASSWORD).toBe('fake-Root304!')
  })

  it('keeps every character on its way in and out', async () => {
    const { ask } = await startPmp()
    const path = '/resources/303/accounts/307/password'
    const passwords = [
      'plain',
      '"quotes" and \'single\'',
      'back\\slash',
      'a&b=c+d%20e%',
      '{}[]:;,#/',
      '</script>',
      'tab\tline\nend',
      'Grüße €  \u2028 \u0085 \u20ac',
      '😀',
      ' leading and trailing ',
      '\u0001',
      'true',
      '007',
      '1e5',
      'null',
    ]
    for (const NEWPASSWORD of passwords) {
      expect((await ask('admin', 'PUT', path, { NEWPASSWORD, RESETTYPE: 'LOCAL' })).status).toBe('Success')
      expect((await ask('admin', 'GET', path)).details.PASSWORD).toBe(NEWPASSWORD)
    }
  })
})

describe('A change of password', () => {
  it('wants the ticket that viewing wants', async () => {
    const { ask, app, lastRule } = await startPmp()
    await app.inject({
      method: 'PATCH',
      url: '/__mock/state/pmp',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify({
        system: { system: { ticketing: { viewing: 'mandatory', tickets: ['CH-1'] } } },
      }),
    })
    const change = async (TICKETID?: string) =>
      (await ask('admin', 'PUT', '/resources/303/accounts/307/password', { NEWPASSWORD: 'fake-N', TICKETID }))
        .status
    expect([await change(), lastRule(), await change('CH-1')]).toEqual([
      'Failed',
      'pmp.ticket.invalid',
      'Success',
    ])
  })
})

describe('Access control', () => {
  it('keeps a password from everybody who has not checked it out', async () => {
    const { ask, lastRule } = await startPmp()
    const messages = []
    for (const user of ['guest', 'admin', 'jthomas'] as const) {
      const answer = await ask(user, 'GET', '/resources/7/accounts/7/password')
      messages.push(`${answer.status}: ${answer.message}`)
      expect(lastRule()).toBe('pmp.account.not-approved')
    }
    expect(new Set(messages)).toEqual(new Set(['Failed: Password request is not approved']))
  })

  it('shows each user how far the request is', async () => {
    const { ask } = await startPmp()
    const status = async (user: Parameters<typeof ask>[0]) =>
      (await ask(user, 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']
    expect(await status('jthomas')).toBe('[Waiting for approval]')
    expect(await status('guest')).toBe('[Request]')
    expect(await status('admin')).toBe('[Request]')
  })
})
