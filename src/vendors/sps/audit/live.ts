/** Sessions while they last: they begin at the targets, and end there or by the hand of an administrator. */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { spsSlice } from '../state.ts'
import { ended, recordingId, rowOf, type AuditSessionRow, type Recording } from './session.ts'

const KEY_LENGTH = 20

/** Begins a session now. */
export function startSession(workspace: Workspace, told: Omit<Recording, 'start'>): AuditSessionRow {
  const start = new Date(workspace.clock.now()).toISOString()
  const row = rowOf(workspace.ids.text(KEY_LENGTH), { ...told, start })
  workspace.update(() => workspace.state(spsSlice).auditSessions.put(row.key, row))
  return row
}

/** The live session of a `recording.session_id`. */
export function liveSession(workspace: Workspace, id: string): AuditSessionRow | undefined {
  for (const row of workspace.state(spsSlice).auditSessions.find('recording', id.toLowerCase()))
    if (row.document['active'] === true && recordingId(row) === id) return row
  return undefined
}

/** Ends a session now; the search shows it as ended from then on. */
export function endSession(workspace: Workspace, row: AuditSessionRow): AuditSessionRow {
  const now = ended(row, workspace.clock.now())
  workspace.update(() => workspace.state(spsSlice).auditSessions.put(row.key, now))
  return now
}
