/** How a whole state is written, line by line. Layers that worlds and snapshots share are written once and numbered. */
import type { KeptFixtures } from '../fixtures.ts'
import type { Key } from '../key.ts'

/** Rows of a layer's table: `[key, row]`, or `[key]` alone for a deletion. A layer's lines stand before its number is used. */
export interface RowsLine {
  readonly layer: number
  readonly table: string
  readonly rows: readonly (readonly [key: Key, row?: unknown])[]
}

/** A world; what follows up to the next one belongs to it. `layers` are those above its fixtures. */
export interface WorldLine {
  readonly world: string
  readonly fixtures: KeptFixtures
  readonly layers: readonly number[]
  readonly open: boolean
  readonly remembered: Readonly<Record<string, unknown>>
}

/** A snapshot; drafts that follow are those it holds. */
export interface SnapshotLine {
  readonly snapshot: string
  readonly layers: readonly number[]
}

export interface DraftLine {
  readonly draft: string
  readonly layer: number
}

/**
 * What a draft found where it first changed a key: the very row that stands there still (`now`), what the fixtures hold
 * (`fixture`), a deletion (`gone`), or a row that is no more, written out.
 */
export interface BasesLine {
  readonly bases: string
  readonly rows: readonly (readonly [key: Key, base: 'now' | 'fixture' | 'gone' | 'row', row?: unknown])[]
}

/** The last line: how many stand before it. A file without it was cut short. */
export interface EndLine {
  readonly lines: number
}

export type StateLine = RowsLine | WorldLine | SnapshotLine | DraftLine | BasesLine | EndLine
