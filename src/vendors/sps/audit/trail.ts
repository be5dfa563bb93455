/** Who took a session's trail, when, and from where. */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { spsSlice, type Tables } from '../state.ts'
import type { AuditSessionRow, TrailDownload } from './session.ts'

export function downloadsOf({ auditDownloads }: Tables, { key }: AuditSessionRow): TrailDownload[] {
  return [...(auditDownloads.get(key)?.downloads ?? [])]
}

/** Notes a download over this API (guide 6.9.5 page 40 shows the entry; that each download adds one is our reading). */
export function noteDownload(
  workspace: Workspace,
  { key }: AuditSessionRow,
  username: string,
  ip_address: string,
): void {
  const { auditDownloads } = workspace.state(spsSlice)
  const time = new Date(workspace.clock.now()).toISOString()
  const entry: TrailDownload = { from_api: true, ip_address, time, username }
  const downloads = [...(auditDownloads.get(key)?.downloads ?? []), entry].slice(
    -workspace.limits.auditEntries,
  )
  workspace.update(() => auditDownloads.put(key, { downloads }))
}
