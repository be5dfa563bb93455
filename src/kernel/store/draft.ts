/** Drafts: changes that are not yet part of their world. What a vendor may call a transaction. */
import type { ChangeSink } from './change.ts'
import type { Key } from './key.ts'
import { entryIn, flatten, GONE, Layer, type TableLayer } from './layer.ts'
import { Stack, type Definitions } from './stack.ts'
import type { Table, TableDefinition } from './table.ts'

/** A row as a draft found it, has it, and as the world has it now; `undefined` means no such row. */
export interface DraftChange {
  readonly table: string
  readonly key: Key
  readonly base: unknown
  readonly mine: unknown
  readonly current: unknown
}

/** For each table what the world held (a row, a deletion, or nothing) when the draft first changed a key. */
export type Bases = ReadonlyMap<string, ReadonlyMap<Key, unknown>>

/** A draft taken apart. */
export interface DraftParts {
  readonly layer: Layer
  readonly bases: Bases
}

/** What a draft asks of the world above which it lies. */
export interface DraftedWorld {
  readonly id: string
  readonly version: number
  readonly layers: readonly Layer[]
  /** Where changes are reported. */
  readonly sink: ChangeSink
  table(fullName: string): Table<unknown>
  /** The open draft of that name. */
  draft(name: string): Draft | undefined
  dropDraft(draft: Draft): void
}

/** Changes that are read through, written apart, and merged or dropped as a whole. */
export class Draft extends Stack {
  readonly name: string
  readonly isSteady = false
  readonly #world: DraftedWorld
  readonly #layer: Layer
  readonly #bases: Map<string, Map<Key, unknown>>
  #own = 0
  #seenWorld = -1
  #seenOwn = -1
  #stacked: Layer[] = []
  #version = 0

  /** @param parts what it holds already; the draft goes on writing there */
  constructor(
    name: string,
    world: DraftedWorld,
    definitions: Definitions,
    parts: DraftParts = { layer: new Layer(), bases: new Map() },
  ) {
    super(definitions)
    this.name = name
    this.#world = world
    this.#layer = parts.layer
    this.#bases = parts.bases as Map<string, Map<Key, unknown>>
  }

  get version(): number {
    if (this.#seenWorld !== this.#world.version || this.#seenOwn !== this.#own) {
      this.#seenWorld = this.#world.version
      this.#seenOwn = this.#own
      this.#stacked = [...this.#world.layers, this.#layer]
      this.#version++
    }
    return this.#version
  }

  get layers(): readonly Layer[] {
    return this.version >= 0 ? this.#stacked : []
  }

  writable(table: string, definition: TableDefinition<unknown>): TableLayer {
    if (!this.#layer.tables.has(table)) this.#own++
    return this.#layer.table(table, definition)
  }

  write(table: string, part: TableLayer, key: Key, entry: unknown): void {
    if (this.#world.draft(this.name) !== this) throw new Error(`The draft "${this.name}" is closed.`)
    const { sink, id, layers } = this.#world
    const bases = this.#basesOf(table)
    if (bases.has(key)) {
      sink.write(part, key, entry, id, table, this.name)
      return
    }
    sink.update(() => {
      bases.set(key, entryIn(layers, table, key))
      sink.undoable(() => bases.delete(key))
      sink.write(part, key, entry, id, table, this.name)
    })
  }

  touched(): void {
    throw new Error('A draft has no times of last use.')
  }

  /** Every row that the draft changed, in the order of its first change, whether or not the change still differs. */
  changes(): DraftChange[] {
    const changes: DraftChange[] = []
    for (const [table, bases] of this.#bases) {
      const current = this.#world.table(table)
      const mine = this.table(table)
      for (const [key, base] of bases) {
        changes.push({
          table,
          key,
          base: base === GONE ? undefined : base,
          mine: mine.get(key),
          current: current.get(key),
        })
      }
    }
    return changes
  }

  /** Makes the draft's rows the world's and closes it. Whether that is allowed is the caller's to decide, from {@link changes}. */
  merge(): void {
    this.#world.sink.update(() => {
      for (const { table, key, mine, current } of this.changes()) {
        if (mine === current) continue
        if (mine === undefined) this.#world.table(table).delete(key)
        else this.#world.table(table).put(key, mine)
      }
      this.drop()
    })
  }

  /** Lets go of the changes. */
  drop(): void {
    this.#world.dropDraft(this)
  }

  /** @internal what it holds, for reading only */
  parts(): DraftParts {
    return { layer: this.#layer, bases: this.#bases }
  }

  #basesOf(table: string): Map<Key, unknown> {
    let bases = this.#bases.get(table)
    if (!bases) this.#bases.set(table, (bases = new Map<Key, unknown>()))
    return bases
  }
}

/** The same changes once more, so that one of the two can go on without the other. */
export function copyParts({ layer, bases }: DraftParts): DraftParts {
  return {
    layer: flatten([layer]),
    bases: new Map([...bases].map(([table, one]) => [table, new Map(one)])),
  }
}
