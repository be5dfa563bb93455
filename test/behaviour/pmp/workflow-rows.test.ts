/** The access control workflow row by row: every state as both sides see it, every transition, every illegal step. */
import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { startPmp, type PmpClient, type Said, type UserName } from './client.ts'

const MINUTE = 60_000
const ACCOUNT = '/accounts/7'
const PASSWORD = '/resources/7/accounts/7/password'

type Step = readonly [
  user: UserName,
  method: 'POST' | 'GET' | 'PUT',
  path: string,
  details?: Record<string, unknown>,
]

const request: Step = ['guest', 'POST', `${ACCOUNT}/requestpassword`, { REASON: 'x' }]
const approve: Step = ['operations', 'POST', `${ACCOUNT}/requester/2/approve`]
const reject: Step = ['operations', 'POST', `${ACCOUNT}/requester/2/reject`]
const adminCheckIn: Step = ['operations', 'POST', `${ACCOUNT}/requester/2/checkin`]
const checkOut: Step = ['guest', 'POST', `${ACCOUNT}/checkout`, { REASON: 'N/A' }]
const checkIn: Step = ['guest', 'POST', `${ACCOUNT}/checkin`, { REASON: 'N/A' }]
const read: Step = ['guest', 'GET', PASSWORD]

async function take(client: PmpClient, steps: readonly Step[]): Promise<Said[]> {
  const said: Said[] = []
  for (const [user, method, path, details] of steps) said.push(await client.ask(user, method, path, details))
  return said
}

async function statusOf(client: PmpClient, user: UserName): Promise<string> {
  return (await client.ask(user, 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']
}

describe('State', () => {
  it.each([
    ['NONE', [], '[Request]', '[Waiting for approval]'],
    ['WAITING', [request], '[Waiting for approval]', '[Waiting for approval]'],
    ['APPROVED', [request, approve], '[Check Out]', '[Waiting for approval]'],
    ['CHECKED_OUT', [request, approve, checkOut], '****[Check In]', '[In Use]'],
  ] as const)('%s is shown to its user, and to another who waits', async (_, steps, own, others) => {
    const client = await startPmp()
    await take(client, steps)
    expect([await statusOf(client, 'guest'), await statusOf(client, 'jthomas')]).toEqual([own, others])
  })

  it('access control off, password viewable: ****; not allowed to view: ####', async () => {
    const { ask } = await startPmp()
    expect((await ask('admin', 'GET', '/resources/303/accounts/307')).details['PASSWORD STATUS']).toBe('****')
    expect((await ask('guest', 'GET', '/resources/301/accounts/301')).details['PASSWORD STATUS']).toBe('####')
  })

  it('file-type resource, viewable: the file name, with [Check In] when checked out', async () => {
    const { ask, app } = await startPmp()
    const status = async () =>
      (await ask('operations', 'GET', '/resources/309/accounts/312')).details['PASSWORD STATUS']
    expect(await status()).toBe('escrow-agreement.txt')
    const accessControl = { ...CONTROL, autoApprove: 'everybody' }
    await patch(app, { accounts: { 312: { accessControl } } })
    await ask('operations', 'POST', '/accounts/312/requestpassword')
    await ask('operations', 'POST', '/accounts/312/checkout')
    expect(await status()).toBe('escrow-agreement.txt[Check In]')
  })
})

describe('Transition', () => {
  it.each([
    [
      'NONE to WAITING by a request',
      [request],
      { STATUS: '[Waiting for approval]' },
      '[Waiting for approval]',
    ],
    ['WAITING to APPROVED by an approval', [request, approve], undefined, '[Check Out]'],
    ['WAITING to NONE by a rejection', [request, reject], undefined, '[Request]'],
    ['APPROVED to NONE by a rejection', [request, approve, reject], undefined, '[Request]'],
    [
      'APPROVED to CHECKED_OUT by a check-out',
      [request, approve, checkOut],
      { STATUS: '****[Check In]' },
      '****[Check In]',
    ],
    [
      'CHECKED_OUT to NONE by a check-in',
      [request, approve, checkOut, checkIn],
      { STATUS: '[Request]' },
      '[Request]',
    ],
    [
      'CHECKED_OUT to NONE by an administrator',
      [request, approve, checkOut, adminCheckIn],
      undefined,
      '[Request]',
    ],
    [
      'APPROVED to NONE by an administrator (seed operation 13)',
      [request, approve, adminCheckIn],
      undefined,
      '[Request]',
    ],
  ] as const)('%s', async (_, steps, details, status) => {
    const client = await startPmp()
    const answer = (await take(client, steps)).at(-1)!
    expect([answer.status, answer.details]).toEqual(['Success', details])
    expect(await statusOf(client, 'guest')).toBe(status)
  })

  it('NONE to APPROVED by a request that is approved at once', async () => {
    const client = await startPmp()
    const raised = await client.ask('operations', 'POST', `${ACCOUNT}/requestpassword`)
    expect(raised.details).toEqual({ STATUS: '[Check Out]' })
    expect(await statusOf(client, 'operations')).toBe('[Check Out]')
  })

  it.each([
    ['WAITING, by the void time', [request], 24 * 60],
    ['APPROVED, by the void time', [request, approve], 24 * 60],
    ['CHECKED_OUT, by the exclusive time', [request, approve, checkOut], 30],
  ] as const)('%s, to NONE on the minute', async (_, steps, minutes) => {
    const client = await startPmp()
    client.workspace.clock.freeze(true)
    await take(client, steps)
    const before = await statusOf(client, 'guest')
    client.workspace.clock.advance(minutes * MINUTE - 1)
    expect(await statusOf(client, 'guest')).toBe(before)
    client.workspace.clock.advance(1)
    expect(await statusOf(client, 'guest')).toBe('[Request]')
  })

  it('CHECKED_OUT to NONE after exclusive time and grace, where there is grace', async () => {
    const client = await startPmp({
      settings: { pmp: { timers: { exclusiveMinutes: 10, graceMinutes: 5 } } },
    })
    await take(client, [request, approve, checkOut])
    client.workspace.clock.advance(14 * MINUTE)
    expect((await take(client, [read]))[0]!.status).toBe('Success')
    client.workspace.clock.advance(MINUTE)
    expect((await take(client, [read]))[0]!.status).toBe('Failed')
  })
})

/** The illegal steps and what is said; `before` leads to where they are illegal. */
const illegal: Readonly<
  Record<string, { before: readonly Step[]; step: Step; message: string; rule: string }>
> = {
  'request while WAITING': {
    before: [request],
    step: request,
    message: 'Request has already been raised for this password',
    rule: 'request.exists',
  },
  'request while APPROVED': {
    before: [request, approve],
    step: request,
    message: 'Request has already been raised for this password',
    rule: 'request.exists',
  },
  'request while CHECKED_OUT': {
    before: [request, approve, checkOut],
    step: request,
    message: 'Request has already been raised for this password',
    rule: 'request.exists',
  },
  'request where no access control is configured': {
    before: [],
    step: ['admin', 'POST', '/accounts/307/requestpassword'],
    message: 'Access control is not configured for this password',
    rule: 'account.no-access-control',
  },
  'approve without a request': {
    before: [],
    step: approve,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'approve what is approved': {
    before: [request, approve],
    step: approve,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'reject without a request': {
    before: [],
    step: reject,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'reject what is checked out': {
    before: [request, approve, checkOut],
    step: reject,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'admin check-in without a request': {
    before: [],
    step: adminCheckIn,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'admin check-in while WAITING': {
    before: [request],
    step: adminCheckIn,
    message: 'No such request found',
    rule: 'request.not-found',
  },
  'approver lacks the right': {
    before: [request],
    step: ['jthomas', 'POST', `${ACCOUNT}/requester/2/approve`],
    message: 'You are not authorized to perform this operation',
    rule: 'request.not-approver',
  },
  'approver is the requester': {
    before: [['dbadmin', 'POST', '/accounts/310/requestpassword', { REASON: 'x' }]],
    step: ['dbadmin', 'POST', '/accounts/310/requester/4/approve'],
    message: 'You are not authorized to perform this operation',
    rule: 'request.not-approver',
  },
  'second approval by the same administrator': {
    before: [
      ['dbadmin', 'POST', '/accounts/310/requestpassword', { REASON: 'x' }],
      ['admin', 'POST', '/accounts/310/requester/4/approve'],
    ],
    step: ['admin', 'POST', '/accounts/310/requester/4/approve'],
    message: 'You have already approved this request',
    rule: 'request.already-approved',
  },
  'checkout not approved': {
    before: [request],
    step: checkOut,
    message: 'Password request is not approved',
    rule: 'account.not-approved',
  },
  'checkout with the first of two approvals': {
    before: [
      ['dbadmin', 'POST', '/accounts/310/requestpassword', { REASON: 'x' }],
      ['admin', 'POST', '/accounts/310/requester/4/approve'],
    ],
    step: ['dbadmin', 'POST', '/accounts/310/checkout'],
    message: 'Password request is not approved',
    rule: 'account.not-approved',
  },
  'checkout while another has it': {
    before: [request, approve, ['operations', 'POST', `${ACCOUNT}/requester/34/approve`], checkOut],
    step: ['jthomas', 'POST', `${ACCOUNT}/checkout`],
    message: 'Password is currently in use',
    rule: 'account.in-use',
  },
  'checkin without checkout': {
    before: [request, approve],
    step: checkIn,
    message: 'Password is not checked out',
    rule: 'account.not-checked-out',
  },
  'missing reason': {
    before: [],
    step: ['dbadmin', 'POST', '/accounts/310/requestpassword'],
    message: 'Reason is mandatory',
    rule: 'reason.missing',
  },
  'reading before the check-out': {
    before: [request, approve],
    step: read,
    message: 'Password is not checked out',
    rule: 'account.not-checked-out',
  },
  'reading while another has it, owner and administrators included': {
    before: [request, approve, checkOut],
    step: ['admin', 'GET', PASSWORD],
    message: 'Password is currently in use',
    rule: 'account.in-use',
  },
  'changing while another has it': {
    before: [request, approve, checkOut],
    step: ['admin', 'PUT', PASSWORD, { NEWPASSWORD: 'fake-New7!!', RESETTYPE: 'LOCAL' }],
    message: 'Password is currently in use',
    rule: 'account.in-use',
  },
}

describe('Illegal step', () => {
  it.each(Object.entries(illegal))('%s changes nothing', async (_, { before, step, message, rule }) => {
    const client = await startPmp()
    await take(client, before)
    const kept = () => JSON.stringify([...client.workspace.state(pmpSlice).requests.entries()])
    const [untouched, password] = [kept(), client.workspace.state(pmpSlice).accounts.get('7')]
    const [answer] = await take(client, [step])
    expect(answer).toMatchObject({ http: 200, status: 'Failed', message, details: undefined })
    expect(answer!.name).not.toBe('Authentication')
    expect(client.lastRule()).toBe(`pmp.${rule}`)
    expect(kept()).toBe(untouched)
    expect(client.workspace.state(pmpSlice).accounts.get('7')).toEqual(password)
  })

  it('missing ticket, where requests want one', async () => {
    const client = await startPmp()
    await patch(client.app, { system: { system: { ticketing: { requests: true, tickets: ['CH-1'] } } } })
    const raise = async (TICKETID?: string) =>
      (await client.ask('guest', 'POST', `${ACCOUNT}/requestpassword`, { REASON: 'x', TICKETID })).message
    expect([await raise(), await raise('CH-2')]).toEqual([
      'Enter a valid ticket ID',
      'Enter a valid ticket ID',
    ])
    expect(await raise('CH-1')).toBe('Request to view password have been raised successfully')
  })
})

const CONTROL = {
  enabled: true,
  approvers: ['1'],
  approvals: 1,
  requestReasonRequired: false,
  exclusiveMinutes: null,
  resetAfterUse: false,
}

async function patch(app: PmpClient['app'], payload: object): Promise<void> {
  const answer = await app.inject({
    method: 'PATCH',
    url: '/__mock/state/pmp',
    headers: { host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
}
