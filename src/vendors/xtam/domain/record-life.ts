/** What becomes of a record: put away and taken back, copied, linked, kept at hand, deleted (XTAM manual: archive, copy, cut, paste, link, favorites, alerts). */
import { XtamError, because } from '../errors.ts'
import { ARCHIVED, compareNames } from '../orders.ts'
import {
  bindingKey,
  linkKey,
  markKey,
  permissionKey,
  type FolderRow,
  type Mark,
  type ObjectRow,
  type RecordRow,
  type UserRow,
} from '../state.ts'
import { filtered, type Breath } from './leisure.ts'
import { changeRecord, createRecord, groupByName, typeOfRecord } from './objects.ts'
import { mayView, viewer } from './permissions.ts'
import type { Realm } from './world.ts'
import { endSessionsOf } from './remote-sessions.ts'

const LIFE = 'XTAM manual: archive and restore, copy, cut, paste and link'

/** Puts a record away; sessions on its host end. */
export function archiveRecord(realm: Realm, user: UserRow, record: RecordRow): RecordRow {
  return realm.update(() => {
    endSessionsOf(realm, record, user)
    return changeRecord(realm, user, record, { archived: true })
  })
}

/** @throws XtamError for a record that is in use */
export function restoreRecord(realm: Realm, user: UserRow, record: RecordRow): RecordRow {
  if (!record.archived) throw invalid('record.not-archived', `Record ${record.id} is in use already.`)
  return changeRecord(realm, user, record, { archived: false })
}

/** Archived records that the user may see, by name. */
export function listArchived(realm: Realm, user: UserRow): Iterable<ObjectRow | Breath> {
  return filtered(groupByName(realm, ARCHIVED), viewer(realm, user))
}

/** A second record with the same fields; rights, tasks and marks stay with the first. */
export function copyRecord(realm: Realm, user: UserRow, record: RecordRow, folder: FolderRow): RecordRow {
  const { name, description, custom } = record
  return createRecord(realm, user, folder, typeOfRecord(realm, record), { name, description, custom })
}

/** Lets a record stand in another folder too; its rights are those of its own place. @throws XtamError when it does already */
export function linkRecord(realm: Realm, record: RecordRow, folder: FolderRow): void {
  const { tables, update } = realm
  const key = linkKey(folder.id, record.id)
  if (record.parent === folder.id || tables.links.has(key))
    throw invalid('link.exists', `Record ${record.id} stands in folder ${folder.id} already.`)
  update(() => tables.links.put(key, { folder: folder.id, record: record.id }))
}

/** @throws XtamError when there is no such link */
export function unlinkRecord({ tables, update }: Realm, record: RecordRow, folder: FolderRow): void {
  if (update(() => tables.links.delete(linkKey(folder.id, record.id)))) return
  const message = `Record ${record.id} is not linked into folder ${folder.id}.`
  throw new XtamError('unknown-object', because('link.not-found', message, LIFE), { text: 'notFound' })
}

/** Marking twice marks once. */
export function setMark(realm: Realm, user: UserRow, object: ObjectRow, mark: Mark): void {
  const { tables, clock, update } = realm
  const key = markKey(object.id, mark, user.login)
  if (tables.marks.has(key)) return
  update(() => tables.marks.put(key, { login: user.login, object: object.id, mark, since: clock.now() }))
}

/** Taking a mark away that is not there takes nothing away. */
export function clearMark({ tables, update }: Realm, user: UserRow, object: ObjectRow, mark: Mark): void {
  update(() => tables.marks.delete(markKey(object.id, mark, user.login)))
}

/** What the user has marked and may still see, by name. */
export function listMarked(realm: Realm, user: UserRow, mark: Mark): ObjectRow[] {
  const rows: ObjectRow[] = []
  for (const row of realm.tables.marks.find('login', user.login)) {
    const object = row.mark === mark ? realm.tables.objects.get(row.object) : undefined
    const isThere = object && (object.kind === 'folder' || !object.archived)
    if (isThere && mayView(realm, user, object)) rows.push(object)
  }
  return rows.toSorted(compareNames)
}

/** Deletes a record with all that hangs on it; its past (jobs, sessions, requests, audit) stays. */
export function deleteRecord(realm: Realm, user: UserRow, record: RecordRow): void {
  const { tables, update } = realm
  update(() => {
    endSessionsOf(realm, record, user)
    for (const task of tables.tasks.find('owner', record.id)) tables.tasks.delete(task.id)
    for (const { folder } of tables.links.find('record', record.id))
      tables.links.delete(linkKey(folder, record.id))
    removeObject(realm, record)
  })
}

/** Deletes a folder. @throws XtamError for the root folder, and for one in which something lies */
export function deleteFolder(realm: Realm, folder: FolderRow): void {
  const { tables, update } = realm
  if (folder.parent === null) throw invalid('folder.is-root', 'The root folder stays.')
  if (tables.objects.first('parent', folder.id) || tables.links.first('folder', folder.id))
    throw invalid('folder.not-empty', `Folder ${folder.id} ("${folder.name}") is not empty.`)
  update(() => removeObject(realm, folder))
}

function removeObject({ tables }: Realm, { id }: ObjectRow): void {
  for (const { principal } of tables.permissions.find('object', id))
    tables.permissions.delete(permissionKey(id, principal))
  for (const { mark, login } of tables.marks.find('object', id)) tables.marks.delete(markKey(id, mark, login))
  for (const { action } of tables.bindings.find('object', id)) tables.bindings.delete(bindingKey(id, action))
  tables.objects.delete(id)
}

function invalid(rule: string, message: string): XtamError {
  return new XtamError('invalid-input', because(rule, message, LIFE), { text: 'requestInvalid' })
}
