/** Interactive sign-in of the browser extension and the mobile app: a session key stands in for a token. */
import { sameSecret } from '../../../kernel/secret.ts'
import { totp } from '../../../kernel/totp.ts'
import { INTERACTIVE, OUR_READING, PmpError } from '../errors.ts'
import { loginKey, type SessionRow, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { countFailure, forgetFailures, isSolved, type SolvedCaptcha } from './captchas.ts'
import type { Actor, PmpWorld } from './world.ts'

const MINUTE_MS = 60_000
const KEY_DIGITS = 40
const STEP_MS = 30_000
const NOBODY = ''

/** Who wants to sign in, and with what. */
export interface SignIn {
  readonly login: string
  readonly password: string
  /** How the password is checked: FIRSTAUTHMODE. */
  readonly mode: string | undefined
  readonly captcha: SolvedCaptcha
}

/** The second factor, as it came: SECONDAUTHMODE and SECONDPASSWORD. */
export interface SecondFactor {
  readonly mode: string | undefined
  readonly password: string | undefined
}

/** A user who has come in, or half-way: under the key the second factor is awaited. */
export interface SignedIn {
  readonly user: UserRow
  readonly key: string
  readonly isHalf: boolean
}

/** Checks a password; whom the site asks for a second factor stays half-way, unless it came along. */
export function signIn(world: PmpWorld, given: SignIn, address: string, second?: SecondFactor): SignedIn {
  const user = passwordChecked(world, given)
  const isHalf = hasSecondFactor(world, user) && second === undefined
  if (second !== undefined && hasSecondFactor(world, user)) requireSecondFactor(world, user, second)
  return begin(world, user, isHalf, address)
}

/** Completes half a session. @throws PmpError when its key or the second factor is none */
export function completeSignIn(
  world: PmpWorld,
  halfKey: string,
  login: string,
  second: SecondFactor,
  address: string,
): SignedIn {
  const { sessions } = world.tables
  const half = sessions.get(halfKey)
  const user = half?.isHalf && !isOver(world, half) ? world.tables.users.get(half.userId) : undefined
  if (!user || loginKey(user.login) !== loginKey(login)) {
    throw secondFactorRefused(
      'FIRSTFACTORSECRETKEY is not one that the first factor of this user has answered.',
    )
  }
  requireSecondFactor(world, user, second)
  world.update(() => sessions.delete(halfKey))
  return begin(world, user, false, address)
}

/** Whether the site asks this user for a second factor. */
export function hasSecondFactor({ settings }: PmpWorld, user: UserRow): boolean {
  return settings.secondFactor !== 'none' && user.secondFactorSecret !== null
}

/** A user by login, for who has not signed in yet. @throws PmpError when there is none */
export function userCalled(world: PmpWorld, login: string): UserRow {
  const user = world.tables.users.first('login', loginKey(login))
  if (!user) throw refused(`There is no user "${login}".`)
  if (user.disabled) throw disabled(user)
  return user
}

/** The user of a session that has not been idle too long; using it keeps it alive. */
export function sessionUser(world: PmpWorld, key: string): UserRow | undefined {
  const session = world.tables.sessions.get(key)
  if (!session || session.isHalf) return undefined
  if (isOver(world, session)) {
    world.update(() => world.tables.sessions.delete(key))
    return undefined
  }
  world.tables.sessions.touch(key, { ...session, usedAt: world.now() })
  return world.tables.users.get(session.userId)
}

export function signOut(world: PmpWorld, actor: Actor, key: string): void {
  world.update(() => world.tables.sessions.delete(key))
  audit(world, actor, { type: 'User', operation: 'User Logged Out' })
}

function passwordChecked(world: PmpWorld, { login, password, mode, captcha }: SignIn): UserRow {
  const user = world.tables.users.first('login', loginKey(login))
  const whose = `sign-in/${user?.id ?? NOBODY}`
  const fault = user
    ? faultOf(world, user, whose, { password, mode, captcha })
    : `There is no user "${login}".`
  if (!user || fault !== undefined) {
    const refusal = refused(fault!)
    refusal.details = countFailure(world, whose)
    throw refusal
  }
  if (user.disabled) throw disabled(user)
  forgetFailures(world, whose)
  return user
}

function faultOf(
  world: PmpWorld,
  user: UserRow,
  whose: string,
  { password, mode, captcha }: Omit<SignIn, 'login'>,
): string | undefined {
  if (mode !== undefined && mode !== '' && mode.toUpperCase() !== 'LOCAL')
    return `FIRSTAUTHMODE is "${mode}", and users of the mock sign in by LOCAL alone.`
  if (!isSolved(world, whose, captcha))
    return 'The captcha that was shown last must be solved ("pmp.captcha.text"), in hidCaptchaID and inCaptchaChars.'
  if (user.password === '' || !sameSecret(user.password, password))
    return `The password of "${user.login}" is another one, or the user has none.`
  return undefined
}

function requireSecondFactor(world: PmpWorld, user: UserRow, second: SecondFactor): void {
  if (second.mode !== world.settings.secondFactor) {
    throw secondFactorRefused(
      `SECONDAUTHMODE is "${second.mode ?? ''}", and the site asks for "${world.settings.secondFactor}".`,
    )
  }
  const expected = [world.now(), world.now() - STEP_MS].map((at) => totp(user.secondFactorSecret!, at))
  if (second.password !== undefined && expected.includes(second.password.trim())) return
  throw secondFactorRefused(
    `SECONDPASSWORD is not the one-time password that the "secondFactorSecret" of "${user.login}" makes now.`,
  )
}

function begin(world: PmpWorld, user: UserRow, isHalf: boolean, address: string): SignedIn {
  const key = world.ids.hex(KEY_DIGITS).toUpperCase()
  const { sessions } = world.tables
  world.update(() => {
    world.collect(sessions, { isOver: (one) => isOver(world, one), usedAt: (one) => one.usedAt })
    sessions.put(key, { userId: user.id, usedAt: world.now(), isHalf })
  })
  if (!isHalf) audit(world, { user, address }, { type: 'User', operation: 'User Logged In' })
  return { user, key, isHalf }
}

function isOver(world: PmpWorld, { usedAt }: SessionRow): boolean {
  return world.now() - usedAt >= world.settings.timers.sessionMinutes * MINUTE_MS
}

function refused(message: string): PmpError {
  return new PmpError('sign-in.refused', message, `client C6; ${OUR_READING}`)
}

function secondFactorRefused(message: string): PmpError {
  return new PmpError('sign-in.second-factor', message, `client C6; ${OUR_READING}`)
}

function disabled(user: UserRow): PmpError {
  return new PmpError('user.disabled', `User "${user.login}" is locked.`, INTERACTIVE)
}
