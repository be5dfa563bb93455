/** What changed in a workspace's state since its fixtures, or since a snapshot. */
import { isDeepStrictEqual } from 'node:util'
import { sortedInTurns } from '../kernel/in-turns.ts'
import { entryIn, GONE, type Layer } from '../kernel/store/layer.ts'
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
 * The rows that differ at this very moment, one by one in the order of tables and keys, with pauses (`undefined`) in which
 * others may have a turn. Costs what was changed, not what there is: layers that both moments share are not looked into.
 *
 * @throws UserError at once when there is no such snapshot
 */
export function walkDiff(
  { world }: Workspace,
  surface: AnySurface,
  { from, bookkeeping = false }: DiffOptions,
): () => Generator<StateChange | undefined> {
  const ignored = new Set(bookkeeping ? [] : surface.bookkeeping)
  const then = from === undefined ? [world.fixtures.layer] : world.snapshotLayers(from)
  const now = world.view().layers
  return () => changesBetween(then, now, surface, ignored)
}

function* changesBetween(
  then: readonly Layer[],
  now: readonly Layer[],
  surface: AnySurface,
  ignored: ReadonlySet<string>,
): Generator<StateChange | undefined> {
  const apart = [
    ...then.filter((layer) => !now.includes(layer)),
    ...now.filter((layer) => !then.includes(layer)),
  ]
  for (const table of Object.keys(surface.slice.tables)) {
    if (ignored.has(table)) continue
    const fullName = `${surface.slice.name}.${table}`
    for (const key of sortedInTurns(keysIn(apart, fullName))) {
      yield undefined
      if (key === undefined || ignored.has(`${table}.${key}`)) continue
      const [before, after] = [rowIn(then, fullName, key), rowIn(now, fullName, key)]
      if (before === after || isDeepStrictEqual(before, after)) continue
      const change = before === null ? 'added' : after === null ? 'removed' : 'changed'
      yield { surface: surface.name, table, key, change, before, after }
    }
  }
}

function* keysIn(layers: readonly Layer[], table: string): Generator<string> {
  for (const layer of layers) yield* layer.tables.get(table)?.entries.keys() ?? []
}

function rowIn(layers: readonly Layer[], table: string, key: string): unknown {
  const entry = entryIn(layers, table, key)
  return entry === undefined || entry === GONE ? null : entry
}
