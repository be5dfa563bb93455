/** Cookies of a request, and of an answer. Clients of the REST functions mostly send none. */
import { fastifyCookie as cookie } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure } from '../../../kernel/http/http.ts'

/** The header that was read last: a request is asked for several of its cookies, and the next one brings the same. */
let read: { readonly header: string; readonly values: ReturnType<typeof cookie.parse> } | undefined

/** A cookie's value; of several with one name, the first, which is the one with the longest path. */
export function cookieOf({ headers }: FastifyRequest, name: string): string | undefined {
  const { cookie: header } = headers
  if (header === undefined) return undefined
  if (read?.header !== header) read = { header, values: cookie.parse(header) }
  return read.values[name]
}

export interface NewCookie {
  readonly name: string
  readonly value: string
  readonly path: string
  /** Whether scripts of a page must not see it. */
  readonly isHttpOnly: boolean
}

/** Sets a cookie, over TLS for TLS alone. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, value, path, isHttpOnly }: NewCookie,
): void {
  const line = cookie.serialize(name, value, { path, secure: isSecure(request) })
  // Tomcat writes HttpOnly after Secure, the library before it.
  reply.header('set-cookie', isHttpOnly ? `${line}; HttpOnly` : line)
}
