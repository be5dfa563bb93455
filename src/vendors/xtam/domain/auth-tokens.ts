/** API authentication tokens: whoever bears one acts as its user (XTAM token authentication page). */
import { BlockList, isIP, isIPv6 } from 'node:net'
import { because } from '../errors.ts'
import { pathMatcher } from '../../../kernel/journal.ts'
import type { Reason } from '../../../kernel/errors.ts'
import type { XtamSettings } from '../settings.ts'
import type { AuthTokenRow, UserRow } from '../state.ts'
import type { Realm } from './realm.ts'

const TOKENS =
  'XTAM token authentication: a token has a user, an expiration date and an IP filter, and can be disabled'

/** Whom a token stands for, or why it is refused. */
export type Bearer = { readonly user: UserRow } | { readonly refusal: Reason }

export function bearerOf({ tables, clock, settings }: Realm, text: string, ip: string): Bearer {
  const token = tables.authTokens.get(text)
  if (!token)
    return refused('unknown', 'no token with this text was generated here; it may have been deleted')
  if (!token.enabled) return refused('disabled', `${named(token)} is disabled`)
  if (clock.now() >= token.expiresAt) {
    return refused('expired', `${named(token)} expired at ${new Date(token.expiresAt).toISOString()}`)
  }
  if (!passesFilter(token.ipFilter, ip, settings.tokenIpFilter)) {
    return refused(
      'ip-refused',
      `${named(token)} is for "${token.ipFilter}" alone, and the call came from ${ip}`,
    )
  }
  const user = tables.users.get(token.login)
  if (!user?.enabled)
    return refused('disabled-user', `the user "${token.login}" of ${named(token)} is disabled or gone`)
  return { user }
}

/** Addresses, comma separated, with blocks or `*` as the settings say; an empty filter lets everyone pass. */
export function passesFilter(
  filter: string,
  ip: string,
  syntax: XtamSettings['tokenIpFilter'] = 'cidr',
): boolean {
  const address = ip.startsWith('::ffff:') ? ip.slice(7) : ip
  const entries = filter
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.length === 0) return true
  if (syntax === 'wildcard') return entries.some((entry) => pathMatcher(entry)(address))
  const allowed = new BlockList()
  for (const entry of entries) {
    const [network = '', prefix] = entry.split('/')
    const family = isIPv6(network) ? 'ipv6' : 'ipv4'
    const longest = family === 'ipv6' ? 128 : 32
    const bits = prefix === undefined ? longest : syntax === 'exact' ? Number.NaN : Number(prefix)
    if (isIP(network) && Number.isInteger(bits) && bits >= 0 && bits <= longest)
      allowed.addSubnet(network, bits, family)
  }
  return isIP(address) > 0 && allowed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** A token as the journal may name it: never its text. */
function named({ id, comment }: AuthTokenRow): string {
  return `token ${id}${comment === '' ? '' : ` ("${comment}")`}`
}

function refused(rule: string, sentence: string): Bearer {
  return {
    refusal: because(`token.${rule}`, `A token that may sign in was expected, but ${sentence}.`, TOKENS),
  }
}
