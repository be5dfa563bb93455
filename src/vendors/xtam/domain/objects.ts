/** Folders, records and record types: finding, listing and creating them. */
import { XtamError, because } from '../errors.ts'
import { ROOT, permissionKey } from '../state.ts'
import type { FolderRow, ObjectRow, RecordRow, RecordTypeRow, UserRow } from '../state.ts'
import { newPublicId, readObjectId, type AskedId, type IdStyle } from './object-id.ts'
import { mayView } from './permissions.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './realm.ts'

const IDS = 'XTAM API samples: a function ends with the ids of the objects it is about'

/** An object, and the form of the id it was asked for by. */
export interface Found<Row> {
  readonly row: Row
  readonly asked: IdStyle
}

export function findRecord(realm: Realm, id: string): Found<RecordRow> {
  const { row, asked } = findObject(realm, id)
  if (row.kind === 'record') return { row, asked }
  throw wrongKind('record.is-a-folder', `"${id}" is the folder "${row.name}"; give a record's id.`)
}

export function findFolder(realm: Realm, id: string): Found<FolderRow> {
  const { row, asked } = findObject(realm, id)
  if (row.kind === 'folder') return { row, asked }
  throw wrongKind('folder.is-a-record', `"${id}" is the record "${row.name}"; give a folder's id.`)
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
export function listFolder(realm: Realm, user: UserRow, folder: FolderRow): ObjectRow[] {
  const rows = [...realm.tables.objects.find('parent', folder.id)].filter((row) => mayView(realm, user, row))
  const { listOrder, listLimit } = realm.settings
  const sorted =
    listOrder === 'created'
      ? rows.toSorted((a, b) => a.number - b.number)
      : rows.toSorted(
          (a, b) => kindOrder(a) - kindOrder(b) || a.name.localeCompare(b.name, 'en') || a.number - b.number,
        )
  return listLimit === 0 ? sorted : sorted.slice(0, listLimit)
}

/** A name as its new owner wants it. @throws XtamError when it is missing or too long */
export function checkName({ settings }: Realm, name: string | undefined): string {
  if (name === undefined || name.trim() === '') {
    throw new XtamError(
      'invalid-input',
      because(
        'name.missing',
        'A "name" was expected and none, or an empty one, came.',
        'XTAM API samples: every object is created with a name',
      ),
      { text: 'nameMissing' },
    )
  }
  if (name.length <= settings.maxName) return name
  throw new XtamError(
    'invalid-input',
    because(
      'name.too-long',
      `A name has at most ${settings.maxName} characters (knob xtam.maxName); ${name.length} came.`,
      'our reading, not documented',
    ),
    { text: 'nameTooLong' },
  )
}

/** The JSON text of a record's fields. @throws XtamError when it is not the text of a JSON object, or lacks a field */
export function checkCustom({ settings }: Realm, type: RecordTypeRow, custom: string): string {
  const text = custom.trim() === '' ? '{}' : custom
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which holds secrets.
    throw customMalformed('what came is no JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw customMalformed(
      `what came is ${Array.isArray(value) ? 'an array' : `a JSON ${value === null ? 'null' : typeof value}`}`,
    )
  }
  const missing = settings.strictFields
    ? type.fields.find(({ name }) => !Object.hasOwn(value, name))
    : undefined
  if (missing)
    throw customMalformed(`the field "${missing.name}" of "${type.name}" is missing (knob xtam.strictFields)`)
  return text
}

export interface NewObject {
  readonly name: string
  readonly description: string
}

export function createFolder(realm: Realm, user: UserRow, parent: FolderRow, wanted: NewObject): FolderRow {
  return realm.update(() => {
    const row: FolderRow = { kind: 'folder', ...newTreeRow(realm, user, parent, wanted), vault: false }
    realm.tables.objects.put(row.id, row)
    return row
  })
}

export function createRecord(
  realm: Realm,
  user: UserRow,
  folder: FolderRow,
  type: RecordTypeRow,
  { custom, ...wanted }: NewObject & { readonly custom: string },
): RecordRow {
  return realm.update(() => {
    const row: RecordRow = {
      kind: 'record',
      ...newTreeRow(realm, user, folder, wanted),
      type: type.id,
      custom,
    }
    realm.tables.objects.put(row.id, row)
    return row
  })
}

export type RecordChange = Partial<Pick<RecordRow, 'name' | 'description' | 'custom' | 'parent'>>

export function changeRecord(
  realm: Realm,
  user: UserRow,
  record: RecordRow,
  change: RecordChange,
): RecordRow {
  const row: RecordRow = { ...record, ...change, updated: realm.clock.now(), updatedBy: user.login }
  realm.update(() => realm.tables.objects.put(row.id, row))
  return row
}

/** Deletes a record together with its own permissions. */
export function deleteRecord({ tables, update }: Realm, record: RecordRow): void {
  update(() => {
    for (const { object, principal } of tables.permissions.find('object', record.id))
      tables.permissions.delete(permissionKey(object, principal))
    tables.objects.delete(record.id)
  })
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

function customMalformed(what: string): XtamError {
  return new XtamError(
    'invalid-input',
    because(
      'custom.malformed',
      `"custom" must be the text of a JSON object with the record's fields; ${what}.`,
      'XTAM API Python example: custom',
    ),
    { text: 'customMalformed' },
  )
}

function newTreeRow(realm: Realm, user: UserRow, parent: FolderRow, { name, description }: NewObject) {
  const now = realm.clock.now()
  const number = nextNumber(realm, 'objects')
  let id = newPublicId(realm.ids)
  while (realm.tables.objects.has(id)) id = newPublicId(realm.ids)
  return {
    id,
    number,
    name,
    description,
    parent: parent.id,
    inherits: true,
    created: now,
    updated: now,
    createdBy: user.login,
    updatedBy: user.login,
  }
}

function kindOrder({ kind }: ObjectRow): number {
  return kind === 'folder' ? 0 : 1
}
