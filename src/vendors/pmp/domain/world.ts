/** What the rules work on: one workspace's tables, time, ids and settings. */
import type { Scheduler } from '../../../kernel/world/scheduler.ts'
import type { Ids } from '../../../kernel/world/ids.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { pmpSettings, type PmpSettings } from '../settings.ts'
import { pmpSlice, SYSTEM, type PmpTables, type SystemRow, type UserRow } from '../state.ts'
import { AuditTrail } from './audit-trail.ts'

export interface PmpWorld {
  readonly tables: PmpTables
  readonly settings: PmpSettings
  readonly ids: Ids
  /** What is to happen at moments to come. */
  readonly scheduler: Pick<Scheduler<unknown>, 'schedule' | 'cancel'>
  readonly auditTrail: AuditTrail
  /** Members of resource groups in the order of their ids, by the list that a group holds. */
  readonly sortedMembers: WeakMap<readonly string[], readonly string[]>
  /** Milliseconds since the epoch. */
  now(): number
  /** How often the state was opened again by a new process; ids begin a new block then. */
  readonly run: number
  /** Changes state: all of it, or nothing when `work` throws. */
  update<Result>(work: () => Result): Result
  /** Lets rows go that have ended; to be called whenever one is added. */
  readonly collect: Workspace['collect']
}

/** A workspace as this surface's rules see it: the same object until it is reset. */
export function worldOf(workspace: Workspace): PmpWorld {
  return workspace.service(worldOf, build)
}

function build(workspace: Workspace): PmpWorld {
  const tables = workspace.state(pmpSlice)
  return {
    tables,
    settings: workspace.settings(pmpSettings),
    ids: workspace.ids,
    scheduler: workspace.scheduler,
    auditTrail: new AuditTrail(tables.audits, workspace.limits.auditEntries),
    sortedMembers: new WeakMap(),
    now: () => workspace.clock.now(),
    run: workspace.starts,
    update: (work) => workspace.update(work),
    collect: (table, ending) => workspace.collect(table, ending),
  }
}

/** A user at work: who calls, and from where. */
export interface Actor {
  readonly user: UserRow
  readonly address: string
}

export function systemOf(world: PmpWorld): SystemRow {
  return world.tables.system.get(SYSTEM)!
}

/** Tables whose rows have ids of the product's own making. */
export const COUNTED = [
  'organizations',
  'users',
  'userGroups',
  'resources',
  'accounts',
  'resourceGroups',
  'certificates',
  'csrs',
  'personalAccounts',
  'policies',
] as const
export type Counted = (typeof COUNTED)[number]

/** After a restart the product goes on with the next block of so many ids, as the ids of its samples show (301, 601). */
const BLOCK = 300

/** The id of a new row: the next number of its table's own counter, as text. */
export function nextId(world: PmpWorld, name: Counted): string {
  const { last, run } = world.tables.counters.get(name) ?? { last: 0, run: world.run }
  const next = (run === world.run ? last : nextBlock(last)) + 1
  world.tables.counters.put(name, { last: next, run: world.run })
  return String(next)
}

/** Lets each counter go on with its next block, as after a restart; part of an open update. */
export function beginBlocks({ tables }: PmpWorld): void {
  for (const name of COUNTED) {
    const counter = tables.counters.get(name)
    if (counter) tables.counters.put(name, { ...counter, last: nextBlock(counter.last) })
  }
}

function nextBlock(last: number): number {
  return Math.ceil(last / BLOCK) * BLOCK
}

/** Ids in the order of their numbers. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : Number(one.id > other.id))
}
