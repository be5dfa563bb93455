/** Global roles: a user's own and those of the user's groups (XTAM global roles). */
import { XtamError, because } from '../errors.ts'
import type { GlobalRole, UserRow } from '../state.ts'
import type { Realm } from './world.ts'

export function hasRole({ tables }: Pick<Realm, 'tables'>, user: UserRow, role: GlobalRole): boolean {
  if (user.roles.includes(role)) return true
  for (const group of user.groups) if (tables.groups.get(group)?.roles.includes(role)) return true
  return false
}

/** @throws XtamError unless the user has one of these roles */
export function requireRole(realm: Realm, user: UserRow, ...roles: readonly GlobalRole[]): void {
  if (roles.some((role) => hasRole(realm, user, role))) return
  const message = `This is for the role ${roles.join(' or ')}, and "${user.login}" has ${user.roles.join(', ') || 'none'}.`
  throw new XtamError('denied', because('role.missing', message, 'XTAM global roles'), { text: 'denied' })
}
