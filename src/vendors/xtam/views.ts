/** Objects as answers show them. Members that no public source names are our proposal. */
import { answerStyle, showId, type IdStyle } from './domain/object-id.ts'
import { withoutSecrets } from './domain/custom.ts'
import type { Realm } from './domain/realm.ts'
import type { FolderRow, ObjectRow, RecordRow, UserRow } from './state.ts'

/** A user as whoami shows it. The vendor's sample joins the two names, so neither is ever absent. */
export function userView({ settings }: Realm, user: UserRow) {
  return {
    id: showId(user, answerStyle(settings)),
    login: user.login,
    firstName: user.firstName,
    lastName: user.lastName,
    name: `${user.firstName} ${user.lastName}`.trim() || user.login,
    email: user.email,
    type: 'User',
    directory: user.directory,
    admin: user.roles.includes('System Administrator'),
    auditor: user.roles.includes('Auditor'),
    groups: user.groups,
  }
}

/** A record with its secrets in clear. */
export function unlockedView(realm: Realm, record: RecordRow, asked: IdStyle) {
  return recordView(realm, record, asked, record.custom)
}

/** A record without its secrets. */
export function maskedView(realm: Realm, record: RecordRow, asked: IdStyle) {
  return recordView(realm, record, asked, withoutSecrets(realm, record))
}

export function folderView(realm: Realm, folder: FolderRow, asked: IdStyle) {
  const style = answerStyle(realm.settings, asked)
  return {
    id: showId(folder, style),
    name: folder.name,
    description: folder.description,
    recordType: folderType(realm, style),
    parent: reference(realm, folder.parent, style),
    vault: folder.vault,
  }
}

/** An object as a listing shows it: never with its fields. */
export function listView(realm: Realm, row: ObjectRow, asked: IdStyle) {
  const style = answerStyle(realm.settings, asked)
  return {
    id: showId(row, style),
    name: row.name,
    description: row.description,
    recordType: row.kind === 'folder' ? folderType(realm, style) : recordType(realm, row, style),
  }
}

function recordView(realm: Realm, record: RecordRow, asked: IdStyle, custom: string) {
  const style = answerStyle(realm.settings, asked)
  return {
    id: showId(record, style),
    name: record.name,
    description: record.description,
    recordType: recordType(realm, record, style),
    custom,
    folder: reference(realm, record.parent, style),
    created: record.created,
    updated: record.updated,
    createdBy: record.createdBy,
    updatedBy: record.updatedBy,
  }
}

function recordType({ tables }: Realm, record: RecordRow, style: IdStyle) {
  const type = tables.recordTypes.get(record.type)
  return type ? { id: showId(type, style), name: type.name } : null
}

/** "Folder" is a record type in the product (XTAM record types page). */
function folderType({ tables }: Realm, style: IdStyle) {
  const type = tables.recordTypes.first('name', 'Folder')
  return type ? { id: showId(type, style), name: type.name } : { name: 'Folder' }
}

function reference({ tables }: Realm, id: string | null, style: IdStyle) {
  const row = id === null ? undefined : tables.objects.get(id)
  return row ? { id: showId(row, style), name: row.name } : null
}
