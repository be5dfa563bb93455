/** Local users, their passwords and the codes of their authenticators. */
import { timingSafeEqual } from 'node:crypto'
import type { Reason } from '../../../kernel/errors.ts'
import { sameSecret } from '../../../kernel/secret.ts'
import { totp } from '../../../kernel/totp.ts'
import { because } from '../errors.ts'
import type { UserRow } from '../state.ts'
import { forgetWrongPasswords, isLockedOut, noteWrongPassword } from './failures.ts'
import type { Realm } from './world.ts'

const SIGN_IN = 'XTAM API samples: login and password on every call'
const STEP_MS = 30_000
/** Steps before and after the present one whose codes are taken as well (CAS: window of three). */
const TOLERANCE = 1

export type SignInProblem =
  'unknown-user' | 'wrong-password' | 'disabled-user' | 'locked-user' | 'expired-password'

/** Who signed in, or why nobody did. */
export type SignIn =
  { readonly user: UserRow } | { readonly problem: SignInProblem; readonly refusal: Reason }

/** @param secret - the password's bytes, where the caller has them */
export function signInByPassword(
  realm: Realm,
  login: string,
  password: string,
  secret: Buffer = Buffer.from(password),
): SignIn {
  const user = realm.tables.users.get(login)
  if (!user) return refused('unknown-user', `There is no user "${login}" in this workspace.`)
  // Looked at before the password: whoever guesses one meanwhile does not learn it.
  if (isLockedOut(realm, login)) {
    return refused(
      'locked-user',
      `"${login}" is locked after too many wrong passwords (knobs xtam.lockout); wait, or advance the clock.`,
    )
  }
  if (user.locked)
    return refused('locked-user', `"${login}" is locked in the fixtures or the state; unlock it there.`)
  if (!hasPassword(user, secret)) {
    noteWrongPassword(realm, login)
    return refused('wrong-password', `The password of "${login}" is not the one that came.`)
  }
  if (!user.enabled) {
    return refused(
      'disabled-user',
      `The user "${login}" is disabled; enable it in the fixtures or the state.`,
    )
  }
  if (user.passwordExpired) {
    return refused(
      'expired-password',
      `The password of "${login}" is right and has expired; renew it in the state.`,
    )
  }
  forgetWrongPasswords(realm, login)
  return { user }
}

/** The bytes of passwords, by the row that holds them: with another password a user is another row. */
const secrets = new WeakMap<UserRow, Buffer>()

/** Whether a password is the user's. How long it takes tells its length at most, never how much of it agrees. */
function hasPassword(user: UserRow, secret: Buffer): boolean {
  let own = secrets.get(user)
  if (!own) secrets.set(user, (own = Buffer.from(user.password)))
  return own.length === secret.length && timingSafeEqual(own, secret)
}

/** Whether a code is the one that a user's authenticator shows now, or about now. */
export function isTotp(code: string, secret: string, now: number): boolean {
  const step = Math.floor(now / STEP_MS)
  for (let at = step - TOLERANCE; at <= step + TOLERANCE; at++)
    if (sameSecret(totp(secret, at * STEP_MS), code)) return true
  return false
}

function refused(problem: SignInProblem, message: string): SignIn {
  return { problem, refusal: because(`auth.${problem}`, message, SIGN_IN) }
}
