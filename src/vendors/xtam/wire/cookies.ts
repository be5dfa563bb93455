/** Cookies of a request. Clients of the REST functions mostly send none. */
import type { FastifyRequest } from 'fastify'

/** A cookie's value; of several with one name, the first, which is the one with the longest path. */
export function cookieOf({ headers, server }: FastifyRequest, name: string): string | undefined {
  return headers.cookie === undefined ? undefined : server.parseCookie(headers.cookie)[name]
}
