/**
 * The order of a collection's members. What the fixtures, or somebody, put in order is kept as a list; whoever is added
 * later follows by rank, so that an addition touches neither that list nor the other members.
 */
import { isDeepStrictEqual } from 'node:util'
import type { NodeRow, Tables } from '../state.ts'

/** The configuration as a session sees it, and as it is committed; the same tables without a transaction. */
export interface View {
  readonly tables: Tables
  readonly committed: Tables
}

/** Keys of a collection's members in their order. Costs what the collection holds. */
export function orderOf(tables: Tables, collection: string): readonly string[] {
  const start = collection.length + 1
  const left = new Map(
    [...tables.nodes.find('member', collection)].map((row) => [row.path.slice(start), row]),
  )
  const listed = (tables.orders.get(collection)?.keys ?? []).filter((key) => left.delete(key))
  const added = [...left].sort(([a, one], [b, other]) => rankOf(one) - rankOf(other) || (a < b ? -1 : 1))
  return [...listed, ...added.map(([key]) => key)]
}

/** Remembers orders for as long as nothing is added, taken away or moved. */
export class KnownOrders {
  readonly #known = new WeakMap<
    object,
    { readonly from: readonly unknown[]; readonly keys: readonly string[] }
  >()

  /** The same array as before while the order is the same. */
  of({ tables, committed }: View, collection: string): readonly string[] {
    const [tail, order] = [tables.tails.get(collection), tables.orders.get(collection)]
    const from = [tail, order, committed.tails.get(collection), committed.orders.get(collection)]
    const last = tail ?? order
    if (!last) return orderOf(tables, collection)
    const known = this.#known.get(last)
    if (known?.from.every((one, at) => one === from[at])) return known.keys
    const keys = orderOf(tables, collection)
    this.#known.set(last, { from, keys })
    return keys
  }
}

/** Puts a new member at the end of its collection. */
export function addMember(tables: Tables, collection: string, row: NodeRow): void {
  const rank = nextRank(tables, collection)
  tables.nodes.put(row.path, { ...row, rank })
  tables.tails.put(collection, { next: rank + 1 })
}

/** Takes a member out of its collection. */
export function dropMember(tables: Tables, collection: string, path: string): void {
  tables.nodes.delete(path)
  tables.tails.put(collection, { next: nextRank(tables, collection) })
}

/** Notes a new order in a draft, beside the committed one that it was made from. */
export function putOrder({ tables, committed }: View, collection: string, keys: readonly string[]): void {
  tables.orders.put(collection, { keys, base: orderOf(committed, collection) })
}

/** The rank that the next new member of a collection gets. */
export function nextRank(tables: Tables, collection: string): number {
  return tables.tails.get(collection)?.next ?? 0
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

/** What came by a state patch has no rank and stands last. */
function rankOf({ rank = Number.MAX_SAFE_INTEGER }: NodeRow): number {
  return rank
}
