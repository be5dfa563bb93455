/** `/cas/login`: signing in by token, by an earlier sign-in, or by the form (Apereo CAS). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../../kernel/http/http.ts'
import {
  failureText,
  firstValue,
  holderOf,
  sendPage,
  sendThrottled,
  setGrantingCookie,
  setPageCookie,
} from '../cas-envelope.ts'
import { cookieOf } from '../wire/cookies.ts'
import type { Deployment } from '../deployment.ts'
import { audit } from '../domain/audit.ts'
import { bearerOf } from '../domain/auth-tokens.ts'
import { closeFlow, findFlow, openFlow, type SecondFactor } from '../domain/flows.ts'
import { realmOf, type Realm } from '../domain/world.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { isRegistered, withTicket, withoutQuery } from '../domain/services.ts'
import {
  isCarriedOff,
  issueServiceTicket,
  liveGrantingTicket,
  openGrantingTicket,
} from '../domain/tickets.ts'
import { isTotp, signInByPassword, type SignIn } from '../domain/users.ts'
import { sendRedirect } from '../envelope.ts'
import { because } from '../errors.ts'
import { formFields } from '../wire/forms.ts'
import { codePage, loginPage, messagePage, signedInPage } from '../wire/pages/cas.ts'
import type { FlowRow, GrantingTicketRow, UserRow } from '../state.ts'

const TOKEN_SOURCE = 'XTAM API Python example, token header; Apereo CAS, JWT authentication'
const FORM_SOURCE = 'Apereo CAS, login form'

/** One call of the sign-in page. */
interface Visit {
  readonly realm: Realm
  readonly deployment: Deployment
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Where the browser wants to go; empty: nowhere. */
  readonly service: string
}

export const casLoginRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (app, { deployment }) => {
  app.route({
    method: ['GET', 'POST'],
    url: '/login',
    config: {
      operation: {
        id: 'xtam.cas.login',
        summary: 'Sign in by token, cookie or form, and get a service ticket',
        source: TOKEN_SOURCE,
        evidence: 'documented',
      },
    },
    handler(request, reply) {
      const realm = realmOf(request.workspace)
      const form = request.method === 'POST' ? formFields(request) : new URLSearchParams()
      const execution = form.get('execution')
      const flow = execution === null ? undefined : findFlow(realm, execution)
      const service = firstValue(request, 'service') || form.get('service')?.trim() || (flow?.service ?? '')
      const visit: Visit = { realm, deployment, request, reply, service }
      if (service !== '' && !isRegistered(realm, service)) return sendUnregistered(visit)
      if (flow) return flow.login === '' ? submitPassword(visit, form) : submitCode(visit, flow, form)
      if (execution !== null) {
        const message =
          'The form must bring back the "execution" of a page that this workspace handed out, and brought another; a fresh page was sent.'
        refuse(request, because('flow.unknown', message, FORM_SOURCE))
        return sendForm(visit)
      }
      return start(visit)
    },
  })
}

/** The beginning: a token, then an earlier sign-in, then the form. */
function start(visit: Visit): FastifyReply {
  const { realm, request, reply, service } = visit
  const token = firstValue(request, 'token') || [request.headers['token'] ?? ''].flat()[0]!.trim()
  let status = 200
  if (token !== '') {
    const bearer = signInByToken(visit, token)
    if (bearer) return askSecondFactor(visit, bearer) ?? finish(visit, bearer)
    if (service !== '') status = realm.settings.cas.failStatus
  }
  const renew = firstValue(request, 'renew') !== ''
  const cookie = cookieOf(request, 'TGC')
  const granting = renew ? undefined : liveGrantingTicket(realm, cookie, holderOf(request))
  const isElsewhere = !granting && isCarriedOff(realm, cookie, holderOf(request))
  if (isElsewhere) {
    const message =
      'The TGC cookie is good from the address and browser that it was given to (knob xtam.cas.pinCookie), and it came from another.'
    refuse(
      request,
      because('sign-in.carried-off', message, 'Apereo CAS: the cookie is pinned to the session'),
    )
  } else if (!granting && !renew && cookie !== undefined && token === '') {
    const message =
      'The TGC cookie names no sign-in that is still good (knobs xtam.cas.grantingTicketIdle and grantingTicketTtl, a logout, or a reset); credentials are asked for again.'
    refuse(request, because('sign-in.over', message, 'Apereo CAS: ticket expiration policies'))
  }
  if (granting) return sendOn(visit, granting, false)
  if (service !== '' && !renew && firstValue(request, 'gateway') !== '') return sendRedirect(reply, service)
  if (request.method === 'POST' && token === '' && !isElsewhere) {
    const message =
      'The form must bring back the "execution" of the page that it stood on, and brought none; nothing was looked at, and a fresh page was sent.'
    refuse(request, because('flow.missing', message, FORM_SOURCE))
  }
  return sendForm(visit, [], '', status)
}

/** Whom a token signs in. A refusal goes to the journal alone: the module shows its ordinary form. */
function signInByToken(visit: Visit, token: string): UserRow | undefined {
  if (visit.service === '') {
    const message = 'A token needs a "service" parameter to sign in for, and none came; it was ignored.'
    refuse(visit.request, because('token.without-service', message, TOKEN_SOURCE))
    return undefined
  }
  return take(visit, bearerOf(visit.realm, token, visit.request.ip))
}

function submitPassword(visit: Visit, form: URLSearchParams): FastifyReply {
  const { realm, request } = visit
  const { texts, cas } = realm.settings
  const username = (form.get('username') ?? '').trim()
  const password = form.get('password') ?? ''
  const missing = [
    ...(username === '' ? [texts.usernameRequired] : []),
    ...(password === '' ? [texts.passwordRequired] : []),
  ]
  if (missing.length > 0) {
    const message = 'The form needs a username and a password, and one of them was blank.'
    refuse(request, because('form.incomplete', message, FORM_SOURCE))
    return sendForm(visit, missing, username, cas.failStatus)
  }
  if (isThrottled(realm, username, request.ip)) return sendThrottled(realm, request, visit.reply, username)
  const attempt = signInByPassword(realm, username, password)
  const user = take(visit, attempt)
  if (user) return askSecondFactor(visit, user) ?? finish(visit, user)
  noteFailedSignIn(realm, username, request.ip)
  const errors = 'problem' in attempt ? [failureText(realm.settings, attempt.problem)] : []
  return sendForm(visit, errors, username, cas.failStatus)
}

function submitCode(visit: Visit, flow: FlowRow, form: URLSearchParams): FastifyReply {
  const { realm, request } = visit
  const user = realm.tables.users.get(flow.login)
  if (!user?.enabled) {
    const message = `The user "${flow.login}" has been disabled since the password was given.`
    refuse(request, because('auth.disabled-user', message, FORM_SOURCE))
    return sendForm(visit, [realm.settings.texts.accountDisabled], '', realm.settings.cas.failStatus)
  }
  const secret = flow.newSecret || user.mfaSecret
  if (isTotp((form.get('token') ?? '').trim(), secret, realm.clock.now())) {
    realm.update(() => {
      closeFlow(realm, flow)
      if (flow.newSecret !== '') realm.tables.users.put(user.login, { ...user, mfaSecret: secret })
    })
    return finish(visit, user)
  }
  const message = `The code must be the one that the authenticator of "${user.login}" shows now, and another came.`
  refuse(request, because('mfa.wrong-code', message, 'XTAM Google authenticator pages; RFC 6238'))
  const { texts, cas } = realm.settings
  return sendCodePage(visit, flow, [texts.codeRefused], cas.failStatus)
}

/** The second-factor page, when the settings ask for it; it offers a key to a user without an authenticator. */
function askSecondFactor(visit: Visit, { login, mfaSecret }: UserRow): FastifyReply | undefined {
  const { realm } = visit
  if (realm.settings.cas.mfa === 'none') return undefined
  const newSecret = mfaSecret === '' ? realm.ids.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') : ''
  return sendCodePage(visit, { login, newSecret })
}

function finish(visit: Visit, user: UserRow): FastifyReply {
  const { realm, request, reply, deployment } = visit
  const granting = openGrantingTicket(realm, user.login, holderOf(request))
  setGrantingCookie(request, reply, deployment, granting)
  audit(realm, { user, ip: request.ip, category: 'Authentication', event: 'Login', message: 'Signed in' })
  return sendOn(visit, granting, true)
}

function sendOn(
  { realm, reply, service }: Visit,
  granting: GrantingTicketRow,
  fromNewLogin: boolean,
): FastifyReply {
  if (service === '') return sendPage(reply, signedInPage(realm.settings.texts, granting.login))
  const ticket = issueServiceTicket(realm, granting, { service, fromNewLogin })
  return sendRedirect(reply, withTicket(service, ticket.id))
}

function sendForm(
  { realm, request, reply, deployment, service }: Visit,
  errors: readonly string[] = [],
  username = '',
  status = 200,
): FastifyReply {
  const { execution } = openFlow(realm, service)
  if (realm.settings.cas.sessionCookie) setPageCookie(realm, request, reply, deployment)
  return sendPage(reply, loginPage(realm.settings.texts, { execution, username, errors }), status)
}

function sendCodePage(
  { realm, reply, service }: Visit,
  factor: SecondFactor,
  errors: readonly string[] = [],
  status = 200,
): FastifyReply {
  const { execution, newSecret } = openFlow(realm, service, factor)
  const { texts, cas } = realm.settings
  const { mfaIssuer, mfaLabel } = cas
  return sendPage(
    reply,
    codePage(texts, { execution, errors, newSecret, issuer: mfaIssuer, label: mfaLabel }),
    status,
  )
}

function sendUnregistered({ realm: { settings }, request, reply, service }: Visit): FastifyReply {
  const message = `"${withoutQuery(service)}" is no registered service; the knob xtam.cas.services holds ${JSON.stringify(settings.cas.services)}.`
  refuse(request, because('service.unregistered', message, 'Apereo CAS, service registry'))
  const { texts, cas } = settings
  const page = messagePage(texts, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized)
  return sendPage(reply, page, cas.unauthorizedServiceStatus)
}

/** The user of an attempt, or its refusal in journal and audit trail. */
function take({ realm, request }: Visit, attempt: SignIn | ReturnType<typeof bearerOf>): UserRow | undefined {
  if ('user' in attempt) return attempt.user
  refuse(request, attempt.refusal)
  audit(realm, {
    user: undefined,
    ip: request.ip,
    category: 'Authentication',
    event: 'Login',
    level: 'ERROR',
    message: attempt.refusal.message,
  })
  return undefined
}
