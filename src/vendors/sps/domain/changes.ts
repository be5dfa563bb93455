/** The change log of a transaction, worked out from its draft (guide, "Reviewing the changelog of a transaction"). */
import { isDeepStrictEqual } from 'node:util'
import type { Draft, DraftChange } from '../../../kernel/store/world.ts'
import type { ApiKeyRow, NodeRow, OrderRow } from '../state.ts'

export type ChangeEntry =
  | { readonly type: 'create'; readonly path: string; readonly new_value: unknown }
  | { readonly type: 'delete'; readonly path: string; readonly old_value: unknown }
  | {
      readonly type: 'replace'
      readonly path: string
      readonly old_value: unknown
      readonly new_value: unknown
    }
  | {
      readonly type: 'reorder'
      readonly path: string
      readonly old_order: readonly string[]
      readonly new_order: readonly string[]
    }

/** What a draft changes, in the order of first change, without what was changed back. */
export function changesOf(draft: Draft): ChangeEntry[] {
  return draft
    .changes()
    .map((change) => (change.table === 'sps.orders' ? reorderOf(change) : entryOf(change)))
    .filter((entry) => entry !== undefined)
}

/** The path that a client knows a changed row by. */
export function pathOfChange({ table, key }: Pick<DraftChange, 'table' | 'key'>): string {
  return table === 'sps.apiKeys' ? `/api/user/api_keys/${key}` : `/api/configuration/${key}`
}

function entryOf(change: DraftChange): ChangeEntry | undefined {
  const path = pathOfChange(change)
  const [before, after] = [valueOf(change, change.base), valueOf(change, change.mine)]
  if (isDeepStrictEqual(change.base, change.mine)) return undefined
  if (change.base === undefined) return { type: 'create', path, new_value: after }
  if (change.mine === undefined) return { type: 'delete', path, old_value: before }
  return { type: 'replace', path, old_value: before, new_value: after }
}

/** A collection's order counts as changed when members that stay changed places. */
function reorderOf(change: DraftChange): ChangeEntry | undefined {
  const { keys: after = [], base: before = after } = (change.mine ?? {}) as Partial<OrderRow>
  const stayed = before.filter((key) => after.includes(key))
  if (
    isDeepStrictEqual(
      stayed,
      after.filter((key) => before.includes(key)),
    )
  )
    return undefined
  return { type: 'reorder', path: pathOfChange(change), old_order: before, new_order: after }
}

function valueOf({ table }: DraftChange, row: unknown): unknown {
  if (row === undefined) return undefined
  if (table !== 'sps.apiKeys') return (row as NodeRow).body
  const { name, user, loginMethod } = row as ApiKeyRow
  return { login_method: loginMethod, name, username: user }
}
