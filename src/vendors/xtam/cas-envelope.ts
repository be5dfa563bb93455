/** What all answers of the sign-in module have in common, and how they become bytes. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure, verbatim } from '../../kernel/http/http.ts'
import { casCookiePath, placeOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import type { CasCookie, CasExtras, Outcome } from './outcome.ts'
import { casJson, casXml } from './wire/cas-xml.ts'
import { setCookie } from './wire/cookies.ts'

type Of<Kind extends Outcome['kind']> = Extract<Outcome, { readonly kind: Kind }>

/** Apereo CAS: headers of its security filter. */
const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
} as const

/** Gives an answer of the module its security headers, whatever it will be. */
export function secureHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(HEADERS)
  const { strictTransportSecurity } = realmOf(request.workspace).settings.cas
  if (strictTransportSecurity && isSecure(request))
    reply.header('strict-transport-security', 'max-age=15768000 ; includeSubDomains')
}

export function sendCasPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { html, ...extras }: Of<'cas-page'>,
): FastifyReply {
  return begin(request, reply, extras)
    .header('content-language', 'en')
    .header('content-type', 'text/html;charset=UTF-8')
    .send(html)
}

export function sendCasText(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, ...extras }: Of<'cas-text'>,
): FastifyReply {
  return begin(request, reply, extras).header('content-type', 'text/plain;charset=UTF-8').send(text)
}

export function sendCasJson(
  request: FastifyRequest,
  reply: FastifyReply,
  { value, ...extras }: Of<'cas-json'>,
): FastifyReply {
  return begin(request, reply, extras)
    .header('content-type', 'application/json;charset=UTF-8')
    .serializer(verbatim)
    .send(JSON.stringify(value))
}

/** XML, or JSON where the request asks for it. */
export function sendCasResponse(reply: FastifyReply, { response, isJson }: Of<'cas-response'>): FastifyReply {
  return isJson
    ? reply
        .header('content-type', 'application/json;charset=UTF-8')
        .serializer(verbatim)
        .send(casJson(response))
    : reply.header('content-type', 'application/xml;charset=UTF-8').send(casXml(response))
}

/** Sets a cookie of the module, or takes the one of its sign-in away. */
export function setCasCookie(request: FastifyRequest, reply: FastifyReply, cookie: CasCookie): void {
  const { deployment } = placeOf(request)
  const path = casCookiePath(request, deployment)
  switch (cookie.kind) {
    case 'granting':
      setCookie(request, reply, { name: 'TGC', value: cookie.value, path, isHttpOnly: true })
      break
    case 'page':
      setCookie(request, reply, {
        name: 'JSESSIONID',
        value: cookie.value,
        path: request.mount + deployment.casPath,
        isHttpOnly: true,
      })
      break
    case 'no-granting': {
      const secure = isSecure(request) ? '; Secure' : ''
      // Tomcat's own date for a cookie that is over.
      reply.header(
        'set-cookie',
        `TGC=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=${path}${secure}; HttpOnly`,
      )
    }
  }
}

function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, location, cookie }: CasExtras,
): FastifyReply {
  if (cookie) setCasCookie(request, reply, cookie)
  if (location !== undefined) reply.header('location', location)
  return reply.code(status)
}
