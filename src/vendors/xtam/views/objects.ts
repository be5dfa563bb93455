/** Objects as answers show them. Members that no public source names are our proposal. */
import { answerStyle, showId, type IdStyle } from '../domain/object-id.ts'
import { fieldsOfType } from '../domain/record-types.ts'
import { withoutSecrets } from '../domain/custom.ts'
import type { Realm } from '../domain/world.ts'
import { hasRole } from '../domain/roles.ts'
import type { XtamSettings } from '../settings.ts'
import type { FolderRow, ObjectRow, PermissionRow, RecordRow, RecordTypeRow, UserRow } from '../state.ts'
import { jsonOf } from './json-text.ts'

/** A user as whoami shows it. The vendor's sample joins the two names, so neither is ever absent. */
export function userView(realm: Realm, user: UserRow) {
  return {
    id: showId(user, answerStyle(realm.settings)),
    login: user.login,
    firstName: user.firstName,
    lastName: user.lastName,
    name: `${user.firstName} ${user.lastName}`.trim() || user.login,
    email: user.email,
    type: 'User',
    directory: user.directory,
    admin: hasRole(realm, user, 'System Administrator'),
    auditor: hasRole(realm, user, 'Auditor'),
    groups: user.groups,
  }
}

/** What a record with its secrets was made of, and what it came to. Rows never change: another record is another row. */
interface Unlocked {
  readonly settings: XtamSettings
  readonly asked: IdStyle
  readonly type: RecordTypeRow | undefined
  readonly folder: ObjectRow | undefined
  readonly json: string
}

const unlocked = new WeakMap<RecordRow, Unlocked>()

/** A record with its secrets in clear, as JSON. Secrets are read again and again, so it is made once. */
export function unlockedJson(realm: Realm, record: RecordRow, asked: IdStyle): string {
  const { settings, tables } = realm
  const type = tables.recordTypes.get(record.type)
  const folder = tables.objects.get(record.parent)
  const known = unlocked.get(record)
  if (known?.settings === settings && known.asked === asked && known.type === type && known.folder === folder)
    return known.json
  const json = recordJson(realm, record, asked, record.custom)
  unlocked.set(record, { settings, asked, type, folder, json })
  return json
}

/** An object's id in the form of the settings. */
export function idOf({ settings }: Realm, row: ObjectRow, asked: IdStyle): string | number {
  return showId(row, answerStyle(settings, asked))
}

/** A record without its secrets, as JSON. */
export function maskedJson(realm: Realm, record: RecordRow, asked: IdStyle): string {
  return recordJson(realm, record, asked, withoutSecrets(realm, record))
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

export function recordTypeView(realm: Realm, type: RecordTypeRow, asked: IdStyle) {
  const style = answerStyle(realm.settings, asked)
  const parent = realm.tables.recordTypes.get(type.parentType)
  return {
    id: showId(type, style),
    name: type.name,
    description: type.description,
    sessionManager: type.sessionManager,
    parentType: parent ? { id: showId(parent, style), name: parent.name } : null,
    hidden: type.hidden,
    personalVault: type.personalVault,
    fields: fieldsOfType(realm, type),
  }
}

export function permissionView(realm: Realm, { object, ...rights }: PermissionRow, asked: IdStyle) {
  return { object: reference(realm, object, answerStyle(realm.settings, asked)), ...rights }
}

/** A moment as JSON answers write it. */
export function showTime({ settings }: Realm, time: number): number | string {
  return settings.timeFormat === 'iso' ? new Date(time).toISOString() : time
}

/** Written member by member: `JSON.stringify` takes twice the time for an object like this. */
function recordJson(realm: Realm, record: RecordRow, asked: IdStyle, custom: string): string {
  const style = answerStyle(realm.settings, asked)
  const { objects, recordTypes } = realm.tables
  const { name, description, archived, created, updated, createdBy, updatedBy } = record
  return (
    `{"id":${jsonOf(showId(record, style))},"name":${jsonOf(name)},"description":${jsonOf(description)}` +
    `,"recordType":${referenceJson(recordTypes.get(record.type), style)},"custom":${jsonOf(custom)}` +
    `${archived ? ',"archived":true' : ''},"folder":${referenceJson(objects.get(record.parent), style)}` +
    `,"created":${jsonOf(showTime(realm, created))},"updated":${jsonOf(showTime(realm, updated))}` +
    `,"createdBy":${jsonOf(createdBy)},"updatedBy":${jsonOf(updatedBy)}}`
  )
}

/** By the form of its id, what a row came to as a {@link reference}: many records are of one type, and lie in one folder. */
const references: Readonly<Record<IdStyle, WeakMap<ObjectRow | RecordTypeRow, string>>> = {
  public: new WeakMap(),
  numeric: new WeakMap(),
}

function referenceJson(row: ObjectRow | RecordTypeRow | undefined, style: IdStyle): string {
  if (!row) return 'null'
  let json = references[style].get(row)
  if (json === undefined) {
    json = JSON.stringify({ id: showId(row, style), name: row.name })
    references[style].set(row, json)
  }
  return json
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

/** An object by id and name; nothing when it is gone. */
export function reference({ tables }: Realm, id: string | null, style: IdStyle) {
  const row = id === null ? undefined : tables.objects.get(id)
  return row ? { id: showId(row, style), name: row.name } : null
}
