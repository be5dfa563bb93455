/**
 * Random people take random steps, and time passes: every answer is the model's, what is refused changes nothing, and
 * never do two of them hold the same password.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TRANSITIONS } from '../../src/vendors/pmp/domain/access-requests.ts'
import { pmpSlice } from '../../src/vendors/pmp/state.ts'
import { startPmp, tokens, type PmpClient } from '../behaviour/pmp/client.ts'
import {
  accounts,
  approvers,
  Model,
  people,
  REFUSED,
  rules,
  SUCCESS,
  type Account,
  type Person,
} from './pmp-workflow-model.ts'

const ids: Readonly<Record<Person, string>> = {
  admin: '1',
  guest: '2',
  operations: '3',
  dbadmin: '4',
  jthomas: '34',
}
const accountIds: Readonly<Record<Account, string>> = { single: '1', dual: '2' }
const roles = { admin: 'Administrator', operations: 'Administrator', dbadmin: 'Password Administrator' }
const isRole = (login: string): login is keyof typeof roles => login in roles

/** Two accounts on one resource, each shared with all but its owner; nobody is a super administrator. */
const fixtures = {
  pmp: {
    policies: [{ name: 'Strong', minLength: 8 }],
    users: people.map((login) => ({
      id: ids[login],
      login,
      role: isRole(login) ? roles[login] : 'Password User',
      api: { token: tokens[login] },
    })),
    resources: [
      {
        id: '1',
        name: 'host',
        type: 'Linux',
        owner: 'admin',
        accounts: accounts.map((name) => {
          const { isReasonRequired, isRotated, ...rest } = rules[name]
          const control = { requestReasonRequired: isReasonRequired, resetAfterUse: isRotated }
          return {
            id: accountIds[name],
            name,
            password: `fake-First-${name}`,
            accessControl: { ...rest, ...control, approvers: [...approvers] },
          }
        }),
      },
    ],
    shares: accounts.flatMap((name) =>
      people.map((user) => ({ account: accountIds[name], user, level: 'view' })),
    ),
  },
}

interface Real {
  readonly client: PmpClient
  /** What was said so far. */
  readonly answers: Set<string>
}
type Step = fc.AsyncCommand<Model, Real>

/** What the product keeps of the workflow, as text. */
function kept({ client }: Real): string {
  const { requests, accounts: rows } = client.workspace.state(pmpSlice)
  return JSON.stringify([...requests.entries(), ...[...rows.values()].map(({ password }) => password)])
}

function passwordOf({ client }: Real, account: Account): string {
  return client.workspace.state(pmpSlice).accounts.get(accountIds[account])!.password
}

/** A call: the model's answer must be the product's, and a refusal must leave no trace. */
class Call implements Step {
  readonly text: string
  readonly foresee: (model: Model) => string
  readonly ask: (client: PmpClient) => Promise<{ status: string; message: string }>

  constructor(text: string, foresee: Call['foresee'], ask: Call['ask']) {
    this.text = text
    this.foresee = foresee
    this.ask = ask
  }

  check = (): boolean => true
  toString = (): string => this.text

  async run(model: Model, real: Real): Promise<void> {
    const [before, rotations] = [kept(real), { ...model.rotations }]
    const passwords = accounts.map((account) => passwordOf(real, account))
    const expected = this.foresee(model)
    const said = await this.ask(real.client)
    real.answers.add(said.message)
    expect(said.message).toBe(expected)
    if (said.status === 'Failed') expect(kept(real)).toBe(before)
    for (const [at, account] of accounts.entries())
      expect(passwordOf(real, account) !== passwords[at]).toBe(
        model.rotations[account] !== rotations[account],
      )
    await invariants(model, real)
  }
}

/** Several calls in a row, since random ones alone hardly ever come as far as a check-out. */
class Sequence implements Step {
  readonly calls: readonly Call[]

  constructor(calls: readonly Call[]) {
    this.calls = calls
  }

  check = (): boolean => true
  toString = (): string => this.calls.join(', ')

  async run(model: Model, real: Real): Promise<void> {
    for (const call of this.calls) await call.run(model, real)
  }
}

class Wait implements Step {
  readonly minutes: number

  constructor(minutes: number) {
    this.minutes = minutes
  }

  check = (): boolean => true
  toString = (): string => `${this.minutes} minutes pass`

  async run(model: Model, real: Real): Promise<void> {
    model.wait(this.minutes)
    real.client.workspace.clock.advance(this.minutes * 60_000)
    await invariants(model, real)
  }
}

/** Each sees where the own request stands, and the password is open to its holder alone. */
async function invariants(model: Model, { client }: Real): Promise<void> {
  const holders: Record<Account, Person[]> = { single: [], dual: [] }
  for (const person of people) {
    const { details } = await client.ask(person, 'GET', '/resources/1/accounts')
    const rows = details['ACCOUNT LIST'] as Record<string, unknown>[]
    for (const account of accounts) {
      const status = rows.find((row) => row['ACCOUNT ID'] === accountIds[account])?.['PASSWORD STATUS']
      expect(status, `${person} at ${account}`).toBe(wordFor(model, account, person))
      if (status === '****[Check In]') holders[account].push(person)
    }
  }
  for (const account of accounts) expect(holders[account].length).toBeLessThan(2)
}

function wordFor(model: Model, account: Account, person: Person): string {
  const holder = model.holder(account)
  if (holder !== undefined) return holder === person ? '****[Check In]' : '[In Use]'
  const state = model.stateOf(account, person)
  return state === 'waiting' ? '[Waiting for approval]' : state === 'approved' ? '[Check Out]' : '[Request]'
}

const post = (who: Person, path: string, details?: Record<string, unknown>) => (client: PmpClient) =>
  client.ask(who, 'POST', path, details)

function request(account: Account, who: Person, reason?: string): Call {
  return new Call(
    `${who} requests ${account}`,
    (model) => model.request(account, who, reason),
    post(who, `/accounts/${accountIds[account]}/requestpassword`, { REASON: reason }),
  )
}

function decide(decision: 'approve' | 'reject' | 'checkin', account: Account, by: Person, who: Person): Call {
  return new Call(
    `${by}: ${decision} ${account} of ${who}`,
    (model) =>
      decision === 'checkin' ? model.checkInFor(account, by, who) : model[decision](account, by, who),
    post(by, `/accounts/${accountIds[account]}/requester/${ids[who]}/${decision}`),
  )
}

function act(what: 'checkOut' | 'checkIn' | 'read', account: Account, who: Person): Call {
  const id = accountIds[account]
  return new Call(
    `${who}: ${what} ${account}`,
    (model) => model[what](account, who),
    what === 'read'
      ? (client) => client.ask(who, 'GET', `/resources/1/accounts/${id}/password`)
      : post(who, `/accounts/${id}/${what.toLowerCase()}`),
  )
}

type End = 'none' | 'reject' | 'checkin' | 'checkIn'

/** The way to a password that is read, or some steps of it, and how it ends; the first approver tries twice. */
function lead(account: Account, who: Person, length: number, end: End): Sequence {
  const others = [...approvers].filter((one) => one !== who).slice(0, rules[account].approvals)
  const approvals = others.map((by) => decide('approve', account, by, who))
  const use = [act('checkOut', account, who), act('read', account, who)]
  const way = [request(account, who, 'needed'), ...approvals.slice(0, 1), ...approvals, ...use]
  const ends =
    end === 'none' ? [] : [end === 'checkIn' ? act(end, account, who) : decide(end, account, 'admin', who)]
  return new Sequence([...way.slice(0, length), ...ends])
}

const account = fc.constantFrom(...accounts)
const person = fc.constantFrom(...people)
const reason = fc.option(fc.constant('needed'), { nil: undefined, freq: 5 })
const decision = fc.constantFrom('approve', 'reject', 'checkin')
const deed = fc.constantFrom('checkOut', 'checkIn', 'read')
const end = fc.constantFrom('none', 'none', 'none', 'reject', 'checkin', 'checkIn')

const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(account, person, reason).map((given) => request(...given)),
  fc.tuple(decision, account, person, person).map((given) => decide(...given)),
  fc.tuple(deed, account, person).map((given) => act(...given)),
  fc.tuple(account, person, fc.integer({ min: 1, max: 6 }), end).map((given) => lead(...given)),
  fc.constantFrom(1, 29, 30, 31, 60, 700, 1439, 1440).map((minutes) => new Wait(minutes)),
]

describe('Whoever takes whatever steps in whatever order', () => {
  it('the workflow answers as the model does, and nobody shares a password with another', async () => {
    const client = await startPmp({ fixtures })
    const answers = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 40, size: 'max' }), async (commands) => {
        client.workspace.reset()
        client.workspace.clock.freeze(true)
        await fc.asyncModelRun(() => ({ model: new Model(), real: { client, answers } }), commands)
      }),
      { numRuns: 50 },
    )
    // Random steps must have come far enough to mean something.
    for (const answer of [...Object.values(SUCCESS), ...Object.values(REFUSED)])
      expect(answers).toContain(answer)
  }, 120_000)

  it('two administrators and a user in a race for one password: one of them gets it', async () => {
    const client = await startPmp({ fixtures })
    const racers = ['operations', 'dbadmin', 'guest'] as const
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        client.workspace.reset()
        const outcomes: string[] = []
        const race = async (who: Person): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), `${who} starts`)
          await client.ask(who, 'POST', '/accounts/1/requestpassword', { REASON: 'race' })
          await scheduler.schedule(Promise.resolve(), `${who} has asked`)
          await client.ask('admin', 'POST', `/accounts/1/requester/${ids[who]}/approve`)
          await scheduler.schedule(Promise.resolve(), `${who} is approved`)
          outcomes.push((await client.ask(who, 'POST', '/accounts/1/checkout')).message)
        }
        await scheduler.waitFor(Promise.all(racers.map(race)))
        expect(outcomes.toSorted()).toEqual([
          'Password have been checked out successfully',
          'Password is currently in use',
          'Password is currently in use',
        ])
        const read = await Promise.all(
          racers.map(
            async (who) => (await client.ask(who, 'GET', '/resources/1/accounts/1/password')).status,
          ),
        )
        expect(read.filter((status) => status === 'Success')).toHaveLength(1)
      }),
      { numRuns: 20 },
    )
  })
})

describe('The table of transitions', () => {
  it('leads from every state back to none, and knows no state that nothing leads to', () => {
    const reached = new Set(Object.values(TRANSITIONS).flatMap((steps) => Object.values(steps)))
    expect(Object.keys(TRANSITIONS).toSorted()).toEqual([...reached].toSorted())
    for (const [state, next] of Object.entries(TRANSITIONS))
      if (state !== 'none') expect(Object.values(next), state).toContain('none')
  })
})
