/** Which recorded sessions a call speaks of. */
import type { Filter } from '../audit/parameters.ts'
import { isIndexed, scriptOf } from '../audit/parts.ts'
import type { Search, Sessions } from '../audit/search.ts'
import { sessionsAt, type SnapshotOwner } from '../audit/snapshots.ts'
import type { SpsCall } from '../call.ts'

/** The sessions as they are, or as a snapshot has them. */
export function sessionsFor(call: SpsCall, id: string | undefined): Sessions {
  return id === undefined ? call.tables.auditSessions : sessionsAt(call.workspace, id, ownerOf(call))
}

/** What a filter means in this world. */
export function searchOf({ tables }: SpsCall, { content, ...filter }: Filter): Search {
  if (!content) return filter
  return { ...filter, also: (row) => isIndexed(row) && content(scriptOf(tables, row)) }
}

/** Whose snapshots a call may use. */
export function ownerOf({ caller, address, headers }: SpsCall): SnapshotOwner {
  return { user: caller.user, address, agent: headers['user-agent'] ?? '' }
}
