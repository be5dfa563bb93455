/** What a rule of XTAM works on: one workspace's state, settings, time and ids. */
import type { Scheduler } from '../../../kernel/world/scheduler.ts'
import type { Clock } from '../../../kernel/world/clock.ts'
import type { Ids } from '../../../kernel/world/ids.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { xtamSettings, type XtamSettings } from '../settings.ts'
import { xtamSlice, type XtamTables } from '../state.ts'

export interface Realm {
  readonly tables: XtamTables
  readonly settings: XtamSettings
  readonly clock: Clock
  readonly ids: Ids
  /** What is to happen at moments to come. */
  readonly scheduler: Pick<Scheduler<Workspace>, 'schedule' | 'cancel'>
  /** Most events that the audit trail keeps. */
  readonly auditLimit: number
  /** Changes state: all of it, or nothing when `work` throws. */
  readonly update: <Result>(work: () => Result) => Result
  /** Lets rows go that have ended; to be called whenever one is added. */
  readonly collect: Workspace['collect']
}

/** The realm of a workspace; the same object at every call. */
export function realmOf(workspace: Workspace): Realm {
  return workspace.service(realmOf, buildRealm)
}

function buildRealm(workspace: Workspace): Realm {
  return {
    tables: workspace.state(xtamSlice),
    settings: workspace.settings(xtamSettings),
    clock: workspace.clock,
    ids: workspace.ids,
    scheduler: workspace.scheduler,
    auditLimit: workspace.limits.auditEntries,
    update: (work) => workspace.update(work),
    collect: (table, ending) => workspace.collect(table, ending),
  }
}
