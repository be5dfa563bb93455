/**
 * Who may do what. Permissions of a user and of the user's groups add up, and a folder's count for all that lies in it,
 * unless an object was made unique (XTAM object permissions page).
 */
import { XtamError, because } from '../errors.ts'
import {
  RECORD_CONTROLS,
  permissionKey,
  type ObjectRow,
  type PermissionRow,
  type RecordControl,
  type UserRow,
} from '../state.ts'
import { nearest } from './ancestry.ts'
import type { Realm } from './realm.ts'

const NONE = RECORD_CONTROLS.indexOf('None')
const VIEWER = RECORD_CONTROLS.indexOf('Viewer')
const PERMISSIONS_PAGE = 'XTAM object permissions: record control'

/** The strongest record control that a user has on an object. */
export function recordControlOf({ tables }: Realm, user: UserRow, object: ObjectRow): RecordControl {
  if (user.roles.includes('System Administrator')) return 'Owner'
  let best = user.roles.includes('Auditor') ? VIEWER : NONE
  nearest(tables, object, (at) => {
    best = Math.max(best, granted(tables, at, user.login))
    for (const group of user.groups) best = Math.max(best, granted(tables, at, group))
    return at.inherits ? undefined : at
  })
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

/** An object's own permissions, by principal. */
export function listPermissions({ tables }: Realm, object: ObjectRow): PermissionRow[] {
  return [...tables.permissions.find('object', object.id)].toSorted((a, b) =>
    a.principal.localeCompare(b.principal, 'en'),
  )
}

/** Gives a user or group rights on an object, in place of those they had there. */
export function grant(
  { tables, update }: Realm,
  object: ObjectRow,
  wanted: Omit<PermissionRow, 'object'>,
): PermissionRow {
  const row: PermissionRow = { object: object.id, ...wanted }
  update(() => tables.permissions.put(permissionKey(object.id, row.principal), row))
  return row
}

/** @throws XtamError when there is nothing to take back */
export function revoke({ tables, update }: Realm, object: ObjectRow, principal: string): void {
  if (update(() => tables.permissions.delete(permissionKey(object.id, principal)))) return
  const message = `"${principal}" has no permission of its own on ${object.kind} ${object.id}.`
  throw new XtamError('unknown-object', because('permission.not-found', message, PERMISSIONS_PAGE))
}

function granted({ permissions }: Realm['tables'], object: ObjectRow, principal: string): number {
  const row = permissions.get(permissionKey(object.id, principal))
  return row ? rank(row.recordControl) : NONE
}

function rank(control: RecordControl): number {
  return RECORD_CONTROLS.indexOf(control)
}
