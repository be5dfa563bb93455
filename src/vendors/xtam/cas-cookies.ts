/** Cookies of the sign-in module: its single-sign-on session, what a person wants of it, and the language of its pages. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure } from '../../kernel/http/http.ts'
import { placeOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import { FLAVOURS } from './flavours.ts'
import type { CasCookie } from './outcome.ts'
import { setCookie } from './wire/cookies.ts'

const LANGUAGE = 'org.springframework.web.servlet.i18n.CookieLocaleResolver.LOCALE'

export function giveCookie(request: FastifyRequest, reply: FastifyReply, cookie: CasCookie): void {
  const { cookieSlash, grantingCookieExtra, cookieOver, marksAnswers } = flavourOf(request)
  const root = request.mount + placeOf(request).deployment.casPath
  const path = cookieSlash === '/' || root === '' ? `${root}/` : root
  // Over TLS for TLS alone: a client that keeps to plain http would keep none of them.
  const flags = isSecure(request) ? '; Secure; HttpOnly' : '; HttpOnly'
  switch (cookie.kind) {
    case 'granting':
      reply.header('set-cookie', `TGC=${cookie.value}; Path=${path}${grantingCookieExtra}${flags}`)
      break
    case 'privacy':
      reply.header('set-cookie', `CASPRIVACY=true; Path=${path}${flags}`)
      break
    case 'over':
      reply.header('set-cookie', `${cookie.name}=; Max-Age=0; Expires=${cookieOver}; Path=${path}${flags}`)
      break
    case 'page':
      setCookie(request, reply, { name: 'JSESSIONID', value: cookie.value, path: root, isHttpOnly: true })
      break
    case 'language':
      if (marksAnswers) {
        const scope = `${request.mount}/`
        reply.header('set-cookie', `${LANGUAGE}=en; Path=${scope}${flags}`)
      }
  }
}

/** CAS 6 keeps the language of a visitor in a cookie. */
export function markLanguage(request: FastifyRequest, reply: FastifyReply): void {
  giveCookie(request, reply, { kind: 'language' })
}

function flavourOf(request: FastifyRequest) {
  return FLAVOURS[realmOf(request.workspace).settings.cas.flavour]
}
