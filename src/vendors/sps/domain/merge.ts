/**
 * The merge at commit: three ways, object by object. What the session changed and what the world changed since may
 * differ in different objects, never in the same one (guide, "Commit a transaction"; the unit of merging is our reading).
 */
import { isDeepStrictEqual } from 'node:util'
import type { Draft, DraftChange } from '../../../kernel/store/world.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type NodeRow, type OrderRow, type Tables } from '../state.ts'
import { pathOfChange } from './changes.ts'
import { mergeKeys, nextRank, orderOf } from './order.ts'

const NODES = 'sps.nodes'
const ORDERS = 'sps.orders'
const TAILS = 'sps.tails'

/** Brings a draft in line with what has been committed since. @returns its changes @throws SpsError `merge-conflict` */
export function reconcile(draft: Draft, committed: Tables): readonly DraftChange[] {
  const conflicts: string[] = []
  const changes = draft.changes()
  let isAltered = false
  for (const change of changes) {
    if (change.table === TAILS) continue
    if (change.table === ORDERS) {
      isAltered = true
      if (!mergeOrders(draft, change, committed)) conflicts.push(pathOfChange(change))
      continue
    }
    if (same(change.current, change.base)) continue
    isAltered = true
    if (same(change.mine, change.base) || same(change.mine, change.current)) follow(draft, change)
    else conflicts.push(pathOfChange(change))
  }
  if (conflicts.length > 0) throw mergeConflict(conflicts, 'changed by somebody else too')
  const isQueued = queueUp(draft, changes, committed)
  return isAltered || isQueued ? draft.changes() : changes
}

/** Whether a reconciled draft's changes are anything that a client could see. */
export function changesAnything(draft: Draft, changes: readonly DraftChange[], committed: Tables): boolean {
  return changes.some(({ table, key, mine, current }) => {
    if (table === TAILS) return false
    if (table !== ORDERS) return !same(mine, current)
    return !same(orderOf(draft.open(spsSlice), key), orderOf(committed, key))
  })
}

export function mergeConflict(paths: readonly string[], what: string): SpsError {
  const unique = [...new Set(paths)].sort()
  return new SpsError(
    'merge-conflict',
    {
      rule: 'sps.transaction.conflict',
      message: `Since the transaction was opened these were ${what}: ${unique.join(', ')}; drop it with DELETE /api/transaction, read again and repeat the change.`,
      source: 'SPS REST API Reference Guide, "Commit a transaction"',
    },
    { paths: unique },
  )
}

function follow(draft: Draft, { table, key, current }: DraftChange): void {
  if (current === undefined) draft.table(table).delete(key)
  else draft.table(table).put(key, current)
}

/** @returns whether both sides' changes of a collection's order go together */
function mergeOrders(draft: Draft, { key, mine }: DraftChange, committed: Tables): boolean {
  const { keys = [], base = keys } = (mine ?? {}) as Partial<OrderRow>
  const merged = mergeKeys(base, keys, orderOf(committed, key))
  if (merged) draft.open(spsSlice).orders.put(key, { keys: merged })
  return merged !== undefined
}

/** New members come after those that others added first. @returns whether there were such */
function queueUp(draft: Draft, changes: readonly DraftChange[], committed: Tables): boolean {
  const ends = changes.filter(({ table, base, current }) => table === TAILS && base !== current)
  if (ends.length === 0) return false
  const { nodes, tails } = draft.open(spsSlice)
  const next = new Map(ends.map(({ key }) => [key, nextRank(committed, key)]))
  const added = changes
    .filter(({ table, base }) => table === NODES && base === undefined)
    .map(({ mine }) => mine as NodeRow | undefined)
    .filter((row) => row !== undefined && row.rank !== undefined)
    .sort((a, b) => a!.rank! - b!.rank!)
  for (const row of added) {
    const rank = row!.collection === null ? undefined : next.get(row!.collection)
    if (rank === undefined) continue
    nodes.put(row!.path, { ...row!, rank })
    next.set(row!.collection!, rank + 1)
  }
  for (const [collection, rank] of next) tails.put(collection, { next: rank })
  return true
}

function same(one: unknown, other: unknown): boolean {
  return one === other || isDeepStrictEqual(one, other)
}
