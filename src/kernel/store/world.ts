/**
 * A world: the state of one workspace, as a stack of layers over shared, frozen fixtures. A snapshot keeps the layers of
 * a moment, a draft (what a vendor may call a transaction) is one more layer on top that can be merged or dropped.
 */
import { UserError } from '../errors.ts'
import { noSuch } from '../nearest.ts'
import { silent, type ChangeSink, type WorldChange } from './change.ts'
import { copyParts, Draft, type DraftParts } from './draft.ts'
import type { Fixtures } from './fixtures.ts'
import type { Key } from './key.ts'
import { Layer, type TableLayer } from './layer.ts'
import { Merging } from './merging.ts'
import { Stack, View, type Definitions } from './stack.ts'
import type { TableDefinition } from './table.ts'

export type { Draft, DraftChange } from './draft.ts'

/** The state of a world at some moment. The lowest layer are the fixtures. */
export interface Moment {
  readonly layers: readonly Layer[]
  readonly drafts: ReadonlyMap<string, DraftParts>
}

/** A world taken apart. */
export interface WorldParts extends Moment {
  /** Whether the last layer is the world's own and takes writes. */
  readonly open: boolean
  readonly snapshots: ReadonlyMap<string, Moment>
  readonly remembered: ReadonlyMap<string, unknown>
}

export class World extends Stack {
  readonly id: string
  readonly isSteady = true
  #fixtures: Fixtures
  #sink: ChangeSink
  #layers: Layer[]
  /** Whether the last layer is this world's own and takes writes. */
  #open = false
  #version = 0
  readonly #drafts = new Map<string, Draft>()
  readonly #snapshots = new Map<string, Moment>()
  readonly #remembered = new Map<string, unknown>()
  readonly #merging = new Merging((...layers) => this.#takeMerged(...layers))

  constructor(id: string, fixtures: Fixtures, definitions: Definitions, sink: ChangeSink) {
    super(definitions)
    this.id = id
    this.#fixtures = fixtures
    this.#layers = [fixtures.layer]
    this.#sink = sink
  }

  get fixtures(): Fixtures {
    return this.#fixtures
  }

  get version(): number {
    return this.#version
  }

  get layers(): readonly Layer[] {
    return this.#layers
  }

  /** @internal where this world and its drafts report what they change */
  get sink(): ChangeSink {
    return this.#sink
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
    this.#sink.write(part, key, entry, this.id, table, undefined)
  }

  touched(table: string, key: Key): void {
    this.#sink.touched(this.id, table, key)
  }

  /** What was remembered of the world under `name` (its clock, for instance). It is no part of snapshots and forks. */
  remembered(name: string): unknown {
    return this.#remembered.get(name)
  }

  /** Remembers something of the world that is no row, and that a reset leaves alone. `undefined` forgets it. */
  remember(name: string, value: unknown): void {
    this.#sink.update(() => {
      const before = this.#remembered.get(name)
      setOrDelete(this.#remembered, name, value)
      this.#sink.note({ world: this.id, event: 'remembered', name, value }, () =>
        setOrDelete(this.#remembered, name, before),
      )
    })
  }

  /** Back to the fixtures. Snapshots stay. */
  reset(): void {
    this.#replace({ layers: [this.fixtures.layer], drafts: new Map() }, { world: this.id, event: 'reset' })
  }

  /** Begins anew on other fixtures. Snapshots and drafts, which stood on the old ones, are gone. It is no part of any update. */
  standOn(fixtures: Fixtures): void {
    this.#fixtures = fixtures
    this.#snapshots.clear()
    this.#apply({ layers: [fixtures.layer], drafts: new Map() })
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
      this.#sink.note({ world: this.id, event: 'snapshot', snapshot: name }, () =>
        setOrDelete(this.#snapshots, name, before),
      )
    })
  }

  /** Back to the state kept under `name`; the snapshot stays. */
  restore(name: string): void {
    const moment = this.#snapshots.get(name)
    if (!moment) throw this.#noSnapshot(name)
    this.#replace(moment, { world: this.id, event: 'restored', snapshot: name })
  }

  #noSnapshot(name: string): UserError {
    return new UserError(noSuch('snapshot', name, this.#snapshots.keys()))
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
    if (!moment) throw this.#noSnapshot(snapshot!)
    const fork = new World(id, this.fixtures, this.definitions, this.#sink)
    fork.#apply(moment)
    return fork
  }

  /** What lies in a snapshot, for reading only. */
  snapshotLayers(name: string): readonly Layer[] {
    const moment = this.#snapshots.get(name)
    if (!moment) throw this.#noSnapshot(name)
    return moment.layers
  }

  /** The rows of this moment, to be read whatever is written later. Costs what was changed, and nobody else knows of it. */
  view(): View {
    this.#seal()
    return new View(this.#layers, this.definitions)
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
      const draft = new Draft(name, this, this.definitions)
      this.#drafts.set(name, draft)
      this.#sink.note({ world: this.id, event: 'draft-opened', draft: name }, () => this.#drafts.delete(name))
      return draft
    })
  }

  /** @internal closes a draft that is open */
  dropDraft(draft: Draft): void {
    const { name } = draft
    if (this.#drafts.get(name) !== draft) return
    this.#sink.update(() => {
      this.#drafts.delete(name)
      this.#sink.note({ world: this.id, event: 'draft-dropped', draft: name }, () =>
        this.#drafts.set(name, draft),
      )
    })
  }

  /** @internal from here on nothing it does is noted, since it is no part of the state any more. @returns how to take that back */
  retire(): () => void {
    const sink = this.#sink
    this.#sink = silent
    return () => (this.#sink = sink)
  }

  /** @internal all it holds, for reading only */
  parts(): WorldParts {
    return {
      layers: this.#layers,
      open: this.#open,
      drafts: new Map([...this.#drafts].map(([name, draft]) => [name, draft.parts()])),
      snapshots: this.#snapshots,
      remembered: this.#remembered,
    }
  }

  /** @internal takes over parts that nobody else uses, in place of all it held */
  assemble(parts: WorldParts): void {
    this.#layers = [...parts.layers]
    this.#open = parts.open
    this.#drafts.clear()
    for (const [name, one] of parts.drafts)
      this.#drafts.set(name, new Draft(name, this, this.definitions, one))
    for (const [name, moment] of parts.snapshots) this.#snapshots.set(name, moment)
    for (const [name, value] of parts.remembered) this.#remembered.set(name, value)
    this.#version++
  }

  #moment(): Moment {
    this.#seal()
    return {
      layers: [...this.#layers],
      drafts: new Map([...this.#drafts].map(([name, draft]) => [name, copyParts(draft.parts())])),
    }
  }

  /** Seals the layers of this moment; further writes go to a new one. */
  #seal(): void {
    const before = { layers: [...this.#layers], open: this.#open }
    // An update that fails takes its writes back from the layers it wrote to, so those must come back with it.
    this.#sink.undoable(() => {
      this.#layers = before.layers
      this.#open = before.open
      this.#version++
    })
    this.#open = false
    this.#merging.compact(this.#layers)
    this.#version++
  }

  /** Layers that were merged in turns; others may have taken their place meanwhile. */
  #takeMerged(lower: Layer, upper: Layer, merged: Layer): void {
    const at = this.#layers.indexOf(lower)
    if (at < 0 || this.#layers[at + 1] !== upper) return
    this.#layers = this.#layers.toSpliced(at, 2, merged)
    this.#version++
  }

  #replace(moment: Moment, change: WorldChange): void {
    this.#sink.update(() => {
      const [layers, open, drafts] = [this.#layers, this.#open, [...this.#drafts.values()]]
      this.#apply(moment)
      this.#sink.note(change, () => {
        this.#layers = layers
        this.#open = open
        this.#drafts.clear()
        for (const draft of drafts) this.#drafts.set(draft.name, draft)
        this.#version++
      })
    })
  }

  #apply(moment: Moment): void {
    this.#layers = [...moment.layers]
    this.#open = false
    this.#drafts.clear()
    for (const [name, parts] of moment.drafts)
      this.#drafts.set(name, new Draft(name, this, this.definitions, copyParts(parts)))
    this.#version++
  }
}

function setOrDelete<Value>(map: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) map.delete(name)
  else map.set(name, value)
}
