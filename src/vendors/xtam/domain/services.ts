/** Which services the sign-in module knows, and when two of them are the same. */
import type { CasFlavour } from '../rows/words.ts'
import type { Realm } from './world.ts'
import { pathMatcher } from '../../../kernel/match/pattern.ts'

const SESSION_PARAMETER = ';jsession'

/** The service that parameters name: a blank one is none, and `targetService` counts before `service`. */
export function serviceAsked(input: { parameter(name: string): string }): string {
  const named = ['targetService', 'service'].map((name) => input.parameter(name))
  return named.find((one) => one.trim() !== '') ?? ''
}

/** Whether a service is registered; `*` in a registration stands for any text. */
export function isRegistered({ settings }: Realm, service: string): boolean {
  return matchesAny(settings.cas.services, service)
}

/** Whether a URL is one of these; `*` stands for any text. */
export function matchesAny(patterns: readonly string[], url: string): boolean {
  return patterns.some((pattern) => matches(pattern, url))
}

/**
 * What CAS calls a service by: the URL without the session that a servlet container writes into it, and in CAS 6 without
 * a fragment. A client that opens a session before it validates a ticket asks with `;jsessionid=…`, and was sent on
 * without.
 */
export function serviceId(flavour: CasFlavour, url: string): string {
  const plain = flavour === '6.5' ? url.replace(/#.+$/s, '') : url
  const at = plain.indexOf(SESSION_PARAMETER)
  if (at < 0) return plain
  const query = plain.indexOf('?', at)
  return query < 0 ? plain.slice(0, at) : plain.slice(0, at) + plain.slice(query)
}

/**
 * Whether two URLs are one service to CAS: as they read once decoded, in whatever case. Slashes, ports, schemes and the
 * order of parameters tell them apart. A text that cannot be decoded is no service at all.
 */
export function isSameService(flavour: CasFlavour, one: string, other: string): boolean {
  const [first, second] = [one, other].map((url) => decoded(serviceId(flavour, url)))
  return first !== undefined && second !== undefined && first.toLowerCase() === second.toLowerCase()
}

/** As Java's URLDecoder reads it; nothing where a percent sign stands for no byte. */
function decoded(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  return new URLSearchParams(`_=${text.replaceAll('&', '%26')}`).get('_') ?? ''
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
