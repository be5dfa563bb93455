/**
 * Who may do what. Permissions of a user and of the user's groups add up, and a folder's count for all that lies in it,
 * unless an object was made unique (XTAM object permissions page).
 */
import { XtamError, because } from '../errors.ts'
import {
  RECORD_CONTROLS,
  SESSION_CONTROLS,
  TASK_CONTROLS,
  permissionKey,
  type ObjectRow,
  type PermissionRow,
  type RecordControl,
  type SessionControl,
  type TaskControl,
  type UserRow,
} from '../state.ts'
import { DEEPEST } from './ancestry.ts'
import { hasRole } from './roles.ts'
import type { Realm } from './world.ts'

const RANK_OF_RECORD_CONTROL = new Map(RECORD_CONTROLS.map((control, rank) => [control, rank]))
const VIEWER = rankOf('Viewer')
/** How strong a permission is on each scale. */
export const RANKS = {
  record: ({ recordControl }: PermissionRow) => rankOf(recordControl),
  session: ({ sessionControl }: PermissionRow) => SESSION_CONTROLS.indexOf(sessionControl),
  task: ({ taskControl }: PermissionRow) => TASK_CONTROLS.indexOf(taskControl),
}

const PERMISSIONS_PAGE = 'XTAM object permissions'

/** The strongest record control that a user has on an object. */
export function recordControlOf(realm: Realm, user: UserRow, object: ObjectRow): RecordControl {
  if (hasRole(realm, user, 'System Administrator')) return 'Owner'
  const least = hasRole(realm, user, 'Auditor') ? VIEWER : 0
  return RECORD_CONTROLS[strongest(realm, user, object, least, RANKS.record)] ?? 'None'
}

export function sessionControlOf(realm: Realm, user: UserRow, object: ObjectRow): SessionControl {
  if (hasRole(realm, user, 'System Administrator')) return SESSION_CONTROLS.at(-1)!
  return SESSION_CONTROLS[strongest(realm, user, object, 0, RANKS.session)] ?? 'None'
}

export function taskControlOf(realm: Realm, user: UserRow, object: ObjectRow): TaskControl {
  if (hasRole(realm, user, 'System Administrator')) return 'Manage'
  return TASK_CONTROLS[strongest(realm, user, object, 0, RANKS.task)] ?? 'None'
}

export function mayView(realm: Realm, user: UserRow, object: ObjectRow): boolean {
  return hasControl(realm, user, object, 'Viewer')
}

/** Tells which of many objects the user may view. What a folder lets the user see is looked up once. */
export function viewer(realm: Realm, user: UserRow): (object: ObjectRow) => boolean {
  if (hasRole(realm, user, 'System Administrator') || hasRole(realm, user, 'Auditor')) return () => true
  const folders = new Map<string, boolean>()
  return (object) => {
    const { parent, inherits } = object
    if (parent === null || !inherits) return mayView(realm, user, object)
    let isOpen = folders.get(parent)
    if (isOpen === undefined) {
      const folder = realm.tables.objects.get(parent)
      isOpen = folder !== undefined && mayView(realm, user, folder)
      folders.set(parent, isOpen)
    }
    return isOpen || mayView(realm, user, object)
  }
}

/** Whether the user has at least `needed` on the object. */
export function hasControl(realm: Realm, user: UserRow, object: ObjectRow, needed: RecordControl): boolean {
  const wanted = rankOf(needed)
  if (hasRole(realm, user, 'System Administrator')) return true
  if (wanted <= VIEWER && hasRole(realm, user, 'Auditor')) return true
  return strongest(realm, user, object, 0, RANKS.record, wanted) >= wanted
}

/** @throws XtamError unless the user has at least `needed` on the object */
export function requireControl(realm: Realm, user: UserRow, object: ObjectRow, needed: RecordControl): void {
  if (hasControl(realm, user, object, needed)) return
  const control = recordControlOf(realm, user, object)
  throw refused(user, object, needed, control, control === 'None' ? 'hidden' : 'denied')
}

/** @throws XtamError unless the user may connect to the record */
export function requireConnect(realm: Realm, user: UserRow, object: ObjectRow): SessionControl {
  requireControl(realm, user, object, 'Viewer')
  const control = sessionControlOf(realm, user, object)
  if (control !== 'None') return control
  throw refused(user, object, 'session control to connect', control, 'denied')
}

/** @throws XtamError unless the user has at least `needed` task control on the object */
export function requireTaskControl(
  realm: Realm,
  user: UserRow,
  object: ObjectRow,
  needed: TaskControl,
): void {
  requireControl(realm, user, object, 'Viewer')
  const control = taskControlOf(realm, user, object)
  if (TASK_CONTROLS.indexOf(control) >= TASK_CONTROLS.indexOf(needed)) return
  throw refused(user, object, `task control ${needed}`, control, 'denied')
}

/** An object's own permissions, by principal. */
export function listPermissions({ tables }: Realm, object: ObjectRow): PermissionRow[] {
  return [...tables.permissions.find('object', object.id)].toSorted((a, b) =>
    a.principal.localeCompare(b.principal, 'en'),
  )
}

/**
 * The strongest rank that the user or one of the user's groups was given, on the object or on a folder it inherits from.
 *
 * @param enough - rank from which on nobody asks for a stronger one
 */
function strongest(
  { tables }: Realm,
  { login, groups }: UserRow,
  object: ObjectRow,
  least: number,
  rank: (row: PermissionRow) => number,
  enough = Infinity,
): number {
  const { objects, permissions } = tables
  let best = least
  let at: ObjectRow | undefined = object
  for (let depth = 0; at && depth < DEEPEST; depth++) {
    // Most objects have no permissions of their own, and one look tells.
    if (permissions.first('object', at.id)) {
      best = Math.max(best, given(permissions.get(permissionKey(at.id, login)), rank))
      for (const group of groups)
        best = Math.max(best, given(permissions.get(permissionKey(at.id, group)), rank))
    }
    if (best >= enough || !at.inherits || at.parent === null) break
    at = objects.get(at.parent)
  }
  return best
}

function given(row: PermissionRow | undefined, rank: (row: PermissionRow) => number): number {
  return row === undefined ? 0 : rank(row)
}

function rankOf(control: RecordControl): number {
  return RANK_OF_RECORD_CONTROL.get(control) ?? 0
}

function refused(
  user: UserRow,
  object: ObjectRow,
  needed: string,
  control: string,
  code: 'hidden' | 'denied',
): XtamError {
  const message = `"${user.login}" needs ${needed} on ${object.kind} ${object.id} ("${object.name}") and has ${control}; grant it there or on a folder above.`
  return new XtamError(code, because(`permission.${code}`, message, PERMISSIONS_PAGE), { text: 'denied' })
}
