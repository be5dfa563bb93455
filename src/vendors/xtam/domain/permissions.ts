/**
 * Who may do what. Permissions of a user and of the user's groups add up, and a folder's count for all that lies in it,
 * unless an object was made unique (XTAM object permissions page).
 */
import { XtamError, because } from '../errors.ts'
import { RECORD_CONTROLS, permissionKey, type ObjectRow, type RecordControl, type UserRow } from '../state.ts'
import type { Realm } from './realm.ts'

const PERMISSIONS_PAGE = 'XTAM object permissions: record control'

/** The strongest record control that a user has on an object. */
export function recordControlOf({ tables }: Realm, user: UserRow, object: ObjectRow): RecordControl {
  if (user.roles.includes('System Administrator')) return 'Owner'
  let best = user.roles.includes('Auditor') ? rank('Viewer') : rank('None')
  for (
    let at: ObjectRow | undefined = object;
    at;
    at = at.inherits && at.parent ? tables.objects.get(at.parent) : undefined
  ) {
    for (const principal of [user.login, ...user.groups]) {
      const grant = tables.permissions.get(permissionKey(at.id, principal))
      if (grant) best = Math.max(best, rank(grant.recordControl))
    }
  }
  return RECORD_CONTROLS[best] ?? 'None'
}

export function mayView(realm: Realm, user: UserRow, object: ObjectRow): boolean {
  return recordControlOf(realm, user, object) !== 'None'
}

/** @throws XtamError unless the user has at least `needed` on the object */
export function requireControl(realm: Realm, user: UserRow, object: ObjectRow, needed: RecordControl): void {
  const control = recordControlOf(realm, user, object)
  if (rank(control) >= rank(needed)) return
  const message = `"${user.login}" needs ${needed} on ${object.kind} ${object.id} ("${object.name}") and has ${control}; grant it there or on a folder above.`
  throw control === 'None'
    ? new XtamError('hidden', because('permission.hidden', message, PERMISSIONS_PAGE), { text: 'denied' })
    : new XtamError('denied', because('permission.denied', message, PERMISSIONS_PAGE), { text: 'denied' })
}

function rank(control: RecordControl): number {
  return RECORD_CONTROLS.indexOf(control)
}
