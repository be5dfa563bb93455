import type { ActionName, SurfaceName } from '../kernel/names.ts'
import type { StateChange } from '../control/state-diff.ts'
import { queryOf, type Caller } from './transport.ts'

/** Rows by key, by table. */
export type SurfaceState = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A workspace's state, for what no request of a product could arrange or show. */
export interface StateHandle {
  /** How many rows each table of each surface has. */
  count(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>
  /** All rows of a surface. */
  get(surface: SurfaceName): Promise<SurfaceState>
  /** One row. @throws PamMockError when there is no such table or row */
  row(surface: SurfaceName, table: string, key: string): Promise<unknown>
  /**
   * Changes rows by a JSON merge patch (RFC 7396), all of it or nothing; `null` takes a row away.
   *
   * @example await mock.state.patch('pmp', { accounts: { 307: { notes: 'changed by a test' } } })
   */
  patch(
    surface: SurfaceName,
    patch: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<void>
  /** Rows that differ from the fixtures, or from a snapshot. */
  diff(options?: {
    /** The snapshot to compare with. Default: the fixtures. */
    readonly from?: string
    /** One surface alone. */
    readonly surface?: SurfaceName
    /** Also what the product notes down by itself: sessions, trails, counters. Default: false. */
    readonly bookkeeping?: boolean
  }): Promise<readonly StateChange[]>
}

export function stateHandle(caller: Caller): StateHandle {
  const at = (surface: string): string => `/state/${encodeURIComponent(surface)}`
  return {
    count: async () => (await caller.call<{ surfaces: never }>('GET', '/state')).surfaces,
    get: (surface) => caller.call('GET', at(surface)),
    row: (surface, table, key) => caller.call('GET', at(surface) + queryOf({ table, key })),
    patch: (surface, patch) => caller.call('PATCH', at(surface), patch),
    diff: async (options = {}) =>
      (await caller.call<{ changes: StateChange[] }>('GET', `/state/diff${queryOf({ ...options })}`)).changes,
  }
}

/** Named states. Time, ids, faults and the journal are no part of them. */
export interface SnapshotsHandle {
  /** Keeps the present state under a name, in place of an earlier one of that name. */
  take(name: string): Promise<void>
  /** Goes back to it; the snapshot stays. @throws PamMockError when there is none so called */
  restore(name: string): Promise<void>
  /** Forgets it. @throws PamMockError when there is none so called */
  remove(name: string): Promise<void>
  /** Their names, oldest first. */
  list(): Promise<readonly string[]>
}

export function snapshotsHandle(caller: Caller): SnapshotsHandle {
  const at = (name: string): string => `/snapshots/${encodeURIComponent(name)}`
  return {
    take: async (name) => {
      await caller.call('POST', '/snapshots', { name })
    },
    restore: (name) => caller.call('POST', `${at(name)}/restore`),
    remove: (name) => caller.call('DELETE', at(name)),
    list: async () => (await caller.call<{ snapshots: string[] }>('GET', '/snapshots')).snapshots,
  }
}

/** A lever of a product, and what it has to be told. */
export interface ActionView {
  readonly surface: string
  readonly action: string
  readonly summary: string
  /** JSON schema of its input. */
  readonly input: Readonly<Record<string, unknown>>
}

/** Levers that a person at the product would pull. */
export interface ActionsHandle {
  list(): Promise<readonly ActionView[]>
  /**
   * Pulls one.
   *
   * @returns what the action answers, if anything
   * @throws PamMockError when there is none so called, or it cannot be pulled now
   * @example await mock.actions.run('sps', 'take-config-lock')
   */
  run(surface: SurfaceName, action: ActionName, input?: unknown): Promise<unknown>
}

export function actionsHandle(caller: Caller): ActionsHandle {
  return {
    list: async () => (await caller.call<{ actions: ActionView[] }>('GET', '/actions')).actions,
    run: (surface, action, input) =>
      caller.call('POST', `/actions/${encodeURIComponent(surface)}/${encodeURIComponent(action)}`, input),
  }
}
