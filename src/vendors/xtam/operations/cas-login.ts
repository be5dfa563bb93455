/** `/cas/login`: signing in by token, by an earlier sign-in, or by the form (Apereo CAS). */
import { audit } from '../domain/audit.ts'
import { bearerOf } from '../domain/auth-tokens.ts'
import { isCarriedOff, liveGrantingTicket } from '../domain/granting-tickets.ts'
import { isRegistered, serviceAsked } from '../domain/services.ts'
import { because } from '../errors.ts'
import { operation, type Call, type Input } from '../operation.ts'
import type { CasCookie, Outcome } from '../outcome.ts'
import { page } from '../schemas/answers.ts'
import { loginQuery } from '../schemas/query.ts'
import { loginForm } from '../schemas/sign-in.ts'
import type { UserRow } from '../state.ts'
import { resume } from './cas-flow.ts'
import { farewell } from './cas-logout.ts'
import { askSecondFactor, finish, letGo, sendOn, showForm, unregistered, type Visit } from './cas-visit.ts'

/** A cookie that the module could have signed. */
const SIGNED = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/

const TOKEN_SOURCE = 'XTAM API Python example, token header; Apereo CAS, JWT authentication'

export const casLogin = operation({
  id: 'xtam.cas.login',
  route: ['GET /login', 'POST /login'],
  summary: 'Sign in by token, cookie or form, and get a service ticket',
  source: TOKEN_SOURCE,
  evidence: 'documented',
  query: loginQuery,
  body: loginForm,
  refusals: ['flow-malformed'],
  answer: page,
  run(call, input) {
    const given = { call, method: input.parameter('method').toUpperCase(), cookies: wishesOf(input) }
    if (input.has('execution')) return resume(given, input)
    const visit: Visit = { ...given, service: serviceAsked(input) }
    if (visit.service !== '' && !isRegistered(call.realm, visit.service)) return unregistered(visit)
    return start(visit, input)
  },
})

/** The beginning: a token, then an earlier sign-in, then the form. */
function start(visit: Visit, input: Input): Outcome {
  const { call, service } = visit
  const { realm } = call
  const token = input.value('token') || call.token
  let status = 200
  if (token !== '') {
    const bearer = signInByToken(visit, token)
    if (bearer) return askSecondFactor(visit, bearer) ?? finish(visit, bearer)
    if (service !== '') status = realm.settings.cas.failStatus
  }
  const cookie = call.cookie('TGC')
  const granting = liveGrantingTicket(realm, cookie, call.holder)
  const isRenewed = asksToRenew(visit, input)
  if (granting && !isRenewed) return sendOn(visit, granting, false)
  if (!granting && !isRenewed && token === '') noteLostSignIn(call, cookie)
  const cookies = [...visit.cookies, ...(granting ? [] : lostCookie(call, cookie))]
  // CAS 5 asks a signed-in user who is to renew; CAS 6 lets the browser go.
  const goesBack = !granting || realm.settings.cas.flavour === '6.5'
  if (service !== '' && input.parameter('gateway') !== '' && goesBack) return letGo({ ...visit, cookies })
  if (call.method === 'POST' && token === '' && !isCarriedOff(realm, cookie, call.holder)) {
    const message =
      'The form must bring back the "execution" of the page that it stood on, and brought none; nothing was looked at, and a fresh page was sent.'
    call.note(because('flow.missing', message, 'Apereo CAS, login form'))
  }
  return showForm({ ...visit, cookies }, { status })
}

/**
 * Whether credentials are asked for again. To CAS 5 any value says so, where there is a service to ask for; to CAS 6 the
 * parameter alone.
 */
function asksToRenew({ call, service }: Visit, input: Input): boolean {
  if (call.realm.settings.cas.flavour === '6.5') return input.has('renew')
  return service !== '' && input.parameter('renew') !== ''
}

/** A person who wants to be asked before going on to a service. */
function wishesOf(input: Input): readonly CasCookie[] {
  return input.parameter('warn') === '' ? [] : [{ kind: 'privacy' }]
}

/** What CAS does to a browser that is not signed in: CAS 5 to one that was, CAS 6 to any. */
function lostCookie(call: Call, cookie: string | undefined): readonly CasCookie[] {
  if (call.realm.settings.cas.flavour === '5.2') return wasSigned(call, cookie) ? farewell(call) : []
  const stale: readonly CasCookie[] = cookie ? [{ kind: 'stale', value: cookie }] : []
  return [{ kind: 'over', name: 'TGC' }, ...stale]
}

/** Whether a cookie is of a sign-in that is over, as far as that can be told. */
function wasSigned({ realm, holder }: Call, cookie = ''): boolean {
  return SIGNED.test(cookie) && !isCarriedOff(realm, cookie, holder)
}

function noteLostSignIn(call: Call, cookie: string | undefined): void {
  if (isCarriedOff(call.realm, cookie, call.holder)) {
    const message =
      'The TGC cookie is good from the address and browser that it was given to (knob xtam.cas.pinCookie), and it came from another.'
    call.note(because('sign-in.carried-off', message, 'Apereo CAS: the cookie is pinned to the session'))
  } else if (cookie !== undefined) {
    const message =
      'The TGC cookie names no sign-in that is still good (knobs xtam.cas.grantingTicketIdle and grantingTicketTtl, a logout, or a reset); credentials are asked for again.'
    call.note(because('sign-in.over', message, 'Apereo CAS: ticket expiration policies'))
  }
}

/** Whom a token signs in. A refusal goes to the journal alone: the module shows its ordinary form. */
function signInByToken({ call, service }: Visit, token: string): UserRow | undefined {
  const { realm, ip } = call
  if (service === '') {
    const message = 'A token needs a "service" parameter to sign in for, and none came; it was ignored.'
    call.note(because('token.without-service', message, TOKEN_SOURCE))
    return undefined
  }
  const bearer = bearerOf(realm, token, ip)
  if ('user' in bearer) return bearer.user
  const { refusal } = bearer
  call.note(refusal)
  const event = { category: 'Authentication', event: 'Login', level: 'ERROR' } as const
  audit(realm, { ...event, user: undefined, ip, message: refusal.message })
  return undefined
}
