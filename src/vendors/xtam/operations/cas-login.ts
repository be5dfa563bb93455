/** `/cas/login`: signing in by token, by an earlier sign-in, or by the form (Apereo CAS). */
import { audit } from '../domain/audit.ts'
import { bearerOf } from '../domain/auth-tokens.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { closeFlow, findFlow, openFlow, type SecondFactor } from '../domain/flows.ts'
import { isRegistered, withTicket, withoutQuery } from '../domain/services.ts'
import {
  isCarriedOff,
  issueServiceTicket,
  liveGrantingTicket,
  openGrantingTicket,
} from '../domain/tickets.ts'
import { isTotp, signInByPassword, type SignIn } from '../domain/users.ts'
import { because } from '../errors.ts'
import { operation, type Call, type Input } from '../operation.ts'
import { casPage, redirect, type CasCookie, type Outcome } from '../outcome.ts'
import { page } from '../schemas/answers.ts'
import { loginQuery } from '../schemas/query.ts'
import { loginForm } from '../schemas/sign-in.ts'
import type { FlowRow, GrantingTicketRow, UserRow } from '../state.ts'
import { failureText } from '../views/sign-in.ts'
import { codePage, loginPage, messagePage, signedInPage } from '../wire/pages/cas.ts'
import { throttled } from './cas-throttled.ts'

const TOKEN_SOURCE = 'XTAM API Python example, token header; Apereo CAS, JWT authentication'
const FORM_SOURCE = 'Apereo CAS, login form'

type LoginForm = ReturnType<Input<never, typeof loginForm>['form']>

/** One visit to the sign-in page. */
interface Visit {
  readonly call: Call
  readonly input: Pick<Input, 'value'>
  /** Where the browser wants to go; empty: nowhere. */
  readonly service: string
}

export const casLogin = operation({
  id: 'xtam.cas.login',
  route: ['GET /login', 'POST /login'],
  summary: 'Sign in by token, cookie or form, and get a service ticket',
  source: TOKEN_SOURCE,
  evidence: 'documented',
  query: loginQuery,
  body: loginForm,
  answer: page,
  run(call, input) {
    const { realm } = call
    const form = input.form()
    const { execution } = form
    const flow = execution === undefined ? undefined : findFlow(realm, execution)
    const service = input.value('service') || form.service?.trim() || (flow?.service ?? '')
    const visit: Visit = { call, input, service }
    if (service !== '' && !isRegistered(realm, service)) return unregistered(visit)
    if (flow) return flow.login === '' ? takePassword(visit, form) : takeCode(visit, flow, form)
    if (execution !== undefined) {
      const message =
        'The form must bring back the "execution" of a page that this workspace handed out, and brought another; a fresh page was sent.'
      call.note(because('flow.unknown', message, FORM_SOURCE))
      return showForm(visit)
    }
    return start(visit)
  },
})

/** The beginning: a token, then an earlier sign-in, then the form. */
function start(visit: Visit): Outcome {
  const { call, input, service } = visit
  const { realm } = call
  const token = input.value('token') || call.token
  let status = 200
  if (token !== '') {
    const bearer = signInByToken(visit, token)
    if (bearer) return askSecondFactor(visit, bearer) ?? finish(visit, bearer)
    if (service !== '') status = realm.settings.cas.failStatus
  }
  const renew = input.value('renew') !== ''
  const cookie = call.cookie('TGC')
  const granting = renew ? undefined : liveGrantingTicket(realm, cookie, call.holder)
  const isElsewhere = !granting && isCarriedOff(realm, cookie, call.holder)
  if (isElsewhere) {
    const message =
      'The TGC cookie is good from the address and browser that it was given to (knob xtam.cas.pinCookie), and it came from another.'
    call.note(because('sign-in.carried-off', message, 'Apereo CAS: the cookie is pinned to the session'))
  } else if (!granting && !renew && cookie !== undefined && token === '') {
    const message =
      'The TGC cookie names no sign-in that is still good (knobs xtam.cas.grantingTicketIdle and grantingTicketTtl, a logout, or a reset); credentials are asked for again.'
    call.note(because('sign-in.over', message, 'Apereo CAS: ticket expiration policies'))
  }
  if (granting) return sendOn(visit, granting, false)
  if (service !== '' && !renew && input.value('gateway') !== '') return redirect(service)
  if (call.method === 'POST' && token === '' && !isElsewhere) {
    const message =
      'The form must bring back the "execution" of the page that it stood on, and brought none; nothing was looked at, and a fresh page was sent.'
    call.note(because('flow.missing', message, FORM_SOURCE))
  }
  return showForm(visit, [], '', status)
}

/** Whom a token signs in. A refusal goes to the journal alone: the module shows its ordinary form. */
function signInByToken({ call, service }: Visit, token: string): UserRow | undefined {
  if (service === '') {
    const message = 'A token needs a "service" parameter to sign in for, and none came; it was ignored.'
    call.note(because('token.without-service', message, TOKEN_SOURCE))
    return undefined
  }
  return accept(call, bearerOf(call.realm, token, call.ip))
}

function takePassword(visit: Visit, form: LoginForm): Outcome {
  const { call } = visit
  const { realm, ip } = call
  const { texts, cas } = realm.settings
  const username = (form.username ?? '').trim()
  const password = form.password ?? ''
  const missing = [
    ...(username === '' ? [texts.usernameRequired] : []),
    ...(password === '' ? [texts.passwordRequired] : []),
  ]
  if (missing.length > 0) {
    const message = 'The form needs a username and a password, and one of them was blank.'
    call.note(because('form.incomplete', message, FORM_SOURCE))
    return showForm(visit, missing, username, cas.failStatus)
  }
  if (isThrottled(realm, username, ip)) return throttled(call, username)
  const attempt = signInByPassword(realm, username, password)
  const user = accept(call, attempt)
  if (user) return askSecondFactor(visit, user) ?? finish(visit, user)
  noteFailedSignIn(realm, username, ip)
  const errors = 'problem' in attempt ? [failureText(realm.settings, attempt.problem)] : []
  return showForm(visit, errors, username, cas.failStatus)
}

function takeCode(visit: Visit, flow: FlowRow, form: LoginForm): Outcome {
  const { call } = visit
  const { realm } = call
  const { texts, cas } = realm.settings
  const user = realm.tables.users.get(flow.login)
  if (!user?.enabled) {
    const message = `The user "${flow.login}" has been disabled since the password was given.`
    call.note(because('auth.disabled-user', message, FORM_SOURCE))
    return showForm(visit, [texts.accountDisabled], '', cas.failStatus)
  }
  const secret = flow.newSecret || user.mfaSecret
  if (isTotp((form.token ?? '').trim(), secret, realm.clock.now())) {
    realm.update(() => {
      closeFlow(realm, flow)
      if (flow.newSecret !== '') realm.tables.users.put(user.login, { ...user, mfaSecret: secret })
    })
    return finish(visit, user)
  }
  const message = `The code must be the one that the authenticator of "${user.login}" shows now, and another came.`
  call.note(because('mfa.wrong-code', message, 'XTAM Google authenticator pages; RFC 6238'))
  return askCode(visit, flow, [texts.codeRefused], cas.failStatus)
}

/** The second-factor page, when the settings ask for it; it offers a key to a user without an authenticator. */
function askSecondFactor(visit: Visit, { login, mfaSecret }: UserRow): Outcome | undefined {
  const { settings, ids } = visit.call.realm
  if (settings.cas.mfa === 'none') return undefined
  const newSecret = mfaSecret === '' ? ids.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') : ''
  return askCode(visit, { login, newSecret })
}

function finish(visit: Visit, user: UserRow): Outcome {
  const { realm, ip, holder } = visit.call
  const granting = openGrantingTicket(realm, user.login, holder)
  audit(realm, { user, ip, category: 'Authentication', event: 'Login', message: 'Signed in' })
  return sendOn(visit, granting, true)
}

function sendOn({ call, service }: Visit, granting: GrantingTicketRow, fromNewLogin: boolean): Outcome {
  const { realm } = call
  const cookie: CasCookie | undefined = fromNewLogin
    ? { kind: 'granting', value: granting.cookie }
    : undefined
  if (service === '') return casPage(signedInPage(realm.settings.texts, granting.login), { cookie })
  const ticket = issueServiceTicket(realm, granting, { service, fromNewLogin })
  return redirect(withTicket(service, ticket.id), cookie)
}

function showForm(
  { call, service }: Visit,
  errors: readonly string[] = [],
  username = '',
  status = 200,
): Outcome {
  const { realm } = call
  const { execution } = openFlow(realm, service)
  const html = loginPage(realm.settings.texts, { execution, username, errors })
  return casPage(html, { status, cookie: pageCookie(call) })
}

/** The session that Tomcat gives a browser for the module's pages, where the settings say that it does. */
function pageCookie(call: Call): CasCookie | undefined {
  const { realm, deployment } = call
  if (!realm.settings.cas.sessionCookie) return undefined
  // At the root of the server the application has a cookie of that name and path.
  if (deployment.casPath === '' || call.cookie('JSESSIONID') !== undefined) return undefined
  return { kind: 'page', value: realm.ids.hex(32).toUpperCase() }
}

function askCode(
  { call: { realm }, service }: Visit,
  factor: SecondFactor,
  errors: readonly string[] = [],
  status = 200,
): Outcome {
  const { execution, newSecret } = openFlow(realm, service, factor)
  const { texts, cas } = realm.settings
  const { mfaIssuer, mfaLabel } = cas
  const html = codePage(texts, { execution, errors, newSecret, issuer: mfaIssuer, label: mfaLabel })
  return casPage(html, { status })
}

function unregistered({ call, service }: Visit): Outcome {
  const { texts, cas } = call.realm.settings
  const message = `"${withoutQuery(service)}" is no registered service; the knob xtam.cas.services holds ${JSON.stringify(cas.services)}.`
  call.note(because('service.unregistered', message, 'Apereo CAS, service registry'))
  const html = messagePage(texts, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized)
  return casPage(html, { status: cas.unauthorizedServiceStatus })
}

/** The user of an attempt, or its refusal in journal and audit trail. */
function accept(call: Call, attempt: SignIn | ReturnType<typeof bearerOf>): UserRow | undefined {
  if ('user' in attempt) return attempt.user
  const { refusal } = attempt
  call.note(refusal)
  audit(call.realm, {
    user: undefined,
    ip: call.ip,
    category: 'Authentication',
    event: 'Login',
    level: 'ERROR',
    message: refusal.message,
  })
  return undefined
}
