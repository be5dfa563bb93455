/** The access control workflow against a model that knows nothing but the vendor's rules. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startPmp, type PmpClient } from '../behaviour/pmp/client.ts'

const requesters = ['guest', 'jthomas'] as const
type Requester = (typeof requesters)[number]
const ids: Readonly<Record<Requester, string>> = { guest: '2', jthomas: '34' }
const MINUTE = 60_000
const VOID = 24 * 60
const EXCLUSIVE = 30

interface Request {
  state: 'waiting' | 'approved' | 'checked-out'
  endsAt: number
}

/** Time in minutes; one account; what each requester has. */
interface Model {
  now: number
  readonly requests: Map<Requester, Request>
}

interface Move {
  readonly step: 'request' | 'approve' | 'reject' | 'checkout' | 'checkin' | 'admin-checkin' | 'read' | 'wait'
  readonly user: Requester
  readonly minutes: number
}

const move: fc.Arbitrary<Move> = fc.record({
  step: fc.constantFrom(
    'request',
    'approve',
    'reject',
    'checkout',
    'checkin',
    'admin-checkin',
    'read',
    'wait',
  ),
  user: fc.constantFrom(...requesters),
  minutes: fc.constantFrom(1, 29, 30, 31, 700, 1441),
})

describe('Whatever the steps and their order', () => {
  it('the workflow does what the model does, and at most one user has the password', async () => {
    const client = await startPmp()
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 25 }), async (moves) => {
        client.workspace.reset()
        client.workspace.clock.freeze(true)
        // The built-in request of user 34 never runs out; the model begins without it.
        await client.ask('admin', 'POST', '/accounts/7/requester/34/reject')
        const model: Model = { now: 0, requests: new Map() }
        for (const one of moves) {
          if (one.step === 'wait') wait(client, model, one.minutes)
          else expect(await act(client, one), JSON.stringify(one)).toBe(foresee(model, one))
          expect(
            [...model.requests.values()].filter(({ state }) => state === 'checked-out').length,
          ).toBeLessThan(2)
        }
        for (const user of requesters) expect(await statusOf(client, user)).toBe(wordFor(model, user))
      }),
      { numRuns: 60 },
    )
  })
})

function wait(client: PmpClient, model: Model, minutes: number): void {
  client.workspace.clock.advance(minutes * MINUTE)
  model.now += minutes
  for (const [user, { endsAt }] of model.requests) if (endsAt <= model.now) model.requests.delete(user)
}

async function act(client: PmpClient, { step, user }: Move): Promise<boolean> {
  const calls: Record<Exclude<Move['step'], 'wait'>, () => Promise<{ status: string }>> = {
    request: async () => client.ask(user, 'POST', '/accounts/7/requestpassword', { REASON: 'x' }),
    approve: async () => client.ask('operations', 'POST', `/accounts/7/requester/${ids[user]}/approve`),
    reject: async () => client.ask('operations', 'POST', `/accounts/7/requester/${ids[user]}/reject`),
    checkout: async () => client.ask(user, 'POST', '/accounts/7/checkout'),
    checkin: async () => client.ask(user, 'POST', '/accounts/7/checkin'),
    'admin-checkin': async () => client.ask('admin', 'POST', `/accounts/7/requester/${ids[user]}/checkin`),
    read: async () => client.ask(user, 'GET', '/resources/7/accounts/7/password'),
  }
  return (await calls[step as keyof typeof calls]()).status === 'Success'
}

/** Whether the step succeeds, and what it leaves behind. */
function foresee({ now, requests }: Model, { step, user }: Move): boolean {
  const own = requests.get(user)
  const isTaken = [...requests.values()].some(({ state }) => state === 'checked-out')
  switch (step) {
    case 'request':
      if (own) return false
      requests.set(user, { state: 'waiting', endsAt: now + VOID })
      return true
    case 'approve':
      if (own?.state !== 'waiting') return false
      own.state = 'approved'
      return true
    case 'reject':
      return own !== undefined && own.state !== 'checked-out' && requests.delete(user)
    case 'checkout':
      if (own?.state !== 'approved' || isTaken) return false
      requests.set(user, { state: 'checked-out', endsAt: now + EXCLUSIVE })
      return true
    case 'checkin':
      return own?.state === 'checked-out' && requests.delete(user)
    case 'admin-checkin':
      return own !== undefined && own.state !== 'waiting' && requests.delete(user)
    default:
      return own?.state === 'checked-out'
  }
}

async function statusOf(client: PmpClient, user: Requester): Promise<string> {
  return (await client.ask(user, 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']
}

function wordFor({ requests }: Model, user: Requester): string {
  const own = requests.get(user)?.state
  const isTaken = [...requests.values()].some(({ state }) => state === 'checked-out')
  if (isTaken) return own === 'checked-out' ? '****[Check In]' : '[In Use]'
  return own === 'waiting' ? '[Waiting for approval]' : own === 'approved' ? '[Check Out]' : '[Request]'
}
