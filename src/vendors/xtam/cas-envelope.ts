/** What all answers of the sign-in module have in common. */
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { isSecure } from '../../kernel/http.ts'
import { casCookiePath, type Deployment } from './deployment.ts'
import { realmOf } from './domain/realm.ts'
import type { GrantingTicketRow } from './state.ts'

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
