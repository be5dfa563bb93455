/** What a test reaches for by name: who may sign in. The appliance keeps hashes alone, so these are the built-in users. */
import type { Handles } from '../../../kernel/surface/surface.ts'
import { matchesPassword } from '../domain/password.ts'
import { namedIn, type Tables } from '../state.ts'

const USERS = 'aaa/local_database/users'
const BUILT_IN = { admin: 'a', operator: 'operator', noapi: 'noapi' }

/** Passwords by user, of those built-in users that this world has. */
export function handles({ nodes }: Tables): Handles {
  const users = Object.entries(BUILT_IN).filter(([user, plain]) => {
    const { password } = (nodes.first('name', namedIn(USERS, user))?.body ?? {}) as {
      password?: { $ref: string } | null
    }
    const stored = password ? (nodes.get(password.$ref)?.body as { hash?: unknown } | undefined) : undefined
    return matchesPassword(plain, stored?.hash)
  })
  return { users: Object.fromEntries(users) }
}
