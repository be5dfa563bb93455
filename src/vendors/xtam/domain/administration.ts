/** What administrators do: tokens and local users (XTAM token authentication; local users; global roles). */
import { parseDuration } from '../../../kernel/duration.ts'
import { XtamError, because } from '../errors.ts'
import type { AuthTokenRow, GlobalRole, UserRow } from '../state.ts'
import { newPublicId } from './object-id.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './realm.ts'

const TOKENS = 'XTAM token authentication: Administration, Tokens'
const USERS = 'XTAM local users; local user password formula'
const DEFAULT_TOKEN_LIFE = parseDuration('365d')!

/** @throws XtamError unless the user has one of these global roles */
export function requireRole(user: UserRow, ...roles: readonly GlobalRole[]): void {
  if (roles.some((role) => user.roles.includes(role))) return
  const message = `This is for the role ${roles.join(' or ')}, and "${user.login}" has ${user.roles.join(', ') || 'none'}.`
  throw new XtamError('denied', because('role.missing', message, 'XTAM global roles'), { text: 'denied' })
}

export interface NewToken {
  readonly login: string
  readonly comment: string
  readonly ipFilter: string
  /** Milliseconds since the epoch; a year from now by default. */
  readonly expiresAt: number | undefined
}

export function generateToken(realm: Realm, { login, comment, ipFilter, expiresAt }: NewToken): AuthTokenRow {
  const { tables, clock, ids, settings } = realm
  if (!tables.users.has(login))
    throw invalid('token.user-unknown', `There is no user "${login}" for a token.`, TOKENS)
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
      expiresAt: expiresAt ?? clock.now() + DEFAULT_TOKEN_LIFE,
      enabled: true,
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

export interface NewUser {
  readonly login: string | undefined
  readonly password: string | undefined
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

export function createUser(realm: Realm, { login, password = '', ...names }: NewUser): UserRow {
  const { tables, ids } = realm
  if (login === undefined || login.trim() === '')
    throw invalid('user.login-missing', 'A "login" was expected.', USERS)
  if (tables.users.has(login)) throw invalid('user.exists', `There is a user "${login}" already.`, USERS)
  if (!isStrong(password)) {
    throw invalid(
      'user.password-weak',
      'A password has at least 8 characters, with an upper-case letter, a lower-case letter and a digit.',
      USERS,
    )
  }
  return realm.update(() => {
    const row: UserRow = {
      login,
      id: newPublicId(ids),
      number: nextNumber(realm, 'objects'),
      password,
      ...names,
      directory: 'Local',
      groups: [],
      roles: [],
      mfaSecret: '',
      enabled: true,
      locked: false,
      passwordExpired: false,
    }
    tables.users.put(login, row)
    return row
  })
}

function isStrong(password: string): boolean {
  return password.length >= 8 && /[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password)
}

function findToken({ tables }: Realm, id: string): AuthTokenRow {
  const row = tables.authTokens.first('id', id)
  if (row) return row
  throw new XtamError('unknown-object', because('token.not-found', `There is no token "${id}".`, TOKENS))
}

function invalid(rule: string, message: string, source: string): XtamError {
  return new XtamError('invalid-input', because(rule, message, source), { text: 'requestInvalid' })
}
