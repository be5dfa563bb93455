/** What a test reaches for by name: who may sign in, as far as passwords are known. The appliance keeps hashes alone. */
import type { Handles } from '../../../kernel/surface/surface.ts'
import { orderOf } from '../domain/order.ts'
import { givenPlain, matchesPassword } from '../domain/password.ts'
import type { Tables } from '../state.ts'

const USERS = 'aaa/local_database/users'
/** The built-in world comes filled: nobody reads its plain passwords again. */
const BUILT_IN: Readonly<Record<string, string>> = { admin: 'a', operator: 'operator', noapi: 'noapi' }

/** Passwords by user: those that fixtures gave in the clear, and those of the built-in users, while they are good. */
export function handles(tables: Tables): Handles {
  const users = orderOf(tables, USERS).flatMap((key) => {
    const { name, password } = (tables.nodes.get(`${USERS}/${key}`)?.body ?? {}) as {
      name?: unknown
      password?: { $ref: string } | null
    }
    const stored = password ? tables.nodes.get(password.$ref)?.body : undefined
    if (typeof name !== 'string' || typeof stored !== 'object' || stored === null) return []
    const plain = givenPlain(stored) ?? (Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined)
    const isGood = plain !== undefined && matchesPassword(plain, (stored as { hash?: unknown }).hash)
    return isGood ? [[name, plain] as const] : []
  })
  return { users: Object.fromEntries(users) }
}
