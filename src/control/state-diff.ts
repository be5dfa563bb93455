/** What changed in a workspace's state since its fixtures, or since a snapshot. */
import { isDeepStrictEqual } from 'node:util'
import { GONE, type Layer } from '../kernel/store/layer.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Workspace } from '../kernel/world/workspace.ts'

export interface StateChange {
  readonly surface: string
  readonly table: string
  readonly key: string
  readonly change: 'added' | 'changed' | 'removed'
  /** The row as it was; `null` when there was none. */
  readonly before: unknown
  /** The row as it is; `null` when there is none. */
  readonly after: unknown
}

export interface DiffOptions {
  /** The snapshot to compare with; the fixtures otherwise. */
  readonly from?: string | undefined
  /** Whether what the product notes down by itself is wanted too. */
  readonly bookkeeping?: boolean | undefined
}

/**
 * The rows that differ, in the order of tables and keys. Costs what was changed, not what there is: layers that both
 * moments share are not looked into.
 *
 * @throws UserError when there is no such snapshot
 */
export function diffState(
  { world }: Workspace,
  surface: AnySurface,
  { from, bookkeeping = false }: DiffOptions,
): StateChange[] {
  const ignored = new Set(bookkeeping ? [] : surface.bookkeeping)
  const then = from === undefined ? [world.fixtures.layer] : world.fork(world.id, from).layers
  const now = world.layers
  const apart = [
    ...then.filter((layer) => !now.includes(layer)),
    ...now.filter((layer) => !then.includes(layer)),
  ]
  const changes: StateChange[] = []
  for (const table of Object.keys(surface.slice.tables)) {
    if (ignored.has(table)) continue
    const fullName = `${surface.slice.name}.${table}`
    for (const key of keysIn(apart, fullName)) {
      if (ignored.has(`${table}.${key}`)) continue
      const [before, after] = [rowIn(then, fullName, key), rowIn(now, fullName, key)]
      if (before === after || isDeepStrictEqual(before, after)) continue
      const change = before === null ? 'added' : after === null ? 'removed' : 'changed'
      changes.push({ surface: surface.name, table, key, change, before, after })
    }
  }
  return changes
}

function keysIn(layers: readonly Layer[], table: string): string[] {
  const keys = new Set<string>()
  for (const layer of layers) for (const key of layer.tables.get(table)?.entries.keys() ?? []) keys.add(key)
  return [...keys].toSorted()
}

function rowIn(layers: readonly Layer[], table: string, key: string): unknown {
  for (const layer of layers.toReversed()) {
    const entry = layer.tables.get(table)?.entries.get(key)
    if (entry !== undefined) return entry === GONE ? null : entry
  }
  return null
}
