/** The fields of a record: a JSON text that is kept as it came. */
import { XtamError, because } from '../errors.ts'
import type { RecordField, RecordRow } from '../state.ts'
import { cutMembers, replaceValues } from './json-members.ts'
import type { Realm } from './realm.ts'

/** Kinds of fields that only an unlocked record shows. */
const SECURED: ReadonlySet<RecordField['kind']> = new Set(['password', 'secret', 'file'])

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

/** A record's fields with the secured ones left out, or starred, as the settings say; the rest stays as it was sent. */
export function withoutSecrets({ tables, settings }: Realm, record: RecordRow): string {
  const fields = tables.recordTypes.get(record.type)?.fields ?? []
  const secured = new Set(fields.filter(({ kind }) => SECURED.has(kind)).map(({ name }) => name))
  const isSecret = (name: string): boolean => secured.has(name) || SECRET_NAMES.has(name.toLowerCase())
  return settings.maskStyle === 'omit'
    ? cutMembers(record.custom, isSecret)
    : replaceValues(record.custom, isSecret, '"********"')
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

function fieldsOf(record: RecordRow): Record<string, unknown> {
  return JSON.parse(record.custom) as Record<string, unknown>
}
