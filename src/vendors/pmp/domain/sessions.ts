/** Interactive sign-in of the browser extension and the mobile app: a session key stands in for a token. */
import { sameSecret } from '../../../kernel/secret.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import { loginKey, type SessionRow, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import type { Actor, PmpWorld } from './world.ts'

const MINUTE_MS = 60_000
const KEY_DIGITS = 40

/** Signs a user in with login and password. @returns the session's key */
export function signIn(
  world: PmpWorld,
  login: string,
  password: string,
  address: string,
): { readonly user: UserRow; readonly key: string } {
  const user = world.tables.users.first('login', loginKey(login))
  if (!user || user.password === '' || !sameSecret(user.password, password)) {
    throw new PmpError(
      'sign-in.refused',
      user
        ? `The password of "${login}" is another one, or the user has none.`
        : `There is no user "${login}".`,
      `client C6; ${OUR_READING}`,
    )
  }
  if (user.disabled)
    throw new PmpError(
      'user.disabled',
      `User "${user.login}" is locked.`,
      "the vendor's browser extension (client C6)",
    )
  const key = world.ids.hex(KEY_DIGITS).toUpperCase()
  const { sessions } = world.tables
  world.update(() => {
    world.collect(sessions, { isOver: (one) => isOver(world, one), usedAt: (one) => one.usedAt })
    sessions.put(key, { userId: user.id, usedAt: world.now() })
  })
  audit(world, { user, address }, { type: 'User', operation: 'User Logged In' })
  return { user, key }
}

/** The user of a session that has not been idle too long; using it keeps it alive. */
export function sessionUser(world: PmpWorld, key: string): UserRow | undefined {
  const session = world.tables.sessions.get(key)
  if (!session) return undefined
  if (isOver(world, session)) {
    world.update(() => world.tables.sessions.delete(key))
    return undefined
  }
  world.tables.sessions.touch(key, { userId: session.userId, usedAt: world.now() })
  return world.tables.users.get(session.userId)
}

export function signOut(world: PmpWorld, actor: Actor, key: string): void {
  world.update(() => world.tables.sessions.delete(key))
  audit(world, actor, { type: 'User', operation: 'User Logged Out' })
}

function isOver(world: PmpWorld, { usedAt }: SessionRow): boolean {
  return world.now() - usedAt >= world.settings.timers.sessionMinutes * MINUTE_MS
}
