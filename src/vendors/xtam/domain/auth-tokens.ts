/** API authentication tokens: whoever bears one acts as its user (XTAM token authentication page). */
import { because } from '../errors.ts'
import type { Reason } from '../../../kernel/errors.ts'
import type { AuthTokenRow, UserRow } from '../state.ts'
import { passesFilter } from './ip-filter.ts'
import type { Realm } from './world.ts'

const TOKENS =
  'XTAM token authentication: a token has a user, an expiration date and an IP filter, and can be disabled'

/** Whom a token stands for, or why it is refused. */
export type Bearer = { readonly user: UserRow } | { readonly refusal: Reason }

export function bearerOf({ tables, clock, settings }: Realm, text: string, ip: string): Bearer {
  const token = tables.authTokens.get(text)
  if (!token)
    return refused('unknown', 'no token with this text was generated here; it may have been deleted')
  if (token.flavour !== '' && token.flavour !== settings.cas.flavour) {
    return refused(
      'other-module',
      `${named(token)} was generated under sign-in module ${token.flavour}, and ${settings.cas.flavour} is in place (knob xtam.cas.flavour); generate it again`,
    )
  }
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

/** A token as the journal may name it: never its text. */
function named({ id, comment }: AuthTokenRow): string {
  return `token ${id}${comment === '' ? '' : ` ("${comment}")`}`
}

function refused(rule: string, sentence: string): Bearer {
  return {
    refusal: because(`token.${rule}`, `A token that may sign in was expected, but ${sentence}.`, TOKENS),
  }
}
