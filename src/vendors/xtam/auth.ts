/**
 * Who is calling the application: a service ticket, a session cookie or Basic, in this order (java-cas-client's filters
 * before Tomcat's authenticator).
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { applicationCookiePath, casUrl, placeOf, serviceOf } from './deployment.ts'
import { audit } from './domain/audit.ts'
import { bearerOf } from './domain/auth-tokens.ts'
import { openSession, sessionUser } from './domain/sessions.ts'
import { spendServiceTicket } from './domain/service-tickets.ts'
import { signInByPassword } from './domain/users.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { cacheHeaders, sendRedirect } from './envelope.ts'
import { XtamError, because } from './errors.ts'
import { parameter, type Query } from './schemas/paging.ts'
import type { SessionRow, UserRow } from './state.ts'
import { basicCredentials } from './wire/basic.ts'
import { cookieOf, setCookie } from './wire/cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom an XTAM request comes from, once {@link findCaller} has told. */
    xtamCaller: UserRow | undefined
    /** The session it belongs to; none with Basic. */
    xtamSession: string | undefined
    /** The login of a Basic sign-in that failed, for the audit trail. */
    xtamAttempted: string | undefined
  }
}

/**
 * Finds out who calls. Who does not say so gets a Basic challenge from the REST functions (PowerShell's `-Credential`
 * waits for one, with POST too), and is sent to the sign-in page from anywhere else.
 */
export function findCaller(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const realm = realmOf(request.workspace)
  const { settings } = realm
  if (request.method !== 'POST') cacheHeaders(reply, settings.tomcat)
  const caller = callerBySession(realm, request)
  const ticket = ticketOf(request)
  if (ticket !== undefined && settings.fsm && !(caller && settings.ticketInSession === 'ignore')) {
    const session = redeem(realm, ticket, request, reply)
    if (settings.redirectAfterValidation) {
      const suffix = settings.jsessionidInRedirect ? session.id : ''
      return sendRedirect(reply, withSessionId(serviceOf(request, settings), suffix))
    }
    request.xtamCaller = realm.tables.users.get(session.login)
  } else {
    request.xtamCaller = caller ?? bearerUser(realm, request)
  }
  if (request.xtamCaller) return undefined
  const refusal = signInByBasic(realm, request)
  if (!refusal) {
    if (settings.basicCreatesSession) startSession(realm, request, reply)
    return undefined
  }
  if (placeOf(request).kind === 'rest') throw refusal
  return sendToSignIn(refusal, request, reply)
}

/** The session that a request names: by its cookie, else by the path parameter that Tomcat writes into links. */
export function sessionId(request: FastifyRequest): string | undefined {
  const id = cookieOf(request, 'JSESSIONID')
  if (id !== undefined || !request.originalUrl.includes(';jsessionid=')) return id
  return /;jsessionid=([^;/?]+)/.exec(request.originalUrl)?.[1]
}

/** The caller of a request that has passed {@link findCaller}. */
export function callerOf(request: FastifyRequest): UserRow {
  if (!request.xtamCaller) throw new Error('No step has told who calls.')
  return request.xtamCaller
}

/** `?ticket=…` of a GET; java-cas-client looks at the query alone. */
function ticketOf(request: FastifyRequest): string | undefined {
  if (!request.url.includes('ticket=') || (request.method !== 'GET' && request.method !== 'HEAD'))
    return undefined
  const ticket = parameter(request.query as Query, 'ticket')
  return ticket === '' ? undefined : ticket
}

/** Trades a service ticket for a session, whatever session there is already. */
function redeem(realm: Realm, id: string, request: FastifyRequest, reply: FastifyReply): SessionRow {
  const session = openSession(realm, spendServiceTicket(realm, id, serviceOf(request, realm.settings)))
  audit(realm, {
    user: realm.tables.users.get(session.login),
    ip: request.ip,
    category: 'Authentication',
    event: 'Login',
    message: 'Signed in by a service ticket',
  })
  setSessionCookie(realm, session, request, reply)
  return session
}

/** What Tomcat would do with Basic if it were told to keep sessions. */
function startSession(realm: Realm, request: FastifyRequest, reply: FastifyReply): void {
  const { login } = callerOf(request)
  setSessionCookie(realm, openSession(realm, { login, id: '', grantingTicket: '' }), request, reply)
}

function setSessionCookie(
  { settings }: Realm,
  session: SessionRow,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  request.xtamSession = session.id
  setCookie(request, reply, {
    name: 'JSESSIONID',
    value: session.id,
    path: applicationCookiePath(request, placeOf(request).deployment, settings),
    isHttpOnly: true,
  })
}

/** A browser without credentials goes to the sign-in page, or opens the application where there is no such page. */
function sendToSignIn(
  refusal: XtamError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const { settings } = realmOf(request.workspace)
  if (settings.fsm) {
    // Whoever brings nothing is asked for credentials, and not refused.
    if (refusal.reason.rule !== 'xtam.auth.missing') refuse(request, refusal.reason)
    const service = encodeURIComponent(serviceOf(request, settings))
    const url = casUrl(request, placeOf(request).deployment, settings)
    return sendRedirect(reply, `${url}/login?service=${service}`)
  }
  if (settings.nofsm.gui === 'page') return undefined
  throw refusal
}

/** The user of the session that a request names, if it is still good. */
function callerBySession(realm: Realm, request: FastifyRequest): UserRow | undefined {
  const id = sessionId(request)
  const user = sessionUser(realm, id)
  if (user && id !== undefined) request.xtamSession = id
  return user
}

/** Whom an authentication token in a header stands for, where the settings let the application take it. */
function bearerUser(realm: Realm, request: FastifyRequest): UserRow | undefined {
  if (!realm.settings.tokenOnRest) return undefined
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  const token = [request.headers['token']].flat()[0] ?? bearer
  if (token === undefined) return undefined
  const result = bearerOf(realm, token, request.ip)
  if ('user' in result) return result.user
  refuse(request, result.refusal)
  return undefined
}

/** A URL as Tomcat encodes it for a client that may not take cookies. */
function withSessionId(url: string, id: string): string {
  if (id === '') return url
  const query = url.indexOf('?')
  const end = query < 0 ? url.length : query
  return `${url.slice(0, end)};jsessionid=${id}${url.slice(end)}`
}

/** @returns why nobody was signed in */
function signInByBasic(realm: Realm, request: FastifyRequest): XtamError | undefined {
  const credentials = basicCredentials(request.headers.authorization)
  if (!credentials) return notAuthenticated(request)
  const { login, password, secret, shown } = credentials
  const signIn = signInByPassword(realm, login, password, secret)
  if ('user' in signIn) {
    request.xtamCaller = signIn.user
    return undefined
  }
  request.xtamAttempted = shown
  return new XtamError('unauthenticated', signIn.refusal)
}

function notAuthenticated(request: FastifyRequest): XtamError {
  const sent = request.headers.authorization
  const session = sessionId(request) !== undefined
  if (sent !== undefined) {
    return new XtamError(
      'unauthenticated',
      because(
        'auth.malformed',
        'The Authorization header must be "Basic" and base64 of "login:password"; what came is something else.',
        'RFC 7617',
      ),
    )
  }
  return session
    ? new XtamError(
        'unauthenticated',
        because(
          'session.expired',
          'The JSESSIONID cookie names no session that is still good (idle time-out, logout or reset); sign in again.',
          'XTAM API Python example: a ticket is exchanged for a session cookie',
        ),
      )
    : new XtamError(
        'unauthenticated',
        because(
          'auth.missing',
          'Credentials were expected (Basic, or a session cookie from a ticket) and none came.',
          'XTAM API samples: every call is authenticated',
        ),
      )
}
