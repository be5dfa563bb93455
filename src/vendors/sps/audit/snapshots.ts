/**
 * Snapshots of the recorded sessions, to page through all of them while others come and go (guide 7.2, topic doc2157314).
 * They are held in memory, as the product's search engine holds them: a restart, a reset or a restore ends them.
 */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError, topic } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice } from '../state.ts'
import type { Sessions } from './search.ts'

const SOURCE = topic('doc2157314')

/** Who opened a snapshot; nobody else can use it. */
export interface SnapshotOwner {
  readonly user: string
  readonly address: string
  readonly agent: string
}

interface Snapshot {
  readonly id: string
  readonly owner: string
  readonly sessions: Sessions
  expiresAt: number
}

/** The caller's snapshot: the one that is still open, or a new one. @returns its id @throws SpsError `snapshot-quota` */
export function openSnapshot(workspace: Workspace, owner: SnapshotOwner): string {
  const open = snapshotsOf(workspace)
  const now = workspace.clock.now()
  const { snapshotLimit, snapshotSeconds } = workspace.settings(spsSettings)
  for (const one of open.values()) if (now >= one.expiresAt) open.delete(one.id)
  const own = [...open.values()].find((one) => one.owner === nameOf(owner))
  if (own) return own.id
  if (open.size >= snapshotLimit) throw quotaExceeded(open.size, snapshotSeconds)
  const snapshot: Snapshot = {
    id: workspace.ids.uuid(),
    owner: nameOf(owner),
    sessions: workspace.world.view().open(spsSlice).auditSessions,
    expiresAt: now + snapshotSeconds * 1000,
  }
  open.set(snapshot.id, snapshot)
  return snapshot.id
}

/** The sessions as they were when the snapshot was opened; it lives on from now. @throws SpsError `snapshot-unknown` */
export function sessionsAt(workspace: Workspace, id: string, owner: SnapshotOwner): Sessions {
  const snapshot = snapshotsOf(workspace).get(id)
  const now = workspace.clock.now()
  if (!snapshot || now >= snapshot.expiresAt || snapshot.owner !== nameOf(owner)) throw unknownSnapshot(id)
  snapshot.expiresAt = now + workspace.settings(spsSettings).snapshotSeconds * 1000
  return snapshot.sessions
}

const SERVICE = Symbol('search snapshots')

function snapshotsOf(workspace: Workspace): Map<string, Snapshot> {
  return workspace.service(SERVICE, () => new Map<string, Snapshot>())
}

function nameOf({ user, address, agent }: SnapshotOwner): string {
  return JSON.stringify([user, address, agent])
}

function unknownSnapshot(snapshot: string): SpsError {
  return new SpsError(
    'snapshot-unknown',
    {
      rule: 'sps.audit.snapshot-unknown',
      message: `The caller has no open snapshot "${snapshot}": it belongs to one user, address and User-Agent, and ends when it is not used for its time; open one with GET /api/audit/sessions/_snapshot.`,
      source: `${SOURCE}; SafeguardPowerBI (404)`,
    },
    { snapshot },
  )
}

function quotaExceeded(open: number, seconds: number): SpsError {
  return new SpsError(
    'snapshot-quota',
    {
      rule: 'sps.audit.snapshot-quota',
      message: `${open} search snapshots are open, as many as sps.snapshotLimit allows; wait until one has not been used for ${seconds} seconds.`,
      source: `${SOURCE}; SafeguardPowerBI (429)`,
    },
    { open },
  )
}
