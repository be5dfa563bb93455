/** The fields of a record: a JSON text that is kept as it came. */
import type { RecordField, RecordRow } from '../state.ts'
import type { Realm } from './realm.ts'

/** Kinds of fields that only an unlocked record shows. */
const SECURED: ReadonlySet<RecordField['kind']> = new Set(['password', 'secret', 'file'])

/** A record's fields with the secured ones left out, or starred, as the settings say. */
export function withoutSecrets({ tables, settings }: Realm, record: RecordRow): string {
  const fields = tables.recordTypes.get(record.type)?.fields ?? []
  const secured = new Set(fields.filter(({ kind }) => SECURED.has(kind)).map(({ name }) => name))
  const members = Object.entries(JSON.parse(record.custom) as Record<string, unknown>)
  return JSON.stringify(
    Object.fromEntries(
      settings.maskStyle === 'omit'
        ? members.filter(([name]) => !secured.has(name))
        : members.map(([name, value]) => [name, secured.has(name) ? '********' : value]),
    ),
  )
}
