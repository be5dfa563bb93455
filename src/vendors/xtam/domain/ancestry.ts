/** The way from an object up to the root. */
import type { ObjectRow } from '../state.ts'
import type { Realm } from './world.ts'

/** More folders than any tree is deep: state that was patched into a circle must not hold a request for ever. */
export const DEEPEST = 100

/** Finds the first of an object and those above it for which `look` gives something. */
export function nearest<Found>(
  tables: Realm['tables'],
  object: ObjectRow,
  look: (at: ObjectRow) => Found | undefined,
): Found | undefined {
  let at: ObjectRow | undefined = object
  for (let depth = 0; at && depth < DEEPEST; depth++) {
    const found = look(at)
    if (found !== undefined) return found
    at = at.parent === null ? undefined : tables.objects.get(at.parent)
  }
  return undefined
}
