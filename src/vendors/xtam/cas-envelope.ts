/** What all answers of the sign-in module have in common. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure } from '../../kernel/http.ts'
import { casCookiePath, type Deployment } from './deployment.ts'
import { sendRedirect } from './envelope.ts'
import type { GrantingTicketRow } from './state.ts'

/** Apereo CAS: security headers of its HTTP filter. */
const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'strict-transport-security': 'max-age=15768000 ; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
} as const

export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .headers(HEADERS)
    .header('content-language', 'en')
    .header('content-type', 'text/html;charset=UTF-8')
    .send(html)
}

/** Sends the browser to a service. */
export function sendToService(reply: FastifyReply, url: string): FastifyReply {
  return sendRedirect(reply.headers(HEADERS), url)
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
