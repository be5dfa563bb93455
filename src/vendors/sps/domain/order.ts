/** The order of a collection's members, in what is committed and in a session's draft of it. */
import { isDeepStrictEqual } from 'node:util'
import type { Tables } from '../state.ts'

/** The configuration as a session sees it, and as it is committed; the same tables without a transaction. */
export interface View {
  readonly tables: Tables
  readonly committed: Tables
}

/** Keys of a collection's members in their order: the session's own changes, brought in line with what others committed. */
export function orderOf({ tables, committed }: View, collection: string): readonly string[] {
  const row = tables.orders.get(collection)
  if (!row) return []
  const current = committed.orders.get(collection)?.keys ?? []
  if (row.base === undefined || row.base === current) return row.keys
  return mergeKeys(row.base, row.keys, current) ?? row.keys
}

/** Notes a new order in a draft, beside the committed one that it was made from. */
export function putOrder({ tables, committed }: View, collection: string, keys: readonly string[]): void {
  tables.orders.put(collection, { keys, base: committed.orders.get(collection)?.keys ?? [] })
}

/** Additions and removals of both sides; a new order of one side. `undefined` when both put the same members in new orders. */
export function mergeKeys(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): string[] | undefined {
  const [inBase, inOurs, inTheirs] = [new Set(base), new Set(ours), new Set(theirs)]
  const isMoved = (keys: readonly string[], has: ReadonlySet<string>): boolean =>
    !isDeepStrictEqual(
      keys.filter((key) => inBase.has(key)),
      base.filter((key) => has.has(key)),
    )
  const weMoved = isMoved(ours, inOurs)
  if (weMoved && isMoved(theirs, inTheirs) && !isDeepStrictEqual(ours, theirs)) return undefined
  const [leading, other, has] = weMoved ? [ours, theirs, inTheirs] : [theirs, ours, inOurs]
  const kept = leading.filter((key) => has.has(key) || !inBase.has(key))
  return [...new Set([...kept, ...other.filter((key) => !inBase.has(key))])]
}
