/** Record types have the fields of their parents, and their own (XTAM record types page). */
import type { RecordField, RecordTypeRow } from '../state.ts'
import type { Realm } from './world.ts'

/** More parents than any type has: state that was patched into a circle must not hold a request for ever. */
const DEEPEST = 20

/** All fields, those of the farthest parent first; a field of its own stands in place of a parent's of that name. */
export function fieldsOfType({ tables }: Pick<Realm, 'tables'>, type: RecordTypeRow): readonly RecordField[] {
  if (type.parentType === '') return type.fields
  const lineage: RecordTypeRow[] = []
  for (let at: RecordTypeRow | undefined = type; at && lineage.length < DEEPEST;) {
    lineage.unshift(at)
    at = tables.recordTypes.get(at.parentType)
  }
  const fields = new Map(lineage.flatMap((one) => one.fields).map((field) => [field.name, field]))
  return [...fields.values()]
}
