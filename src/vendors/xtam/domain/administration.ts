/** Who administers: the global role, and approval where it is asked for. */
import type { UserRow } from '../state.ts'
import { rootFolder } from './objects.ts'
import type { Realm } from './world.ts'
import { requireRole } from './roles.ts'
import { requireApproval } from './workflow.ts'

/**
 * For export, import, users, groups and tokens: a system administrator, with an approved request where a binding on the
 * root folder asks for one (XTAM workflow binding actions, "Administration").
 *
 * @throws XtamError otherwise
 */
export function requireAdministrator(realm: Realm, user: UserRow): void {
  requireRole(realm, user, 'System Administrator')
  if (realm.tables.bindings.first('action', 'Administration'))
    requireApproval(realm, user, rootFolder(realm), 'Administration')
}
