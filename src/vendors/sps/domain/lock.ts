/**
 * Who holds the configuration. Opening a transaction locks it against everybody else, like opening a page of the web
 * interface (the tutorial of the seeds; administration guide, "Multiple users and locking"). With
 * `sps.transactions: parallel` several REST transactions may be open, and only the other interfaces exclude each other.
 */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type LockRow } from '../state.ts'
import { draftName, liveSession } from './session.ts'

const PREFIX = draftName('')
const HOLDER = 'holder'

/** Who opens a page of the web interface when nobody is named. */
export const SOMEBODY: LockRow = { kind: 'web', user: 'admin', address: '10.0.0.99' }

export interface Holder {
  readonly kind: LockRow['kind'] | 'rest'
  readonly user: string
  readonly address: string
}

/** Who keeps `session` from changing the configuration. */
export function holderAgainst(workspace: Workspace, session: string | undefined): Holder | undefined {
  const outside = workspace.state(spsSlice).lock.get(HOLDER)
  if (outside) return outside
  const { transactions } = workspace.settings(spsSettings)
  return session !== undefined && transactions === 'parallel' ? undefined : restHolder(workspace, session)
}

/** @throws SpsError `configuration-locked` */
export function demandUnlocked(workspace: Workspace, session: string | undefined): void {
  const holder = holderAgainst(workspace, session)
  if (holder) throw heldBy(holder)
}

/** Says who keeps the configuration. */
export function heldBy({ kind, user, address }: Holder): SpsError {
  return new SpsError(
    'configuration-locked',
    {
      rule: 'sps.configuration.locked',
      message: `The configuration is held by "${user}" at ${address} (${kind}); wait until that transaction or page is closed, or set sps.transactions=parallel.`,
      source:
        'SPS REST API tutorial, "How to configure SPS using REST"; administration guide, "Multiple users and locking"',
    },
    { user, address },
  )
}

/** Someone opens a configuration page of the web interface (or console, or RPC). @throws SpsError when it is held */
export function takeConfigurationLock(workspace: Workspace, lock: Partial<LockRow> = {}): LockRow {
  demandUnlocked(workspace, undefined)
  const taken: LockRow = { ...SOMEBODY, ...lock }
  workspace.update(() => workspace.state(spsSlice).lock.put(HOLDER, taken))
  return taken
}

/** The page is left. @returns whether one was open */
export function releaseConfigurationLock(workspace: Workspace): boolean {
  return workspace.update(() => workspace.state(spsSlice).lock.delete(HOLDER))
}

/** The session other than `own` that has a transaction open. */
function restHolder(workspace: Workspace, own: string | undefined): Holder | undefined {
  for (const name of workspace.world.drafts()) {
    if (!name.startsWith(PREFIX)) continue
    const id = name.slice(PREFIX.length)
    if (id === own) continue
    const session = liveSession(workspace, id)
    if (session) return { kind: 'rest', user: session.user, address: session.address }
  }
  return undefined
}
