/**
 * A world: the state of one workspace, as a stack of layers over shared, frozen fixtures. A snapshot keeps the layers of
 * a moment, a draft (what a vendor may call a transaction) is one more layer on top that can be merged or dropped.
 */
import { UserError } from '../errors.ts'
import { flatten, GONE, Layer, type TableLayer } from './layer.ts'
import { LayeredTable, type LayerStack } from './layered-table.ts'
import type { Key, Opened, Slice, Table, TableDefinition } from './table.ts'

/** Where a world writes what it changes; the store undoes and logs by it. */
export interface ChangeSink {
  /** Runs `work` as an update, or as part of the open one. */
  update<Result>(work: () => Result): Result
  /** Notes a change that has just been made, and how to take it back. */
  note(change: Change, undo: () => void): void
  /** How to take back what was done to the layers, which is no change of state by itself. */
  undoable(undo: () => void): void
  touched(world: string, table: string, key: Key): void
}

/** One change of state, as it goes to the change log. */
export type Change =
  | {
      readonly world: string
      readonly draft?: string
      readonly table: string
      readonly key: Key
      readonly value?: unknown
    }
  | { readonly world: string; readonly event: 'reset' | 'created' | 'deleted' }
  | { readonly world: string; readonly event: 'draft-opened' | 'draft-dropped'; readonly draft: string }
  | {
      readonly world: string
      readonly event: 'snapshot' | 'restored' | 'forgotten'
      readonly snapshot: string
    }

/** A row as a draft found it, has it, and as the world has it now; `undefined` means no such row. */
export interface DraftChange {
  readonly table: string
  readonly key: Key
  readonly base: unknown
  readonly mine: unknown
  readonly current: unknown
}

interface Moment {
  readonly layers: readonly Layer[]
  readonly drafts: ReadonlyMap<
    string,
    { layer: Layer; bases: ReadonlyMap<string, ReadonlyMap<Key, unknown>> }
  >
}

/** Tables of every slice that any world has opened, by their full name. */
export type Definitions = Map<string, TableDefinition<unknown>>

abstract class Stack implements LayerStack {
  readonly #opened = new Map<string, unknown>()
  protected readonly definitions: Definitions

  constructor(definitions: Definitions) {
    this.definitions = definitions
  }

  abstract readonly version: number
  abstract readonly layers: readonly Layer[]
  abstract writable(table: string, definition: TableDefinition<unknown>): TableLayer
  abstract write(table: string, part: TableLayer, key: Key, entry: unknown): void
  abstract touched(table: string, key: Key): void

  /** The tables of a slice as they stand in this stack. The same object each time. */
  open<Of extends Slice>(slice: Of): Opened<Of> {
    const known = this.#opened.get(slice.name)
    if (known) return known as Opened<Of>
    const tables: Record<string, Table<unknown>> = {}
    for (const [name, definition] of Object.entries<TableDefinition<unknown>>(slice.tables)) {
      const fullName = `${slice.name}.${name}`
      this.definitions.set(fullName, definition)
      tables[name] = new LayeredTable(fullName, definition, this)
    }
    this.#opened.set(slice.name, tables)
    return tables as Opened<Of>
  }

  /** One table by its full name, for code that treats all tables alike. */
  table(fullName: string): Table<unknown> {
    const definition = this.definitions.get(fullName)
    if (!definition) throw new Error(`There is no table "${fullName}".`)
    return new LayeredTable(fullName, definition, this)
  }
}

export class World extends Stack {
  readonly id: string
  readonly #sink: ChangeSink
  readonly #fixtures: Layer
  #layers: Layer[]
  /** Whether the last layer is this world's own and takes writes. */
  #open = false
  #version = 0
  readonly #drafts = new Map<string, Draft>()
  readonly #snapshots = new Map<string, Moment>()

  /** @param layers what the world stands on, bottom first; the lowest are its fixtures */
  constructor(id: string, layers: readonly [Layer, ...Layer[]], definitions: Definitions, sink: ChangeSink) {
    super(definitions)
    this.id = id
    this.#fixtures = layers[0]
    this.#layers = [...layers]
    this.#sink = sink
  }

  get version(): number {
    return this.#version
  }

  get layers(): readonly Layer[] {
    return this.#layers
  }

  writable(table: string, definition: TableDefinition<unknown>): TableLayer {
    if (!this.#open) {
      this.#layers.push(new Layer())
      this.#open = true
      this.#version++
    }
    const top = this.#layers.at(-1)!
    if (!top.tables.has(table)) this.#version++
    return top.table(table, definition)
  }

  write(table: string, part: TableLayer, key: Key, entry: unknown): void {
    this.#sink.update(() => {
      const before = part.set(key, entry)
      this.#sink.note(changeOf(this.id, undefined, table, key, entry), () => part.set(key, before))
    })
  }

  touched(table: string, key: Key): void {
    this.#sink.touched(this.id, table, key)
  }

  /** Back to the fixtures. Snapshots stay. */
  reset(): void {
    this.#replace({ layers: [this.#fixtures], drafts: new Map() }, { world: this.id, event: 'reset' })
  }

  /** The names of the snapshots, oldest first. */
  snapshots(): string[] {
    return [...this.#snapshots.keys()]
  }

  /** Keeps the present state under `name`, in place of an earlier one of that name. Costs what was changed, not what there is. */
  snapshot(name: string): void {
    this.#sink.update(() => {
      const before = this.#snapshots.get(name)
      this.#snapshots.set(name, this.#moment())
      this.#sink.note({ world: this.id, event: 'snapshot', snapshot: name }, () => {
        if (before) this.#snapshots.set(name, before)
        else this.#snapshots.delete(name)
      })
    })
  }

  /** Back to the state kept under `name`; the snapshot stays. */
  restore(name: string): void {
    const moment = this.#snapshots.get(name)
    if (!moment) throw new UserError(`There is no snapshot "${name}".`)
    this.#replace(moment, { world: this.id, event: 'restored', snapshot: name })
  }

  /** @returns whether there was such a snapshot */
  forget(name: string): boolean {
    const moment = this.#snapshots.get(name)
    if (!moment) return false
    this.#sink.update(() => {
      this.#snapshots.delete(name)
      this.#sink.note({ world: this.id, event: 'forgotten', snapshot: name }, () =>
        this.#snapshots.set(name, moment),
      )
    })
    return true
  }

  /** Another world that begins in this one's present state (or in a snapshot of it), and shares what neither changes. */
  fork(id: string, snapshot?: string): World {
    const moment = snapshot === undefined ? this.#moment() : this.#snapshots.get(snapshot)
    if (!moment) throw new UserError(`There is no snapshot "${snapshot}".`)
    const fork = new World(id, [this.#fixtures], this.definitions, this.#sink)
    fork.#apply(moment)
    return fork
  }

  /** The open draft of that name. */
  draft(name: string): Draft | undefined {
    return this.#drafts.get(name)
  }

  /** Names of the open drafts. */
  drafts(): string[] {
    return [...this.#drafts.keys()]
  }

  /** Opens a draft: one more layer, seen only through it. */
  openDraft(name: string): Draft {
    if (this.#drafts.has(name)) throw new Error(`The draft "${name}" is open already.`)
    return this.#sink.update(() => {
      const draft = new Draft(name, this, this.definitions, this.#sink, () => this.#drafts.delete(name))
      this.#drafts.set(name, draft)
      this.#sink.note({ world: this.id, event: 'draft-opened', draft: name }, () => this.#drafts.delete(name))
      return draft
    })
  }

  /** @internal puts a dropped draft back, when the update that dropped it is undone */
  keepDraft(draft: Draft): void {
    this.#drafts.set(draft.name, draft)
  }

  /** Seals the layers of this moment; further writes go to a new one. */
  #moment(): Moment {
    const before = { layers: [...this.#layers], open: this.#open }
    // An update that fails takes its writes back from the layers it wrote to, so those must come back with it.
    this.#sink.undoable(() => {
      this.#layers = before.layers
      this.#open = before.open
      this.#version++
    })
    this.#open = false
    this.#compact()
    this.#version++
    return {
      layers: [...this.#layers],
      drafts: new Map([...this.#drafts].map(([name, draft]) => [name, draft.copy()])),
    }
  }

  /**
   * Keeps the stack shallow: as long as a sealed layer is at least half as large as the one below, they become one, as
   * in a log-structured merge tree. So a look-up passes few layers and each change is copied a few times at most.
   */
  #compact(): void {
    while (this.#layers.length > 2) {
      const upper = this.#layers.at(-1)!
      const lower = this.#layers.at(-2)!
      if (upper.size * 2 < lower.size) return
      this.#layers.splice(-2, 2, flatten(lower, upper, this.definitions))
    }
  }

  #replace(moment: Moment, change: Change): void {
    this.#sink.update(() => {
      const [layers, open, drafts] = [this.#layers, this.#open, [...this.#drafts.values()]]
      this.#apply(moment)
      this.#sink.note(change, () => {
        this.#layers = layers
        this.#open = open
        this.#drafts.clear()
        for (const draft of drafts) this.keepDraft(draft)
        this.#version++
      })
    })
  }

  #apply(moment: Moment): void {
    this.#layers = [...moment.layers]
    this.#open = false
    this.#drafts.clear()
    for (const [name, { layer, bases }] of moment.drafts) {
      const draft = new Draft(name, this, this.definitions, this.#sink, () => this.#drafts.delete(name))
      draft.adopt(layer, bases)
      this.#drafts.set(name, draft)
    }
    this.#version++
  }
}

/** Changes that are not yet part of their world: read through, written apart, merged or dropped as a whole. */
export class Draft extends Stack {
  readonly name: string
  readonly #world: World
  readonly #sink: ChangeSink
  readonly #close: () => void
  #layer = new Layer()
  /** What the world held when the draft first changed a row. */
  #bases = new Map<string, Map<Key, unknown>>()
  #own = 0
  #seenWorld = -1
  #seenOwn = -1
  #stacked: Layer[] = []
  #version = 0

  constructor(name: string, world: World, definitions: Definitions, sink: ChangeSink, close: () => void) {
    super(definitions)
    this.name = name
    this.#world = world
    this.#sink = sink
    this.#close = close
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
    this.#sink.update(() => {
      const bases = this.#basesOf(table)
      const isFirst = !bases.has(key)
      if (isFirst) bases.set(key, this.#world.table(table).get(key))
      const before = part.set(key, entry)
      this.#sink.note(changeOf(this.#world.id, this.name, table, key, entry), () => {
        part.set(key, before)
        if (isFirst) bases.delete(key)
      })
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
        changes.push({ table, key, base, mine: mine.get(key), current: current.get(key) })
      }
    }
    return changes
  }

  /** Makes the draft's rows the world's and closes it. Whether that is allowed is the caller's to decide, from {@link changes}. */
  merge(): void {
    this.#sink.update(() => {
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
    this.#sink.update(() => {
      this.#close()
      this.#sink.note({ world: this.#world.id, event: 'draft-dropped', draft: this.name }, () =>
        this.#world.keepDraft(this),
      )
    })
  }

  /** @internal a copy of the changes, for a snapshot */
  copy(): { layer: Layer; bases: ReadonlyMap<string, ReadonlyMap<Key, unknown>> } {
    return {
      layer: flatten(this.#layer, new Layer(), this.definitions),
      bases: new Map([...this.#bases].map(([table, bases]) => [table, new Map(bases)])),
    }
  }

  /** @internal takes over the changes of a snapshot */
  adopt(layer: Layer, bases: ReadonlyMap<string, ReadonlyMap<Key, unknown>>): void {
    this.#layer = flatten(layer, new Layer(), this.definitions)
    this.#bases = new Map([...bases].map(([table, one]) => [table, new Map(one)]))
    this.#own++
  }

  #basesOf(table: string): Map<Key, unknown> {
    let bases = this.#bases.get(table)
    if (!bases) this.#bases.set(table, (bases = new Map<Key, unknown>()))
    return bases
  }
}

function changeOf(world: string, draft: string | undefined, table: string, key: Key, entry: unknown): Change {
  const value = entry === GONE || entry === undefined ? undefined : entry
  return {
    world,
    ...(draft === undefined ? {} : { draft }),
    table,
    key,
    ...(value === undefined ? {} : { value }),
  }
}
