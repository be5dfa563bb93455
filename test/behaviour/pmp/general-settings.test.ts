/** What an administrator decides for the whole site, each with the product's own default. */
import { describe, expect, it } from 'vitest'
import { pmpSlice, SYSTEM } from '../../../src/vendors/pmp/state.ts'
import { startPmp, tokens } from './client.ts'

const site = async (pmp: Readonly<Record<string, unknown>>) => startPmp({ settings: { pmp } })
const ORACLE = '/resources/302/accounts/302'

describe('A site', () => {
  it('asks for no reason and no ticket unless it is told to', async () => {
    const { ask } = await startPmp()
    expect((await ask('dbadmin', 'GET', `${ORACLE}/password`)).details).toEqual({
      PASSWORD: 'fake-Oracle302!',
    })
    const { details } = await ask('dbadmin', 'GET', '/resources/302/accounts')
    expect(details['ACCOUNT LIST'][0]).toMatchObject({
      ISREASONREQUIRED: 'false',
      IS_TICKETID_REQD: 'false',
      IS_TICKETID_REQD_MANDATORY: 'false',
      IS_TICKETID_REQD_ACW: 'false',
      PASSWORDREQUEST_REASON_MANDATORY: 'false',
    })
  })

  it('may ask for a reason before a password is shown, and with a request', async () => {
    const { ask, lastRule } = await site({ reasonForRetrieval: true, reasonForRequest: true })
    expect((await ask('dbadmin', 'GET', `${ORACLE}/password`)).message).toBe('Reason is mandatory')
    expect(lastRule()).toBe('pmp.reason.missing')
    expect((await ask('dbadmin', 'GET', `${ORACLE}/password`, { REASON: 'audit' })).status).toBe('Success')
    expect((await ask('guest', 'POST', '/accounts/7/requestpassword', {})).message).toBe(
      'Reason is mandatory',
    )
    const { details } = await ask('dbadmin', 'GET', '/resources/302/accounts')
    expect(details['ACCOUNT LIST'][0]).toMatchObject({
      ISREASONREQUIRED: 'true',
      PASSWORDREQUEST_REASON_MANDATORY: 'true',
    })
  })

  it('may ask for tickets', async () => {
    const { ask, lastRule } = await site({ ticketForRetrieval: 'mandatory', ticketForRequest: true })
    expect((await ask('dbadmin', 'GET', `${ORACLE}/password`)).message).toBe('Enter a valid ticket ID')
    expect(lastRule()).toBe('pmp.ticket.invalid')
    expect((await ask('dbadmin', 'GET', `${ORACLE}/password`, { TICKETID: '1' })).status).toBe('Success')
    expect((await ask('guest', 'POST', '/accounts/7/requestpassword', {})).message).toBe(
      'Enter a valid ticket ID',
    )
    const { details } = await ask('dbadmin', 'GET', '/resources/302/accounts')
    expect(details['ACCOUNT LIST'][0]).toMatchObject({
      IS_TICKETID_REQD: 'true',
      IS_TICKETID_REQD_MANDATORY: 'true',
      IS_TICKETID_REQD_ACW: 'true',
    })
  })

  it('binds administrators to access control unless it lets them off', async () => {
    const path = '/resources/7/accounts/7/password'
    expect((await (await startPmp()).ask('operations', 'GET', path)).status).toBe('Failed')
    const { ask } = await site({ accessControlForAdministrators: false })
    expect((await ask('operations', 'GET', path)).details).toEqual({ PASSWORD: 'fake-Netadmin7!' })
    expect((await ask('guest', 'GET', path)).status).toBe('Failed')
  })

  it('may hide passwords from users whom the product could log on', async () => {
    const { ask, lastEntry } = await site({ plainTextWithAutoLogon: false })
    const list = async (user: 'auditor' | 'dbadmin') =>
      (await ask(user, 'GET', '/resources/302/accounts')).details['ACCOUNT LIST'][0]['PASSWORD STATUS']
    expect([await list('auditor'), await list('dbadmin')]).toEqual(['####', '****'])
    expect((await ask('auditor', 'GET', `${ORACLE}/password`)).status).toBe('Failed')
    expect(lastEntry()?.reason?.message).toContain('pmp.plainTextWithAutoLogon')
  })

  it('may keep the REST API to some roles', async () => {
    const { ask, raw, lastEntry } = await site({ apiRoles: ['Administrator'] })
    expect((await ask('admin', 'GET', '/resources')).status).toBe('Success')
    expect(await ask('guest', 'GET', '/resources')).toMatchObject({
      name: 'Authentication',
      status: 'Failed',
    })
    expect(lastEntry()?.reason?.rule).toBe('pmp.token.rest-disabled')
    expect(lastEntry()?.reason?.message).toContain('pmp.apiRoles')
    const signedIn = await raw({ method: 'POST', url: '/api/json/auth?USERNAME=guest&PASSWORD=guest' })
    expect(signedIn.json().operation.result.status).toBe('Success')
  })
})

describe('A password that its caller may not have', () => {
  const PASSWORD = '/resources/7/accounts/7/password'

  it.each([
    ['2014', '[REQUEST]', 'WAITING FOR APPROVAL', 'CHECKOUT'],
    ['2018', '[Request]', '[Waiting for approval]', '[Check Out]'],
  ])('is answered as a status word up to 2018, in the words of %s', async (profile, ...words) => {
    const { raw, lastRule } = await startPmp({ profiles: { pmp: profile } })
    const ask = async (method: 'GET' | 'POST', path: string, token: string) =>
      (await raw({ method, url: `/restapi/json/v1${path}?AUTHTOKEN=${token}` })).json().operation
    const read = async () => ask('GET', PASSWORD, tokens.guest)
    const first = await read()
    expect(first.result.status).toBe('Success')
    expect(lastRule()).toBe('pmp.account.not-approved')
    await ask('POST', '/accounts/7/requestpassword', tokens.guest)
    const second = await read()
    await ask('POST', '/accounts/7/requester/2/approve', tokens.operations)
    const third = await read()
    expect(lastRule()).toBe('pmp.account.not-checked-out')
    expect([first, second, third].map((one) => one.Details.PASSWORD)).toEqual(words)
    await ask('POST', '/accounts/7/checkout', tokens.guest)
    expect((await read()).Details.PASSWORD).toBe('fake-Netadmin7!')
  })

  it.each(['10', '12', 'pam360', 'auto'])(
    'is refused in %s, unless a word is wanted there',
    async (profile) => {
      const plain = await startPmp({ profiles: { pmp: profile } })
      expect(await plain.ask('guest', 'GET', PASSWORD)).toMatchObject({
        status: 'Failed',
        details: undefined,
      })
      const worded = await startPmp({
        profiles: { pmp: profile },
        settings: { pmp: { unreadablePassword: 'word' } },
      })
      expect((await worded.ask('guest', 'GET', PASSWORD)).details).toEqual({ PASSWORD: '[Request]' })
    },
  )

  it('is refused in older profiles, too, where that is wanted', async () => {
    const { raw } = await startPmp({
      profiles: { pmp: '2014' },
      settings: { pmp: { unreadablePassword: 'failed' } },
    })
    const { operation } = (await raw({ url: `/restapi/json/v1${PASSWORD}?AUTHTOKEN=${tokens.guest}` })).json()
    expect(operation).toEqual({
      name: 'GET PASSWORD',
      result: { status: 'Failed', message: 'Password request is not approved' },
    })
  })

  it('says which ticket it wants, in the words that client C6 looks for', async () => {
    const { ask } = await startWithTickets()
    const read = async (details?: Record<string, string>) =>
      (await ask('dbadmin', 'GET', `${ORACLE}/password`, details)).details.PASSWORD
    expect(await read()).toBe('TICKET ID REQUIRED')
    expect(await read({ TICKETID: 'INC-9' })).toBe('TICKET ID CORRECT REQUIRED')
    expect(await read({ TICKETID: 'INC-1' })).toBe('fake-Oracle302!')
  })
})

async function startWithTickets() {
  const test = await startPmp({
    settings: { pmp: { unreadablePassword: 'word', ticketForRetrieval: 'mandatory' } },
  })
  const { system } = test.workspace.state(pmpSlice)
  const row = system.get(SYSTEM)!
  const ticketing = { ...row.ticketing, tickets: ['INC-1'] }
  test.workspace.update(() => system.put(SYSTEM, { ...row, ticketing }))
  return test
}
