/**
 * The order of a collection's members. Each has a rank, and new ones get the next, so that an addition touches no other
 * member; a list is kept only where somebody put the members in an order of their own.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Walk } from '../../../kernel/store/ordered-index.ts'
import { rankOf, type NodeRow, type Tables } from '../state.ts'

/** The configuration as a session sees it, and as it is committed; the same tables without a transaction. */
export interface View {
  readonly tables: Tables
  readonly committed: Tables
}

/** Keys of a member's siblings. */
export interface Siblings {
  readonly first: string | undefined
  readonly last: string | undefined
  readonly next: string | undefined
  readonly previous: string | undefined
}

/** Keys of a collection's members in their order. Costs what the collection holds. */
export function orderOf(tables: Tables, collection: string): readonly string[] {
  const members = tables.nodes.walk('place', { group: collection })
  const keys = Array.from(members, ({ path }) => path.slice(collection.length + 1))
  const order = tables.orders.get(collection)
  if (!order) return keys
  const left = new Set(keys)
  const listed = order.keys.filter((key) => left.delete(key))
  return [...listed, ...left]
}

/** Finds siblings: by rank, or in the list of a collection that somebody put in order, which is made once. */
export class SiblingFinder {
  readonly #known = new WeakMap<object, { readonly from: readonly unknown[]; readonly list: SiblingList }>()

  of(view: View, collection: string, row: NodeRow): Siblings {
    if (!view.tables.orders.has(collection)) return siblingsByRank(view.tables, collection, row)
    return this.#listOf(view, collection).of(row.path.slice(collection.length + 1))
  }

  /** The same list as before for as long as nothing was added, taken away or moved. */
  #listOf({ tables, committed }: View, collection: string): SiblingList {
    const order = tables.orders.get(collection)!
    const from = [
      tables.tails.get(collection),
      committed.tails.get(collection),
      committed.orders.get(collection),
    ]
    const known = this.#known.get(order)
    if (known?.from.every((one, at) => one === from[at])) return known.list
    const list = new SiblingList(orderOf(tables, collection))
    this.#known.set(order, { from, list })
    return list
  }
}

class SiblingList {
  readonly #keys: readonly string[]
  readonly #positions: ReadonlyMap<string, number>

  constructor(keys: readonly string[]) {
    this.#keys = keys
    this.#positions = new Map(keys.map((key, at) => [key, at]))
  }

  of(key: string): Siblings {
    const keys = this.#keys
    const at = this.#positions.get(key) ?? 0
    return { first: keys[0], last: keys.at(-1), next: keys[at + 1], previous: keys[at - 1] }
  }
}

function siblingsByRank({ nodes }: Tables, group: string, row: NodeRow): Siblings {
  const find = (walk: Walk): string | undefined => {
    for (const { path } of nodes.walk('place', { group, ...walk })) return path.slice(group.length + 1)
    return undefined
  }
  const after = { amount: rankOf(row) ?? 0, key: row.path }
  return {
    first: find({}),
    last: find({ descending: true }),
    next: find({ after }),
    previous: find({ after, descending: true }),
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
