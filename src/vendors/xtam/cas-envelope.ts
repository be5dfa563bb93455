/** What all answers of the sign-in module have in common. */
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { isSecure, refuse } from '../../kernel/http/http.ts'
import { cookieOf } from './wire/cookies.ts'
import { casCookiePath, type Deployment } from './deployment.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { because } from './errors.ts'
import { messagePage } from './wire/pages/cas.ts'
import type { Holder } from './domain/tickets.ts'
import type { SignInProblem } from './domain/users.ts'
import type { XtamSettings } from './settings.ts'
import type { GrantingTicketRow } from './state.ts'
import type { TEXTS } from './texts.ts'

/** Apereo CAS: headers of its security filter. */
const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
} as const

/** The hook that gives every answer of the module its security headers. */
export const casHeaders: onRequestHookHandler = (request, reply, done) => {
  reply.headers(HEADERS)
  const { strictTransportSecurity } = realmOf(request.workspace).settings.cas
  if (strictTransportSecurity && isSecure(request))
    reply.header('strict-transport-security', 'max-age=15768000 ; includeSubDomains')
  done()
}

/** What the module says to each failure, in CAS 5 and in CAS 6. */
const FAILURES: Readonly<Record<SignInProblem, Readonly<Record<'5' | '6', keyof typeof TEXTS>>>> = {
  'unknown-user': { 5: 'invalidCredentials5', 6: 'accountUnknown6' },
  'wrong-password': { 5: 'invalidCredentials5', 6: 'invalidCredentials6' },
  'disabled-user': { 5: 'accountDisabled', 6: 'accountDisabled' },
  'locked-user': { 5: 'accountLocked', 6: 'accountLocked' },
  'expired-password': { 5: 'passwordExpired', 6: 'passwordExpired' },
}

export function failureText({ texts, cas }: XtamSettings, problem: SignInProblem): string {
  return texts[FAILURES[problem][cas.flavour]]
}

export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-language', 'en')
    .header('content-type', 'text/html;charset=UTF-8')
    .send(html)
}

export function sendText(reply: FastifyReply, text: string, status = 200): FastifyReply {
  return reply.code(status).header('content-type', 'text/plain;charset=UTF-8').send(text)
}

/** Takes no more passwords for a name from an address (Apereo CAS, throttling). */
export function sendThrottled(
  { settings: { texts, cas } }: Realm,
  request: FastifyRequest,
  reply: FastifyReply,
  login: string,
): FastifyReply {
  const message = `"${login}" failed ${cas.throttle.attempts} times or more from ${request.ip} (knobs xtam.cas.throttle); wait, or advance the clock.`
  refuse(request, because('auth.throttled', message, 'Apereo CAS, authentication throttling'))
  return sendPage(reply, messagePage(texts, texts.throttledTitle, texts.throttled), cas.throttle.status)
}

/** Sets the cookie of a single-sign-on session. */
export function setGrantingCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  deployment: Deployment,
  { cookie }: GrantingTicketRow,
): void {
  const line = request.server.serializeCookie('TGC', cookie, {
    path: casCookiePath(request, deployment),
    secure: isSecure(request),
  })
  // Tomcat writes HttpOnly after Secure, the library before it.
  reply.header('set-cookie', `${line}; HttpOnly`)
}

/** Gives a browser the session that Tomcat keeps for the module's pages; nothing is looked up by it. */
export function setPageCookie(
  { ids }: Realm,
  request: FastifyRequest,
  reply: FastifyReply,
  { casPath }: Deployment,
): void {
  // At the root of the server the application has a cookie of that name and path.
  if (casPath === '' || cookieOf(request, 'JSESSIONID') !== undefined) return
  const line = request.server.serializeCookie('JSESSIONID', ids.hex(32).toUpperCase(), {
    path: request.mount + casPath,
    secure: isSecure(request),
  })
  reply.header('set-cookie', `${line}; HttpOnly`)
}

/** Who holds the cookies of a request. */
export function holderOf({ ip, headers }: FastifyRequest): Holder {
  return { ip, userAgent: headers['user-agent'] ?? '' }
}

/** Takes the cookie of a single-sign-on session away. */
export function clearGrantingCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  deployment: Deployment,
): void {
  const secure = isSecure(request) ? '; Secure' : ''
  // Tomcat's own date for a cookie that is over.
  reply.header(
    'set-cookie',
    `TGC=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=${casCookiePath(request, deployment)}${secure}; HttpOnly`,
  )
}

/** The first value of a query parameter, without blanks around; empty when absent. */
export function firstValue({ query }: FastifyRequest, name: string): string {
  const value = (query as Readonly<Record<string, string | string[] | undefined>>)[name]
  return ([value].flat()[0] ?? '').trim()
}
