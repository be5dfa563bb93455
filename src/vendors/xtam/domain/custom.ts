/** The fields of a record: a JSON text that is kept as it came. */
import { XtamError, because } from '../errors.ts'
import type { RecordField, RecordRow } from '../state.ts'
import { appendMembers, cutMembers, membersOf, replaceValues } from './json-members.ts'
import type { Realm } from './world.ts'
import { fieldsOfType } from './record-types.ts'

/** Kinds of fields that only an unlocked record shows. */
const SECURED: ReadonlySet<RecordField['kind']> = new Set(['password', 'secret', 'file'])

/** What stands in place of a secret, as JSON. */
const MASK = '"********"'

export interface StoredFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** Names that mean a secret even where a record type does not say so. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'password',
  'passphrase',
  'secret',
  'cert',
  'certificate',
  'key',
  'privatekey',
  'private key',
  'token',
  'pin',
])

/** Which of a type's fields are secret, by the type's list of them, which is never changed. */
const secrecies = new WeakMap<readonly RecordField[], (name: string) => boolean>()

/** A record's fields with the secured ones left out, or starred, as the settings say; the rest stays as it was sent. */
export function withoutSecrets(realm: Realm, record: RecordRow): string {
  const isSecret = secrecyOf(realm, record)
  return realm.settings.maskStyle === 'omit'
    ? cutMembers(record.custom, isSecret)
    : replaceValues(record.custom, (name) => (isSecret(name) ? MASK : undefined))
}

/**
 * The fields of a record after an update. A secret that was left out, or came back as the stars it was shown as, stays
 * as it is stored (knob `updateOmitted`), so that sending back what record/get gave wipes nothing; an empty text does.
 */
export function mergedCustom(realm: Realm, record: RecordRow, sent: string): string {
  const { updateOmitted } = realm.settings
  if (updateOmitted === 'replace') return sent
  const isSecret = secrecyOf(realm, record)
  const stored = new Map(
    membersOf(record.custom).map(({ name, start, valueStart, end }) => [
      name,
      { member: record.custom.slice(start, end), value: record.custom.slice(valueStart, end) },
    ]),
  )
  const names = new Set<string>()
  const unchanged = new Map<string, string>()
  for (const { name, valueStart, end } of membersOf(sent)) {
    names.add(name)
    const kept = stored.get(name)
    if (kept && sent.slice(valueStart, end) === MASK && isSecret(name)) unchanged.set(name, kept.value)
  }
  const merged = unchanged.size === 0 ? sent : replaceValues(sent, (name) => unchanged.get(name))
  const missing = [...stored]
    .filter(([name]) => !names.has(name) && (updateOmitted === 'keepAll' || isSecret(name)))
    .map(([, { member }]) => member)
  return missing.length === 0 ? merged : appendMembers(merged, missing)
}

/** The values of a record's secured fields. */
export function securedFieldsOf(realm: Pick<Realm, 'tables'>, record: RecordRow): unknown[] {
  const isSecret = secrecyOf(realm, record)
  return Object.entries(fieldsOf(record)).flatMap(([name, value]) => (isSecret(name) ? [value] : []))
}

function secrecyOf(realm: Pick<Realm, 'tables'>, record: RecordRow): (name: string) => boolean {
  const type = realm.tables.recordTypes.get(record.type)
  if (!type) return hasSecretName
  const fields = fieldsOfType(realm, type)
  let isSecret = secrecies.get(fields)
  if (!isSecret) {
    const secured = new Set(fields.filter(({ kind }) => SECURED.has(kind)).map(({ name }) => name))
    isSecret = (name) => secured.has(name) || hasSecretName(name)
    secrecies.set(fields, isSecret)
  }
  return isSecret
}

function hasSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.toLowerCase())
}

/** One field's value. @throws XtamError when the record has no such field */
export function fieldOf(record: RecordRow, name: string): unknown {
  const fields = fieldsOf(record)
  if (Object.hasOwn(fields, name)) return fields[name]
  const message = `Record ${record.id} has the fields ${Object.keys(fields).join(', ')}; "${name}" is none of them.`
  throw new XtamError(
    'unknown-object',
    because('field.not-found', message, 'XTAM Shell samples, retrieve a field'),
  )
}

/**
 * The file in a field. The client OnyxCorpInt/xtamtmpl reads such fields as `{"Data": "data:<type>;base64,…"}`, where
 * the type may be missing.
 */
export function fileOf(record: RecordRow, name: string): StoredFile {
  const value = fieldOf(record, name)
  const { Data, Filename } = (typeof value === 'object' ? (value ?? {}) : {}) as {
    Data?: unknown
    Filename?: unknown
  }
  const [, type, base64] = /^data:([^;]*);base64,(.*)$/s.exec(typeof Data === 'string' ? Data : '') ?? []
  if (base64 === undefined) {
    const message = `The field "${name}" of record ${record.id} holds no file.`
    throw new XtamError(
      'unknown-object',
      because('field.no-file', message, 'XTAM Shell samples, download a file'),
    )
  }
  return {
    name: typeof Filename === 'string' ? Filename : name,
    type: type === undefined || type === '' ? 'application/octet-stream' : type,
    bytes: Buffer.from(base64, 'base64'),
  }
}

/** All fields of a record by name. */
export function fieldsOf(record: RecordRow): Record<string, unknown> {
  return JSON.parse(record.custom) as Record<string, unknown>
}
