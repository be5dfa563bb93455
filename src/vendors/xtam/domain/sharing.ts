/** Giving rights and taking them back; making an object unique (XTAM object permissions; share a record or folder). */
import { XtamError, because } from '../errors.ts'
import { permissionKey, type ObjectRow, type PermissionRow, type UserRow } from '../state.ts'
import { nearest } from './ancestry.ts'
import { isPrincipal } from './principals.ts'
import { RANKS } from './permissions.ts'
import type { Realm } from './world.ts'

const PERMISSIONS_PAGE = 'XTAM object permissions'

/**
 * Gives a user or group rights on an object, in place of those they had there.
 *
 * @throws XtamError when there is no such user or group
 */
export function grant(realm: Realm, object: ObjectRow, wanted: Omit<PermissionRow, 'object'>): PermissionRow {
  if (!isPrincipal(realm, wanted.principal)) {
    const message = `There is no user or group "${wanted.principal}" to give rights to.`
    throw new XtamError('invalid-input', because('permission.principal-unknown', message, PERMISSIONS_PAGE), {
      text: 'requestInvalid',
    })
  }
  const row: PermissionRow = { object: object.id, ...wanted }
  put(realm, row)
  return row
}

/** @throws XtamError when there is nothing to take back */
export function revoke({ tables, update }: Realm, object: ObjectRow, principal: string): void {
  if (update(() => tables.permissions.delete(permissionKey(object.id, principal)))) return
  const message = `"${principal}" has no permission of its own on ${object.kind} ${object.id}.`
  throw new XtamError('unknown-object', because('permission.not-found', message, PERMISSIONS_PAGE))
}

/** Cuts an object off from the folders above: what it inherited becomes its own, and may be changed there. */
export function makeUnique(realm: Realm, user: UserRow, object: ObjectRow): ObjectRow {
  if (!object.inherits) return object
  return realm.update(() => {
    for (const row of inherited(realm, object)) put(realm, { ...row, object: object.id })
    return putObject(realm, user, { ...object, inherits: false })
  })
}

/** Back to what the folders above say; permissions of its own go. */
export function makeInherit(realm: Realm, user: UserRow, object: ObjectRow): ObjectRow {
  const { tables, update } = realm
  return update(() => {
    for (const { principal } of tables.permissions.find('object', object.id))
      tables.permissions.delete(permissionKey(object.id, principal))
    return putObject(realm, user, { ...object, inherits: true })
  })
}

/** What counts for an object, each principal once with the strongest of what the folders give. */
function inherited({ tables }: Realm, object: ObjectRow): PermissionRow[] {
  const strongest = new Map<string, PermissionRow>()
  nearest(tables, object, (at) => {
    for (const row of tables.permissions.find('object', at.id)) {
      const known = strongest.get(row.principal)
      strongest.set(row.principal, known ? union(known, row) : row)
    }
    return at.inherits ? undefined : at
  })
  return [...strongest.values()]
}

function union(a: PermissionRow, b: PermissionRow): PermissionRow {
  const { record, session, task } = RANKS
  return {
    ...a,
    recordControl: record(b) > record(a) ? b.recordControl : a.recordControl,
    sessionControl: session(b) > session(a) ? b.sessionControl : a.sessionControl,
    taskControl: task(b) > task(a) ? b.taskControl : a.taskControl,
  }
}

function put({ tables, update }: Realm, row: PermissionRow): void {
  update(() => tables.permissions.put(permissionKey(row.object, row.principal), row))
}

function putObject({ tables, clock }: Realm, user: UserRow, object: ObjectRow): ObjectRow {
  const row = { ...object, updated: clock.now(), updatedBy: user.login }
  tables.objects.put(row.id, row)
  return row
}
