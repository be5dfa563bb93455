/**
 * Who is calling the application: a service ticket, a session cookie or Basic, in this order (java-cas-client's filters
 * before Tomcat's authenticator).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import basicAuth from '@fastify/basic-auth'
import { isSecure, refuse } from '../../kernel/http/http.ts'
import { cookieOf } from './wire/cookies.ts'
import { casUrl, applicationCookiePath, serviceOf, type Deployment } from './deployment.ts'
import { audit } from './domain/audit.ts'
import { bearerOf } from './domain/auth-tokens.ts'
import { openSession, sessionUser } from './domain/sessions.ts'
import { spendServiceTicket } from './domain/tickets.ts'
import { signInByPassword, type SignIn } from './domain/users.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { cacheHeaders, sendRedirect } from './envelope.ts'
import { XtamError, because } from './errors.ts'
import type { SessionRow, UserRow } from './state.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom an XTAM request comes from, once its hooks have told. */
    xtamCaller: UserRow | undefined
    /** The session it belongs to; empty: none, as with Basic. */
    xtamSession: string
    /** The login of a Basic sign-in that failed, for the audit trail. */
    xtamAttempted: string | undefined
  }
}

/** Registers what {@link authenticate} needs; for the surface's outermost scope. */
export async function installAuthentication(app: FastifyInstance): Promise<void> {
  app.decorateRequest('xtamCaller', undefined)
  app.decorateRequest('xtamSession', '')
  app.decorateRequest('xtamAttempted', undefined)
  await app.register(basicAuth, {
    // Tomcat takes blanks around the credentials. The challenge is the envelope's: its realm is a knob.
    strictCredentials: false,
    validate(login, password, request, _reply, done) {
      const signIn = signInByBasic(realmOf(request.workspace), request, login, password)
      if ('user' in signIn) request.xtamCaller = signIn.user
      else request.xtamAttempted = login
      done('user' in signIn ? undefined : new XtamError('unauthenticated', signIn.refusal))
    },
  })
}

/**
 * The hook that finds out who calls. Who does not say so gets a Basic challenge from the REST functions (PowerShell's
 * `-Credential` waits for one, with POST too), and is sent to the sign-in page from anywhere else.
 */
export function authenticate(deployment: Deployment, place: 'rest' | 'gui'): onRequestHookHandler {
  return (request, reply, done) => {
    const realm = realmOf(request.workspace)
    if (request.method !== 'POST') cacheHeaders(reply, realm.settings.tomcat)
    const caller = callerBySession(realm, request)
    const ticket = ticketOf(request)
    if (
      ticket !== undefined &&
      realm.settings.fsm &&
      !(caller && realm.settings.ticketInSession === 'ignore')
    ) {
      const session = redeem(realm, deployment, ticket, request, reply)
      if (realm.settings.redirectAfterValidation) {
        const suffix = realm.settings.jsessionidInRedirect ? session.id : ''
        void sendRedirect(reply, withSessionId(serviceOf(request, realm.settings), suffix))
        return
      }
      request.xtamCaller = realm.tables.users.get(session.login)
    } else {
      request.xtamCaller = caller ?? bearerUser(realm, request)
    }
    if (request.xtamCaller) {
      done()
      return
    }
    request.server.basicAuth(request, reply, (error) => {
      if (!error) {
        if (realm.settings.basicCreatesSession) startSession(realm, deployment, request, reply)
        done()
      } else if (place === 'gui' && realm.settings.fsm) {
        // Whoever brings nothing is asked for credentials, and not refused.
        const refusal = error instanceof XtamError ? error : notAuthenticated(request)
        if (refusal.reason.rule !== 'xtam.auth.missing') refuse(request, refusal.reason)
        const service = encodeURIComponent(serviceOf(request, realm.settings))
        void sendRedirect(reply, `${casUrl(request, deployment, realm.settings)}/login?service=${service}`)
      } else if (place === 'gui' && realm.settings.nofsm.gui === 'page') done()
      else done(error instanceof XtamError ? error : notAuthenticated(request))
    })
  }
}

/** The session that a request names: by its cookie, else by the path parameter that Tomcat writes into links. */
export function sessionId(request: FastifyRequest): string | undefined {
  const id = cookieOf(request, 'JSESSIONID')
  if (id !== undefined || !request.originalUrl.includes(';jsessionid=')) return id
  return /;jsessionid=([^;/?]+)/.exec(request.originalUrl)?.[1]
}

/** The caller of a request that has passed {@link authenticate}. */
export function callerOf(request: FastifyRequest): UserRow {
  if (!request.xtamCaller) throw new Error('No hook has told who calls.')
  return request.xtamCaller
}

/** `?ticket=…` of a GET; java-cas-client looks at the query alone. */
function ticketOf(request: FastifyRequest): string | undefined {
  if (!request.url.includes('ticket=') || (request.method !== 'GET' && request.method !== 'HEAD'))
    return undefined
  const { ticket } = request.query as Readonly<Record<string, string | string[] | undefined>>
  const [first] = [ticket].flat()
  return first === '' ? undefined : first
}

/** Trades a service ticket for a session, whatever session there is already. */
function redeem(
  realm: Realm,
  deployment: Deployment,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): SessionRow {
  const session = openSession(realm, spendServiceTicket(realm, id, serviceOf(request, realm.settings)))
  audit(realm, {
    user: realm.tables.users.get(session.login),
    ip: request.ip,
    category: 'Authentication',
    event: 'Login',
    message: 'Signed in by a service ticket',
  })
  setSessionCookie(realm, deployment, session, request, reply)
  return session
}

/** What Tomcat would do with Basic if it were told to keep sessions. */
function startSession(
  realm: Realm,
  deployment: Deployment,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { login } = callerOf(request)
  setSessionCookie(
    realm,
    deployment,
    openSession(realm, { login, id: '', grantingTicket: '' }),
    request,
    reply,
  )
}

function setSessionCookie(
  realm: Realm,
  deployment: Deployment,
  session: SessionRow,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const cookie = request.server.serializeCookie('JSESSIONID', session.id, {
    path: applicationCookiePath(request, deployment, realm.settings),
    secure: isSecure(request),
  })
  request.xtamSession = session.id
  // Tomcat writes HttpOnly after Secure, the library before it.
  reply.header('set-cookie', `${cookie}; HttpOnly`)
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

/**
 * The library reads credentials as UTF-8, Tomcat as ISO-8859-1 unless told otherwise; both are in use. Text with a
 * replacement character was not UTF-8.
 */
function signInByBasic(realm: Realm, request: FastifyRequest, login: string, password: string): SignIn {
  if (!login.includes('\uFFFD') && !password.includes('\uFFFD'))
    return signInByPassword(realm, login, password)
  const [, credentials = ''] = (request.headers.authorization ?? '').trim().split(/[ \t]+/, 2)
  const text = Buffer.from(credentials, 'base64').toString('latin1')
  const colon = text.indexOf(':')
  return signInByPassword(realm, text.slice(0, colon), text.slice(colon + 1))
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
