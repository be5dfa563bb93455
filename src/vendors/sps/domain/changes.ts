/** The change log of a transaction, worked out from its draft (guide, "Reviewing the changelog of a transaction"). */
import { isDeepStrictEqual } from 'node:util'
import type { Draft, DraftChange } from '../../../kernel/store/world.ts'
import type { Granularity, Profile } from '../profiles.ts'
import { isReference } from '../references.ts'
import { spsSlice, type ApiKeyRow, type ClusterNodeRow, type NodeRow, type OrderRow } from '../state.ts'
import { shownAt } from '../tree/index.ts'
import { orderOf } from './order.ts'
import { withShownNames } from './parse.ts'

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

/** How the changes are told. */
export interface Telling {
  readonly granularity: Granularity
  readonly profile: Profile
}

interface ShownTable {
  path(key: string): string
  value(row: unknown, profile: Profile): unknown
}

/** Where a table's rows are known to clients, and what of a row they know. A table that is not here is our bookkeeping. */
const SHOWN: Readonly<Record<string, ShownTable>> = {
  'sps.nodes': {
    path: (key) => `/api/configuration/${key}`,
    value: (row, profile) => {
      const { path, collection, body } = row as NodeRow
      const shown = shownAt(profile, collection ?? path)
      return shown ? withShownNames(shown.node, body, { profile }) : body
    },
  },
  'sps.apiKeys': {
    path: (key) => `/api/user/api_keys/${key}`,
    value: (row) => {
      const { loginMethod, name, user } = row as ApiKeyRow
      return { login_method: loginMethod, name, username: user }
    },
  },
  'sps.clusterNodes': {
    path: (key) => `/api/cluster/nodes/${key}`,
    value: (row) => {
      const { address, roles } = row as ClusterNodeRow
      return { address, roles }
    },
  },
  'sps.facts': { path: (key) => `/api/cluster/${key}`, value: (row) => row },
}

/** What a draft changes, in the order of first change, without what was changed back. */
export function changesOf(draft: Draft, { granularity, profile }: Telling): ChangeEntry[] {
  return draft.changes().flatMap((change) => {
    if (change.table === 'sps.orders') return reorderOf(draft, change)
    const entries = entriesOf(change, profile)
    return granularity === 'object' ? entries : entries.flatMap(leavesOf)
  })
}

/** The path that a client knows a changed row by. */
export function pathOfChange({ table, key }: Pick<DraftChange, 'table' | 'key'>): string {
  return SHOWN[table]?.path(key) ?? `/api/configuration/${key}`
}

function entriesOf({ table, key, base, mine }: DraftChange, profile: Profile): ChangeEntry[] {
  const shown = SHOWN[table]
  if (!shown) return []
  const path = shown.path(key)
  if (base === undefined)
    return mine === undefined ? [] : [{ type: 'create', path, new_value: shown.value(mine, profile) }]
  if (mine === undefined) return [{ type: 'delete', path, old_value: shown.value(base, profile) }]
  const [before, after] = [shown.value(base, profile), shown.value(mine, profile)]
  if (isDeepStrictEqual(before, after)) return []
  return [{ type: 'replace', path, old_value: before, new_value: after }]
}

/** A replaced object as the changes of its members, inwards for as long as both sides have members. */
function leavesOf(entry: ChangeEntry): ChangeEntry[] {
  if (entry.type !== 'replace' || !hasMembers(entry.old_value) || !hasMembers(entry.new_value)) return [entry]
  const [before, after] = [entry.old_value, entry.new_value]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .flatMap((name): ChangeEntry[] => {
      const path = `${entry.path}/${name}`
      const [old_value, new_value] = [before[name], after[name]]
      if (old_value === undefined) return [{ type: 'create', path, new_value }]
      if (new_value === undefined) return [{ type: 'delete', path, old_value }]
      if (isDeepStrictEqual(old_value, new_value)) return []
      return leavesOf({ type: 'replace', path, old_value, new_value })
    })
}

/** A collection's order counts as changed when members that stay changed places. */
function reorderOf(draft: Draft, { table, key, mine }: DraftChange): ChangeEntry[] {
  const { base = [] } = (mine ?? {}) as Partial<OrderRow>
  const after = orderOf(draft.open(spsSlice), key)
  const [isBefore, isAfter] = [new Set(base), new Set(after)]
  const stayed = base.filter((one) => isAfter.has(one))
  const staying = after.filter((one) => isBefore.has(one))
  if (isDeepStrictEqual(stayed, staying)) return []
  return [{ type: 'reorder', path: pathOfChange({ table, key }), old_order: base, new_order: after }]
}

function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isReference(value)
}
