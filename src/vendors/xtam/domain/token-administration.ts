/** Administration, Tokens: what system administrators do with authentication tokens (XTAM token authentication page). */
import { parseDuration } from '../../../kernel/duration.ts'
import { XtamError, because } from '../errors.ts'
import type { AuthTokenRow } from '../state.ts'
import { malformedEntry, type FilterSyntax } from './ip-filter.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './world.ts'

const TOKENS = 'XTAM token authentication: Administration, Tokens'
const DEFAULT_TOKEN_LIFE = parseDuration('365d')!

/** What an entry of an IP filter is, in each syntax. */
const ENTRY: Readonly<Record<FilterSyntax, string>> = {
  cidr: 'address or CIDR block such as 10.0.0.0/8',
  exact: 'address',
  wildcard: 'address or pattern such as 10.0.*',
}

export interface NewToken {
  readonly login: string
  readonly comment: string
  readonly ipFilter: string
  /** Milliseconds since the epoch; a year from now by default. */
  readonly expiresAt: number | undefined
}

/** @throws XtamError when the user is unknown, the filter no list of addresses, or the token expired from the start */
export function generateToken(realm: Realm, { login, comment, ipFilter, expiresAt }: NewToken): AuthTokenRow {
  const { tables, clock, ids, settings } = realm
  if (!tables.users.has(login)) throw invalid('user-unknown', `There is no user "${login}" for a token.`)
  const now = clock.now()
  if (expiresAt !== undefined && expiresAt <= now) {
    const message = `The token would be expired already: ${new Date(expiresAt).toISOString()} is not after now.`
    throw invalid('expires-in-the-past', message)
  }
  const wrong = malformedEntry(ipFilter, settings.tokenIpFilter)
  if (wrong !== undefined) {
    const message = `"${wrong}" in the IP filter is no ${ENTRY[settings.tokenIpFilter]} (knob xtam.tokenIpFilter).`
    throw invalid('ip-filter-malformed', message)
  }
  const text =
    settings.tokenFormat === 'opaque'
      ? ids.text(40)
      : // A signed token that was then encrypted: five parts, of which the second is empty for a direct key.
        `eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..${ids.base64url(16)}.${ids.base64url(180)}.${ids.base64url(16)}`
  return realm.update(() => {
    const row: AuthTokenRow = {
      id: String(nextNumber(realm, 'objects')),
      text,
      login,
      comment,
      ipFilter,
      expiresAt: expiresAt ?? now + DEFAULT_TOKEN_LIFE,
      enabled: true,
      flavour: settings.cas.flavour,
    }
    tables.authTokens.put(text, row)
    return row
  })
}

export function switchToken(realm: Realm, id: string, enabled: boolean): AuthTokenRow {
  const row = { ...findToken(realm, id), enabled }
  realm.update(() => realm.tables.authTokens.put(row.text, row))
  return row
}

/** Deletes a token for good. */
export function deleteToken(realm: Realm, id: string): void {
  const { text } = findToken(realm, id)
  realm.update(() => realm.tables.authTokens.delete(text))
}

function findToken({ tables }: Realm, id: string): AuthTokenRow {
  const row = tables.authTokens.first('id', id)
  if (row) return row
  throw new XtamError('unknown-object', because('token.not-found', `There is no token "${id}".`, TOKENS))
}

function invalid(rule: string, message: string): XtamError {
  return new XtamError('invalid-input', because(`token.${rule}`, message, TOKENS), { text: 'requestInvalid' })
}
