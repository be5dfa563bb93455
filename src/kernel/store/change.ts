/** Changes of state, with every id and time already decided, and the place where worlds report them. */
import type { Key } from './key.ts'
import { GONE, type TableLayer } from './layer.ts'
import type { KeptFixtures } from './fixtures.ts'

/** A row that was put (`value`), deleted over one of a lower layer (`gone`), or forgotten (neither). */
export interface RowChange {
  readonly world: string
  readonly draft?: string
  readonly table: string
  readonly key: Key
  readonly value?: unknown
  readonly gone?: true
}

/** Something that happened to a world as a whole. */
export type WorldChange =
  | { readonly world: string; readonly event: 'created'; readonly fixtures: KeptFixtures }
  | { readonly world: string; readonly event: 'created'; readonly from: string; readonly snapshot?: string }
  | { readonly world: string; readonly event: 'reset' | 'deleted' }
  | { readonly world: string; readonly event: 'draft-opened' | 'draft-dropped'; readonly draft: string }
  | {
      readonly world: string
      readonly event: 'snapshot' | 'restored' | 'forgotten'
      readonly snapshot: string
    }
  | { readonly world: string; readonly event: 'remembered'; readonly name: string; readonly value?: unknown }

/** One change of state, as it goes to the change log. */
export type Change = RowChange | WorldChange

/** Where a world writes what it changes; the store undoes and logs by it. */
export interface ChangeSink {
  /** Runs `work` as an update, or as part of the open one. */
  update<Result>(work: () => Result): Result
  /**
   * Sets an entry (`undefined` forgets it) of a table's part in a world, or in a draft of it, and notes that with how to
   * take it back. An update of its own when none is open.
   */
  write(
    part: TableLayer,
    key: Key,
    entry: unknown,
    world: string,
    table: string,
    draft: string | undefined,
  ): void
  /** Notes a change that has just been made, and how to take it back. */
  note(change: Change, undo: () => void): void
  /** How to take back what was done to the layers, which is no change of state by itself. */
  undoable(undo: () => void): void
  touched(world: string, table: string, key: Key): void
}

/** Takes changes as they come and keeps no note: for what is built or replayed, and for worlds that are gone. */
export const silent: ChangeSink = {
  update: (work) => work(),
  write: (part, key, entry) => void part.set(key, entry),
  note: () => undefined,
  undoable: () => undefined,
  touched: () => undefined,
}

/** The change that sets `entry` (a row, {@link GONE}, or nothing) under a key. */
export function rowChange(
  world: string,
  draft: string | undefined,
  table: string,
  key: Key,
  entry: unknown,
): RowChange {
  if (draft !== undefined) {
    if (entry === GONE) return { world, draft, table, key, gone: true }
    return entry === undefined ? { world, draft, table, key } : { world, draft, table, key, value: entry }
  }
  if (entry === GONE) return { world, table, key, gone: true }
  return entry === undefined ? { world, table, key } : { world, table, key, value: entry }
}
