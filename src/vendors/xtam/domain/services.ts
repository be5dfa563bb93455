/** Which services the sign-in module redirects to. */
import type { Realm } from './world.ts'
import { pathMatcher } from '../../../kernel/journal/journal.ts'

/** Whether a service is registered; `*` in a registration stands for any text. */
export function isRegistered({ settings }: Realm, service: string): boolean {
  return matchesAny(settings.cas.services, service)
}

/** Whether a URL is one of these; `*` stands for any text. */
export function matchesAny(patterns: readonly string[], url: string): boolean {
  return patterns.some((pattern) => matches(pattern, url))
}

/** A service with its ticket: appended to the query, before a fragment (Apereo CAS, redirect responses). */
export function withTicket(service: string, ticket: string): string {
  const hash = service.indexOf('#')
  const [url, fragment] = hash < 0 ? [service, ''] : [service.slice(0, hash), service.slice(hash)]
  return `${url}${url.includes('?') ? '&' : '?'}ticket=${ticket}${fragment}`
}

/** A service as journal and log may name it: a query can hold secrets. */
export function withoutQuery(service: string): string {
  return service.split('?', 1)[0] ?? service
}

function matches(pattern: string, service: string): boolean {
  // Question marks are part of a service, so both sides are compared whole.
  return pathMatcher(`${pattern}?*`)(`${service}?`)
}
