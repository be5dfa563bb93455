/** What the rules work on: one workspace's tables, time, ids and settings. */
import type { Agenda } from '../../../kernel/agenda.ts'
import type { Ids } from '../../../kernel/ids.ts'
import type { AuditNumbers } from './audit.ts'
import type { PmpSettings } from '../settings.ts'
import { SYSTEM, type PmpTables, type SystemRow, type UserRow } from '../state.ts'

export interface PmpWorld {
  readonly tables: PmpTables
  readonly settings: PmpSettings
  readonly ids: Ids
  /** What is to happen at moments to come. */
  readonly agenda: Pick<Agenda<unknown>, 'schedule' | 'cancel'>
  /** Most audit records kept. */
  readonly auditLimit: number
  readonly auditNumbers: AuditNumbers
  /** Milliseconds since the epoch. */
  now(): number
  /** Changes state: all of it, or nothing when `work` throws. */
  update<Result>(work: () => Result): Result
}

/** A user at work: who calls, and from where. */
export interface Actor {
  readonly user: UserRow
  readonly address: string
}

export function systemOf(world: PmpWorld): SystemRow {
  return world.tables.system.get(SYSTEM)!
}

export type Counted =
  'users' | 'userGroups' | 'resources' | 'accounts' | 'resourceGroups' | 'certificates' | 'csrs'

/** The id of a new row: the next number of its table's own counter, as text. */
export function nextId(world: PmpWorld, name: Counted): string {
  const last = (world.tables.counters.get(name)?.last ?? 0) + 1
  world.tables.counters.put(name, { last })
  return String(last)
}

/** Ids in the order of their numbers. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : Number(one.id > other.id))
}
