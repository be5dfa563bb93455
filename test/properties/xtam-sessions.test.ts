/**
 * No sequence of sign-ins, expiries, logouts, switches and replays yields a session that the rules forbid, and nothing
 * of one workspace is good in another. {@link SessionModel} says what each step must be answered.
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { startApp } from '../support/app.ts'
import {
  LOCK_PERIOD,
  LOGINS,
  PLACES,
  SESSION_IDLE,
  SIGN_IN_IDLE,
  SIGN_IN_LIFE,
  SessionModel,
  TICKET_LIFE,
  XSRF_LIFE,
  settingsOf,
} from './xtam-session-model.ts'

type Step = (model: SessionModel) => unknown

const rules = fc.record({
  mfa: fc.constantFrom('none', 'gauth'),
  lockout: fc.boolean(),
  revokeSessions: fc.boolean(),
  binding: fc.constantFrom('user', 'session'),
})
// Mostly at home, so that stories get somewhere.
const place = fc.oneof({ weight: 4, arbitrary: fc.constant('' as const) }, fc.constantFrom(...PLACES))
const nth = fc.constantFrom(0, 0, 0, 1, 2)
const isRight = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false))
const token = fc.oneof(
  { weight: 3, arbitrary: fc.constant('yourXTAMtoken') },
  fc.constantFrom('yourDisabledXTAMtoken', 'yourExpiredXTAMtoken', 'nonsense'),
)
const login = fc.constantFrom(...LOGINS)
const session = fc.constantFrom(undefined, undefined, 0, 0, 1)
const span = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(1, 5000, TICKET_LIFE - 1, TICKET_LIFE, TICKET_LIFE + 1) },
  fc.constantFrom(
    LOCK_PERIOD,
    SESSION_IDLE - 1,
    SESSION_IDLE,
    SIGN_IN_IDLE - 1,
    SIGN_IN_IDLE,
    SIGN_IN_LIFE,
    XSRF_LIFE,
  ),
)

/** A step as data that prints as what it does. */
function step<Inputs extends unknown[]>(
  name: string,
  inputs: { [At in keyof Inputs]: fc.Arbitrary<Inputs[At]> },
  act: (model: SessionModel, ...inputs: Inputs) => unknown,
): fc.Arbitrary<Step> {
  return fc.tuple<Inputs>(...inputs).map((values) => {
    const take: Step = (model) => act(model, ...values)
    return Object.assign(take, { [fc.toStringMethod]: () => `${name}(${values.map(String).join(', ')})` })
  })
}

const steps = fc.array(
  fc.oneof(
    step('sign in by token', [place, place, token, isRight], (model, ...how) => model.signInByToken(...how)),
    step('sign in by form', [place, place, isRight, isRight], (model, ...how) => model.signInByForm(...how)),
    step('sign in over REST', [place, place, isRight], (model, ...how) => model.signInOverRest(...how)),
    step('sign in again', [place, place, nth], (model, ...how) => model.signInAgain(...how)),
    { weight: 4, arbitrary: step('open session', [place], (model, at) => model.openSession(at)) },
    { weight: 2, arbitrary: step('redeem', [place, nth], (model, ...how) => model.redeem(...how)) },
    { weight: 3, arbitrary: step('call', [place, nth], (model, ...how) => model.call(...how)) },
    step('call with Basic', [place, isRight], (model, ...how) => model.callWithBasic(...how)),
    { weight: 2, arbitrary: step('replay form', [place, nth], (model, ...how) => model.replayForm(...how)) },
    step('log out', [place, nth], (model, ...how) => model.logOut(...how)),
    step('delete ticket', [place, nth], (model, ...how) => model.deleteTicket(...how)),
    step('log out of application', [place, nth], (model, ...how) => model.logOutOfApplication(...how)),
    {
      weight: 2,
      arbitrary: step('switch user', [place, fc.boolean()], (model, ...how) => model.switchUser(...how)),
    },
    step(
      'switch token',
      [place, fc.constantFrom('enabled', 'enabled', 'disabled', 'deleted')],
      (model, ...how) => model.switchToken(...how),
    ),
    {
      weight: 2,
      arbitrary: step('fetch XSRF', [place, login, session], (model, ...how) => model.fetchXsrf(...how)),
    },
    {
      weight: 2,
      arbitrary: step('create', [place, login, session, nth], (model, ...how) => model.create(...how)),
    },
    { weight: 3, arbitrary: step('wait', [span], (model, ms) => model.wait(ms)) },
  ),
  { minLength: 20, maxLength: 60 },
)

it(
  'sessions come from good tickets alone, and nothing crosses a workspace',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(rules, steps, async (chosen, story) => {
        const settings = { xtam: settingsOf(chosen) }
        const { app, kernel, workspace } = await startApp({ surfaces: [xtam], settings })
        const other = kernel.createWorkspace({ id: 'other' })
        const model = new SessionModel(app, { '': workspace, '/w/other': other }, chosen)
        for (const take of story) await take(model)
        await app.close()
      }),
      { numRuns: 80 },
    )
  },
)
