/** Folders, records and record types: finding, listing and creating them. */
import { XtamError, because } from '../errors.ts'
import { compareNames, foldersIn } from '../orders.ts'
import { ROOT } from '../state.ts'
import type { FolderRow, ObjectRow, RecordRow, RecordTypeRow, UserRow } from '../state.ts'
import { newIdentity, readObjectId, type AskedId, type IdStyle } from './object-id.ts'
import { walkAtLeisure, type Breath } from './leisure.ts'
import { viewer } from './permissions.ts'
import type { Realm } from './world.ts'

const IDS = 'XTAM API samples: a function ends with the ids of the objects it is about'

/** An object, and the form of the id it was asked for by. */
export interface Found<Row> {
  readonly row: Row
  readonly asked: IdStyle
}

/** A record that is in use. @throws XtamError for one that was archived too */
export function findRecord(realm: Realm, id: string): Found<RecordRow> {
  const found = findAnyRecord(realm, id)
  if (!found.row.archived) return found
  throw unknown(
    'record.archived',
    `Record "${id}" ("${found.row.name}") was archived; restore it with POST /rest/record/restore/${id}.`,
  )
}

/** A record, archived or not. */
export function findAnyRecord(realm: Realm, id: string): Found<RecordRow> {
  const found = findObject(realm, id)
  if (isRecord(found)) return found
  throw wrongKind('record.is-a-folder', `"${id}" is the folder "${found.row.name}"; give a record's id.`)
}

export function findFolder(realm: Realm, id: string): Found<FolderRow> {
  const found = findObject(realm, id)
  if (isFolder(found)) return found
  throw wrongKind('folder.is-a-record', `"${id}" is the record "${found.row.name}"; give a folder's id.`)
}

export function findRecordType(realm: Realm, id: string): Found<RecordTypeRow> {
  const asked = askedId(realm, id)
  const { recordTypes } = realm.tables
  const row =
    asked.style === 'public' ? recordTypes.get(asked.value) : recordTypes.first('number', asked.value)
  if (row) return { row, asked: asked.style }
  throw unknown('record-type.not-found', `There is no record type "${id}".`)
}

/** What lies in a folder and the user may see, in the order of the settings. */
export function* listFolder(realm: Realm, user: UserRow, folder: FolderRow): IterableIterator<ObjectRow> {
  const { listOrder, listLimit } = realm.settings
  const isSeen = viewer(realm, user)
  let given = 0
  for (const row of listOrder === 'created' ? contentByAge(realm, folder) : contentByName(realm, folder)) {
    if (!isSeen(row)) continue
    yield row
    if (++given === listLimit) return
  }
}

/** What lies in a folder, links to records elsewhere included, archived records left out. */
function contentByAge(realm: Realm, folder: FolderRow): ObjectRow[] {
  const rows = [...realm.tables.objects.find('parent', folder.id), ...linkedInto(realm, folder)]
  return rows.filter((row) => row.kind === 'folder' || !row.archived).toSorted((a, b) => a.number - b.number)
}

/** The same: folders first, and each kind by name. */
function* contentByName(realm: Realm, folder: FolderRow): IterableIterator<ObjectRow> {
  const { objects } = realm.tables
  yield* objects.walk('name', { group: foldersIn(folder.id) })
  const records = objects.walk('name', { group: folder.id })
  const linked = linkedInto(realm, folder).filter(({ archived }) => !archived)
  yield* linked.length === 0 ? records : [...records, ...linked].toSorted(compareNames)
}

function linkedInto({ tables: { objects, links } }: Realm, { id }: FolderRow): RecordRow[] {
  const rows: RecordRow[] = []
  for (const { record } of links.find('folder', id)) {
    const row = objects.get(record)
    if (row?.kind === 'record' && row.parent !== id) rows.push(row)
  }
  return rows
}

/** Objects of a group, by name. */
export function groupByName({ tables }: Realm, group: string): Iterable<ObjectRow | Breath> {
  return walkAtLeisure(tables.objects, 'name', (row) => ({ amount: row, key: row.id }), { group })
}

export interface NewObject {
  readonly name: string
  readonly description: string
}

export type FolderChange = Partial<Pick<FolderRow, 'name' | 'description'>>

export function changeFolder(
  realm: Realm,
  user: UserRow,
  folder: FolderRow,
  change: FolderChange,
): FolderRow {
  const row: FolderRow = { ...folder, ...change, updated: realm.clock.now(), updatedBy: user.login }
  realm.update(() => realm.tables.objects.put(row.id, row))
  return row
}

export function createFolder(realm: Realm, user: UserRow, parent: FolderRow, wanted: NewObject): FolderRow {
  return realm.update(() => {
    const { id, number } = newIdentity(realm)
    const [now, { login }] = [realm.clock.now(), user]
    const row: FolderRow = {
      kind: 'folder',
      id,
      number,
      name: wanted.name,
      description: wanted.description,
      parent: parent.id,
      inherits: true,
      created: now,
      updated: now,
      createdBy: login,
      updatedBy: login,
      vault: false,
    }
    realm.tables.objects.put(id, row)
    return row
  })
}

export function createRecord(
  realm: Realm,
  user: UserRow,
  folder: FolderRow,
  type: RecordTypeRow,
  { name, description, custom }: NewObject & { readonly custom: string },
): RecordRow {
  return realm.update(() => {
    const { id, number } = newIdentity(realm)
    const [now, { login }] = [realm.clock.now(), user]
    const row: RecordRow = {
      kind: 'record',
      id,
      number,
      name,
      description,
      parent: folder.id,
      inherits: true,
      created: now,
      updated: now,
      createdBy: login,
      updatedBy: login,
      type: type.id,
      custom,
      archived: false,
    }
    realm.tables.objects.put(id, row)
    return row
  })
}

export type RecordChange = Partial<Pick<RecordRow, 'name' | 'description' | 'custom' | 'parent' | 'archived'>>

export function changeRecord(
  realm: Realm,
  user: Pick<UserRow, 'login'>,
  record: RecordRow,
  change: RecordChange,
): RecordRow {
  const row: RecordRow = { ...record, ...change, updated: realm.clock.now(), updatedBy: user.login }
  realm.update(() => realm.tables.objects.put(row.id, row))
  return row
}

/** The folder that all others lie in. */
export function rootFolder({ tables }: Realm): FolderRow {
  const row = tables.objects.first('parent', ROOT)
  if (row?.kind === 'folder') return row
  throw unknown('folder.no-root', 'There is no root folder in this workspace; its fixtures hold none.')
}

export function typeOfRecord({ tables }: Realm, record: RecordRow): RecordTypeRow {
  return tables.recordTypes.get(record.type)!
}

/** Any object, folder or record. */
export function findObject(realm: Realm, id: string): Found<ObjectRow> {
  const asked = askedId(realm, id)
  const { objects } = realm.tables
  const row = asked.style === 'public' ? objects.get(asked.value) : objects.first('number', asked.value)
  if (row) return { row, asked: asked.style }
  throw unknown('object.not-found', `There is no object "${id}" in this workspace.`)
}

function askedId({ settings }: Realm, id: string): AskedId {
  const asked = readObjectId(id, settings)
  if (asked) return asked
  throw new XtamError(
    'malformed-id',
    because(
      'id.malformed',
      `"${id}" is no object id: expected "i-" and up to 11 letters and digits${settings.acceptNumeric ? ', or a number' : ''}.`,
      IDS,
    ),
    { text: 'notFound' },
  )
}

function unknown(rule: string, message: string): XtamError {
  return new XtamError('unknown-object', because(rule, message, IDS), { text: 'notFound' })
}

function wrongKind(rule: string, message: string): XtamError {
  return new XtamError('wrong-kind', because(rule, message, IDS), { text: 'notFound' })
}

function isRecord(found: Found<ObjectRow>): found is Found<RecordRow> {
  return found.row.kind === 'record'
}

function isFolder(found: Found<ObjectRow>): found is Found<FolderRow> {
  return found.row.kind === 'folder'
}
