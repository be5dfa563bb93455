import { describe, expect, it } from 'vitest'
import { startPmp, type PmpClient } from './client.ts'

const ACCOUNT = '/accounts/7'
const PASSWORD = '/resources/7/accounts/7/password'
const REASON = { REASON: 'story' }

/** A world with one account under control, so that a story can set the rules. */
function controlled(accessControl: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const user = (id: string, login: string, token: string, role: string) => ({
    id,
    login,
    role,
    api: { token },
  })
  return {
    pmp: {
      policies: [{ name: 'Strong', minLength: 8 }],
      users: [
        user(
          '1',
          'admin',
          'iddPyMeUOnv9huR+zLfan1GbB4VYZ4/7UDHfbpY8socCJ7C1+VUyhjtcRHlysShHeLf9va63EEkt4x/G42EYLQ==',
          'Administrator',
        ),
        user('2', 'guest', 'FAKE0002-0000-4000-8000-00000000002A', 'Password User'),
        user('3', 'operations', 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902', 'Administrator'),
        user('34', 'jthomas', 'FAKE0034-0000-4000-8000-00000000034A', 'Password User'),
      ],
      resources: [
        {
          id: '7',
          name: 'edge-firewall',
          type: 'Linux',
          owner: 'admin',
          accounts: [
            {
              id: '7',
              name: 'netadmin',
              password: 'fake-Netadmin7!',
              accessControl: { approvers: ['admin', 'operations'], ...accessControl },
            },
          ],
        },
      ],
      shares: ['guest', 'jthomas', 'operations'].map((user) => ({ account: '7', user, level: 'view' })),
      ...more,
    },
  }
}

async function approved(client: PmpClient, user: 'guest' | 'jthomas', id: string): Promise<void> {
  await client.ask(user, 'POST', `${ACCOUNT}/requestpassword`, REASON)
  expect((await client.ask('operations', 'POST', `${ACCOUNT}/requester/${id}/approve`)).status).toBe(
    'Success',
  )
}

describe('A request', () => {
  it('is raised, approved, checked out, read and checked in, and each user sees where it stands', async () => {
    const { ask } = await startPmp()
    const status = async (user: 'guest' | 'admin') =>
      (await ask(user, 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']
    expect((await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, REASON)).details).toEqual({
      STATUS: '[Waiting for approval]',
    })
    expect(await status('guest')).toBe('[Waiting for approval]')
    await ask('operations', 'POST', `${ACCOUNT}/requester/2/approve`)
    expect(await status('guest')).toBe('[Check Out]')
    expect((await ask('guest', 'GET', PASSWORD)).message).toBe('Password is not checked out')
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkout`, { REASON: 'N/A' })).details).toEqual({
      STATUS: '****[Check In]',
    })
    expect([await status('guest'), await status('admin')]).toEqual(['****[Check In]', '[In Use]'])
    expect((await ask('guest', 'GET', PASSWORD)).details).toEqual({ PASSWORD: 'fake-Netadmin7!' })
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkin`)).details).toEqual({ STATUS: '[Request]' })
    expect(await status('guest')).toBe('[Request]')
  })

  it('is listed for its approvers alone, with how far it is', async () => {
    const { ask } = await startPmp()
    const listed = async (user: 'admin' | 'operations' | 'dbadmin') =>
      ((await ask(user, 'GET', '/accounts/passwordaccessrequests')).details ?? []).flatMap(
        (one: { PASSWORDREQUESTLIST: Record<string, string>[] } & Record<string, unknown>) =>
          one.PASSWORDREQUESTLIST.map(
            (row) => `${String(one['REQUESTED BY'])} ${row['ACCOUNT ID']} ${row['STATUS']}`,
          ),
      )
    expect(await listed('dbadmin')).toEqual([])
    expect((await ask('dbadmin', 'GET', '/accounts/passwordaccessrequests')).text).toBe(
      '{"operation":{"result":{"message":"Password Request fetched successfully","status":"Success"},"name":"GET_PASSWORDREQUEST","totalRows":0}}',
    )
    await ask('operations', 'POST', `${ACCOUNT}/requester/34/approve`)
    expect(await listed('admin')).toEqual([
      'guest 1 [Approve] [Reject]',
      'guest 2 [Approve] [Reject]',
      'jthomas 7 Yet To Use [Check In]',
    ])
    await ask('jthomas', 'POST', `${ACCOUNT}/checkout`)
    expect(await listed('operations')).toContain('jthomas 7 In Use [Check In]')
  })

  it('that needs two approvals waits for two different approvers', async () => {
    const { ask, lastRule } = await startPmp({ fixtures: controlled({ approvals: 2 }) })
    await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, REASON)
    await ask('admin', 'POST', `${ACCOUNT}/requester/2/approve`)
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkout`)).message).toBe(
      'Password request is not approved',
    )
    expect((await ask('admin', 'POST', `${ACCOUNT}/requester/2/approve`)).message).toBe(
      'You have already approved this request',
    )
    expect(lastRule()).toBe('pmp.request.already-approved')
    await ask('operations', 'POST', `${ACCOUNT}/requester/2/approve`)
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkout`)).status).toBe('Success')
  })

  it('is approved at once for whom the control says so', async () => {
    const everybody = await startPmp({ fixtures: controlled({ autoApprove: 'everybody' }) })
    expect((await everybody.ask('guest', 'POST', `${ACCOUNT}/requestpassword`)).details).toEqual({
      STATUS: '[Check Out]',
    })
    const administrators = await startPmp({ fixtures: controlled({ autoApprove: 'administrators' }) })
    expect((await administrators.ask('guest', 'POST', `${ACCOUNT}/requestpassword`)).details.STATUS).toBe(
      '[Waiting for approval]',
    )
    expect((await administrators.ask('admin', 'POST', `${ACCOUNT}/requestpassword`)).details.STATUS).toBe(
      '[Check Out]',
    )
  })

  it('becomes void when nobody decides it, or nobody uses it, within a day', async () => {
    const client = await startPmp({ fixtures: controlled({}) })
    const { ask, workspace } = client
    await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, REASON)
    workspace.clock.advance(24 * 3_600_000 - 60_000)
    expect((await ask('admin', 'GET', '/accounts/passwordaccessrequests')).totalRows).toBe(1)
    workspace.clock.advance(60_000)
    expect((await ask('admin', 'POST', `${ACCOUNT}/requester/2/approve`)).message).toBe(
      'No such request found',
    )
    await approved(client, 'guest', '2')
    workspace.clock.advance(24 * 3_600_000)
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkout`)).message).toBe(
      'Password request is not approved',
    )
  })

  it('for later is checked out within its window', async () => {
    const client = await startPmp({ fixtures: controlled({}), settings: { pmp: { utcOffsetMinutes: 120 } } })
    const { ask, workspace } = client
    workspace.clock.set(Date.parse('2026-03-01T08:00:00Z'))
    const wish = { REASON: 'x', ACCESS: 'later', STARTTIME: '01/03/2026 12:00', ENDTIME: '01/03/2026 13:00' }
    expect((await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, wish)).status).toBe('Success')
    await ask('admin', 'POST', `${ACCOUNT}/requester/2/approve`)
    const early = await ask('guest', 'POST', `${ACCOUNT}/checkout`)
    expect(early.details.STATUS).toBe('The password can be checked out from Mar 1, 2026 12:00 PM')
    workspace.clock.set(Date.parse('2026-03-01T10:45:00Z'))
    expect((await ask('guest', 'POST', `${ACCOUNT}/checkout`)).details.STATUS).toBe('****[Check In]')
    workspace.clock.set(Date.parse('2026-03-01T10:59:59Z'))
    expect((await ask('guest', 'GET', PASSWORD)).status).toBe('Success')
    workspace.clock.set(Date.parse('2026-03-01T11:00:00Z'))
    expect((await ask('guest', 'GET', PASSWORD)).status).toBe('Failed')
    for (const wrong of [
      { ENDTIME: '28/02/2026 13:00' },
      { STARTTIME: '31/02/2026 12:00' },
      { STARTTIME: 'soon' },
    ]) {
      expect((await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, { ...wish, ...wrong })).status).toBe(
        'Failed',
      )
    }
  })
})

describe('A password that is checked out', () => {
  it('belongs to one user, whoever else asks', async () => {
    const client = await startPmp({ fixtures: controlled({}) })
    const { ask, lastRule } = client
    await approved(client, 'guest', '2')
    await approved(client, 'jthomas', '34')
    await ask('guest', 'POST', `${ACCOUNT}/checkout`)
    expect((await ask('jthomas', 'POST', `${ACCOUNT}/checkout`)).message).toBe('Password is currently in use')
    expect(lastRule()).toBe('pmp.account.in-use')
    expect((await ask('admin', 'GET', PASSWORD)).message).toBe('Password is currently in use')
    expect((await ask('admin', 'PUT', PASSWORD, { NEWPASSWORD: 'fake-Other1!' })).message).toBe(
      'Password is currently in use',
    )
    await ask('admin', 'POST', `${ACCOUNT}/requester/2/checkin`)
    expect((await ask('jthomas', 'POST', `${ACCOUNT}/checkout`)).status).toBe('Success')
  })

  it('is taken back after its time, and changes when the control says so', async () => {
    const client = await startPmp({
      fixtures: controlled({ exclusiveMinutes: 10, resetAfterUse: true }),
      settings: { pmp: { timers: { graceMinutes: 2 } } },
    })
    const { ask, workspace } = client
    const changed = async () =>
      (await ask('guest', 'GET', '/resources/7/accounts/7')).details['LAST MODIFIED TIME']
    workspace.clock.set(Date.parse('2026-05-01T10:00:00Z'))
    await approved(client, 'guest', '2')
    await ask('guest', 'POST', `${ACCOUNT}/checkout`)
    workspace.clock.advance(11 * 60_000)
    expect((await ask('guest', 'GET', PASSWORD)).status).toBe('Success')
    expect(await changed()).toBe('N/A')
    workspace.clock.advance(60 * 60_000)
    expect((await ask('guest', 'GET', PASSWORD)).message).toBe('Password request is not approved')
    expect(await changed()).toBe('May 1, 2026 10:12 AM')
    await approved(client, 'guest', '2')
    await ask('guest', 'POST', `${ACCOUNT}/checkout`)
    expect((await ask('guest', 'GET', PASSWORD)).details.PASSWORD).not.toBe('fake-Netadmin7!')
  })

  it('comes back with a snapshot, and its time with it', async () => {
    const client = await startPmp({ fixtures: controlled({}) })
    const { ask, workspace } = client
    workspace.clock.freeze(true)
    await approved(client, 'guest', '2')
    await ask('guest', 'POST', `${ACCOUNT}/checkout`)
    workspace.world.snapshot('in use')
    await ask('guest', 'POST', `${ACCOUNT}/checkin`)
    workspace.world.restore('in use')
    expect((await ask('guest', 'GET', PASSWORD)).status).toBe('Success')
    workspace.clock.advance(30 * 60_000)
    expect((await ask('guest', 'GET', PASSWORD)).status).toBe('Failed')
  })
})

describe('What is not possible', () => {
  it('is refused with the texts of the catalogue, and the journal knows the rule', async () => {
    const { ask, lastRule } = await startPmp()
    const cases = [
      ['guest', '/accounts/305/requestpassword', 'No such account found', 'account.not-found'],
      [
        'dbadmin',
        '/accounts/302/requestpassword',
        'Access control is not configured for this password',
        'account.no-access-control',
      ],
      [
        'jthomas',
        '/accounts/7/requestpassword',
        'Request has already been raised for this password',
        'request.exists',
      ],
      [
        'jthomas',
        '/accounts/7/requester/34/approve',
        'You are not authorized to perform this operation',
        'request.not-approver',
      ],
      ['dbadmin', '/accounts/7/requester/34/approve', 'No such account found', 'account.not-found'],
      ['admin', '/accounts/7/requester/2/approve', 'No such request found', 'request.not-found'],
      ['admin', '/accounts/7/requester/999/reject', 'No such request found', 'request.not-found'],
      ['admin', '/accounts/7/requester/34/checkin', 'No such request found', 'request.not-found'],
      ['jthomas', '/accounts/7/checkout', 'Password request is not approved', 'account.not-approved'],
      ['jthomas', '/accounts/7/checkin', 'Password is not checked out', 'account.not-checked-out'],
    ] as const
    for (const [user, path, message, rule] of cases) {
      const answer = await ask(user, 'POST', path, REASON)
      expect(answer, path).toMatchObject({ status: 'Failed', message })
      expect(lastRule(), path).toBe(`pmp.${rule}`)
    }
  })

  it('nobody approves a request of their own', async () => {
    const { ask, lastRule } = await startPmp({ fixtures: controlled({}) })
    await ask('admin', 'POST', `${ACCOUNT}/requestpassword`)
    expect((await ask('admin', 'POST', `${ACCOUNT}/requester/1/approve`)).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.request.own')
    expect((await ask('operations', 'POST', `${ACCOUNT}/requester/1/approve`)).status).toBe('Success')
  })

  it('reasons and tickets are asked for where they are set up', async () => {
    const system = { requestReasonRequired: true, ticketing: { requests: true, tickets: ['T-1'] } }
    const { ask } = await startPmp({ fixtures: controlled({}, { system }) })
    const request = async (details: Record<string, string>) =>
      (await ask('guest', 'POST', `${ACCOUNT}/requestpassword`, details)).message
    expect(await request({})).toBe('Reason is mandatory')
    expect(await request({ REASON: 'x' })).toBe('Enter a valid ticket ID')
    expect(await request({ REASON: 'x', TICKETID: 'T-2' })).toBe('Enter a valid ticket ID')
    expect(await request({ REASON: 'x', TICKETID: 'T-1' })).toBe(
      'Request to view password have been raised successfully',
    )
    const row = (await ask('guest', 'GET', '/resources/7/accounts')).details['ACCOUNT LIST'][0]
    expect(row).toMatchObject({ PASSWORDREQUEST_REASON_MANDATORY: 'true', IS_TICKETID_REQD_ACW: 'true' })
  })

  it('a ticket system that is away keeps passwords closed', async () => {
    const { ask } = await startPmp({
      fixtures: controlled(
        { enabled: false },
        { system: { ticketing: { viewing: 'mandatory', reachable: false } } },
      ),
    })
    expect((await ask('guest', 'GET', PASSWORD, { TICKETID: 'T-1' })).message).toBe(
      'Password Not Accessible. Contact your administrator to check the Ticketing system configurations & try again later.',
    )
  })
})
