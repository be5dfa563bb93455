/** A workspace as this surface's rules see it. */
import type { Workspace } from '../../kernel/world/workspace.ts'
import { AuditNumbers } from './domain/audit.ts'
import type { PmpWorld } from './domain/world.ts'
import { pmpSettings } from './settings.ts'
import { pmpSlice } from './state.ts'

/** The same object for a workspace until it is reset. */
export function worldOf(workspace: Workspace): PmpWorld {
  return workspace.service(worldOf, build)
}

function build(workspace: Workspace): PmpWorld {
  return {
    tables: workspace.state(pmpSlice),
    settings: workspace.settings(pmpSettings),
    ids: workspace.ids,
    scheduler: workspace.scheduler,
    auditLimit: workspace.limits.auditEntries,
    auditNumbers: new AuditNumbers(),
    now: () => workspace.clock.now(),
    run: workspace.starts,
    update: (work) => workspace.update(work),
    collect: (table, ending) => workspace.collect(table, ending),
  }
}
