/**
 * Tokens against cross-site request forgery. The vendor's samples post with Basic and the header alone, so the server
 * knows by itself which tokens are good: those it gave the same user (XTAM API Python, Shell and PowerShell examples).
 */
import { XtamError, because } from '../errors.ts'
import type { Realm } from './world.ts'

const SOURCE = 'XTAM API Python example: calls that modify data carry the REST API token'

/** Whose token it is. */
export interface Bearer {
  readonly login: string
  /** The session that calls; empty for Basic, which has none. */
  readonly session: string
}

/** The token that whoami hands to a user: the one in force, or a new one. */
export function xsrfTokenFor(realm: Realm, { login, session }: Bearer): string {
  const { tables, settings, clock, ids } = realm
  const now = clock.now()
  if (!settings.xsrf.rotate) {
    for (const row of tables.xsrfTokens.find('login', login)) {
      if (now < row.expiresAt && (settings.xsrf.binding !== 'session' || row.session === session))
        return row.value
    }
  }
  const value = ids.text(settings.xsrf.length)
  realm.update(() => {
    realm.collect(tables.xsrfTokens, {
      isOver: (row) => now >= row.expiresAt + settings.xsrf.ttl,
      usedAt: (row) => row.expiresAt,
    })
    tables.xsrfTokens.put(value, { value, login, session, expiresAt: now + settings.xsrf.ttl })
  })
  return value
}

/** A user's tokens are good no more: somebody signed out. */
export function forgetXsrfTokens({ tables, update }: Realm, login: string): void {
  update(() => {
    for (const { value } of tables.xsrfTokens.find('login', login)) tables.xsrfTokens.delete(value)
  })
}

/** @throws XtamError unless `header` is a token in force of this caller and `cookie`, if sent, agrees */
export function checkXsrf(
  realm: Realm,
  { login, session }: Bearer,
  header: string | undefined,
  cookie: string | undefined,
): void {
  if (header === undefined || header === '') {
    throw refused(
      'missing',
      'a call that modifies data needs the X-XSRF-TOKEN header, and it was missing; take its value from the XSRF-TOKEN cookie of /rest/user/whoami',
    )
  }
  const { tables, settings, clock } = realm
  if (settings.xsrf.binding === 'cookie' && cookie === undefined) {
    throw refused(
      'cookie-missing',
      'with xtam.xsrf.binding=cookie the XSRF-TOKEN cookie must come with the header, and it was missing',
    )
  }
  if (cookie !== undefined && cookie !== header) {
    throw refused(
      'cookie-mismatch',
      'the X-XSRF-TOKEN header and the XSRF-TOKEN cookie must agree, and they differ; send the cookie that whoami set, or none',
    )
  }
  const row = tables.xsrfTokens.get(header)
  if (!row)
    throw refused(
      'unknown',
      'the X-XSRF-TOKEN header must be a value that whoami gave out, and this one is not known',
    )
  if (row.login !== login && settings.xsrf.binding !== 'global') {
    throw refused(
      'other-user',
      `the token belongs to "${row.login}", and "${login}" calls; fetch one as the same user`,
    )
  }
  if (settings.xsrf.binding === 'session' && row.session !== session) {
    throw refused(
      'other-session',
      'with xtam.xsrf.binding=session a token is good in the session, or with Basic, that whoami gave it to, and this one came from elsewhere',
    )
  }
  if (clock.now() >= row.expiresAt) {
    throw refused(
      'expired',
      `the token expired at ${new Date(row.expiresAt).toISOString()} (knob xtam.xsrf.ttl); fetch a new one with whoami`,
    )
  }
}

function refused(rule: string, sentence: string): XtamError {
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  return new XtamError('xsrf-refused', because(`xsrf.${rule}`, message, SOURCE), { text: 'xsrfRefused' })
}
