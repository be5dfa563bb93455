/**
 * The merge at commit: three ways, object by object. What the session changed and what the world changed since may
 * differ in different objects, never in the same one (guide, "Commit a transaction"; the unit of merging is our reading).
 */
import { isDeepStrictEqual } from 'node:util'
import type { Draft, DraftChange } from '../../../kernel/store/world.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type OrderRow } from '../state.ts'
import { pathOfChange } from './changes.ts'
import { mergeKeys } from './order.ts'

const ORDERS = 'sps.orders'

/** Brings a draft in line with what has been committed since. @throws SpsError `merge-conflict` */
export function reconcile(draft: Draft): void {
  const conflicts: string[] = []
  for (const change of draft.changes()) {
    if (change.table === ORDERS) {
      if (!mergeOrders(draft, change)) conflicts.push(pathOfChange(change))
      continue
    }
    if (same(change.current, change.base)) continue
    if (same(change.mine, change.base) || same(change.mine, change.current)) follow(draft, change)
    else conflicts.push(pathOfChange(change))
  }
  if (conflicts.length > 0) throw mergeConflict(conflicts, 'changed by somebody else too')
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

/** @returns whether both sides' changes of a collection go together */
function mergeOrders(draft: Draft, { key, mine, current }: DraftChange): boolean {
  const { keys = [], base = keys } = (mine ?? {}) as Partial<OrderRow>
  const merged = mergeKeys(base, keys, (current as OrderRow | undefined)?.keys ?? [])
  if (merged) draft.open(spsSlice).orders.put(key, { keys: merged })
  return merged !== undefined
}

function same(one: unknown, other: unknown): boolean {
  return one === other || isDeepStrictEqual(one, other)
}
