/**
 * The store: lowdb holds the state, all changes go through tables, and an update happens as a whole or not at all.
 *
 * lowdb's synchronous `LowSync` is used, so that a change is applied, appended and, if that fails, taken back before
 * anything else runs (see docs/decisions/0002-layered-store.md).
 */
import { LowSync, MemorySync, type SyncAdapter } from 'lowdb'
import { UserError } from '../errors.ts'
import { rowChange, silent, type Change, type ChangeSink } from './change.ts'
import type { FilledSlice } from './filled-slice.ts'
import { FilledFixtures, type Fixtures, type KeptFixtures } from './fixtures.ts'
import type { Key } from './key.ts'
import { Layer, MANY, type TableLayer } from './layer.ts'
import type { Definitions } from './stack.ts'
import type { Slice } from './table.ts'
import { Touches } from './touches.ts'
import { Undo } from './undo.ts'
import { World } from './world.ts'

/** What lowdb holds: each world's layers above its fixtures, and what changed since the adapter last wrote. */
export interface State {
  readonly worlds: Map<string, World>
  changes: Change[]
}

/** What an adapter that keeps state for later needs of the store that it serves. */
export interface Ground {
  readonly definitions: Definitions
  readonly fixtures: readonly Fixtures[]
  /** Makes fixtures again that no file holds. */
  readonly remake: (kept: KeptFixtures) => Fixtures
  readonly sink: ChangeSink
  /** Makes changes of the touches since the last time, and writes them. */
  flushTouches(): void
}

/** An adapter whose state outlives the process. */
export interface KeepingAdapter extends SyncAdapter<State> {
  /** Called once, before the first `read`. */
  attach(ground: Ground): void
  /** Called at a touch: {@link Ground.flushTouches} is to be called before long. */
  touched(): void
}

export interface StoreOptions {
  /** Where changes go; memory by default. Its `write` receives the state with the changes since the last call. */
  readonly adapter?: SyncAdapter<State> | KeepingAdapter
  /** Given when answers must wait until an update is safe some time after it was written. */
  readonly sync?: Sync | undefined
}

export interface Sync {
  /** How many updates have been written. */
  readonly appended: number
  /** Resolves when they are safe. */
  durable(): Promise<void>
}

/** Events after which a world's rows, as they are, stand elsewhere or nowhere. */
const TAKES_ALONG: ReadonlySet<string> = new Set(['created', 'deleted', 'reset', 'restored', 'snapshot'])

export class Store implements ChangeSink {
  readonly #db: LowSync<State>
  readonly #definitions: Definitions = new Map()
  readonly #fixtures: Fixtures[] = []
  readonly #keeper: KeepingAdapter | undefined
  /** Given when an update is safe only some time after it was written. */
  readonly sync: Sync | undefined
  /** Touches that are not written yet; none are remembered when nothing is kept. */
  readonly #touches: Touches | undefined
  readonly #undo = new Undo()
  /** Whether an update is open. */
  #isOpen = false
  #isLoading = false
  /** Whether an adapter takes changes; in memory nobody reads them. */
  readonly #isHeard: boolean

  constructor({ adapter, sync }: StoreOptions = {}) {
    this.sync = sync
    this.#isHeard = adapter !== undefined
    this.#db = new LowSync<State>(adapter ?? new MemorySync<State>(), { worlds: new Map(), changes: [] })
    if (!(adapter && 'attach' in adapter)) return
    this.#keeper = adapter
    this.#touches = new Touches()
  }

  /** Makes fixtures that many worlds are to stand on. */
  fixtures(name: string, slices: readonly FilledSlice[]): Fixtures {
    const fixtures = this.fixturesApart(name, slices)
    this.#fixtures.push(fixtures)
    return fixtures
  }

  /**
   * Makes fixtures for a world of its own, which go with it.
   *
   * @param base lends the slices that are not given
   * @param origin see {@link KeptFixtures.origin}
   */
  fixturesApart(name: string, slices: readonly FilledSlice[], base?: Fixtures, origin?: unknown): Fixtures {
    const layer = new Layer()
    const given = new Set(slices.map(({ slice }) => slice.name))
    for (const [table, part] of base?.layer.tables ?? [])
      if (!given.has(table.slice(0, table.indexOf('.')))) layer.tables.set(table, part)
    for (const { slice, layer: rows } of slices) {
      this.declare(slice)
      for (const [table, part] of rows.tables) layer.tables.set(table, part)
    }
    return new FilledFixtures(name, layer, origin)
  }

  /** Makes a slice's tables known, so that what was kept of them is loaded with its indexes. Fixtures do that by themselves. */
  declare(slice: Slice): void {
    new World('', new FilledFixtures('', new Layer()), this.#definitions, silent).open(slice)
  }

  /**
   * Loads what was kept, if anything is: to be called when the fixtures are there that kept worlds stand on.
   *
   * @param remake makes fixtures again that went with a world of its own
   * @throws UserError when it cannot be loaded
   */
  load(remake: Ground['remake'] = noFixtures): void {
    this.#keeper?.attach({
      remake,
      definitions: this.#definitions,
      fixtures: this.#fixtures,
      sink: this,
      flushTouches: () => this.#flushTouches(),
    })
    this.#isLoading = true
    try {
      this.#db.read()
    } finally {
      this.#isLoading = false
    }
    // What a start does, no request has to wait for. Fixtures have theirs.
    for (const world of this.worlds()) {
      const { layers, snapshots } = world.parts()
      for (const one of [layers, ...[...snapshots.values()].map((moment) => moment.layers)].flat())
        one.makeLookUps()
    }
  }

  /** All worlds, in order of creation. */
  worlds(): World[] {
    return [...this.#db.data.worlds.values()]
  }

  /** Opens a new world on fixtures. */
  createWorld(id: string, fixtures: Fixtures): World {
    return this.#keep(new World(id, fixtures, this.#definitions, this), {
      world: id,
      event: 'created',
      fixtures,
    })
  }

  /** Opens a new world that begins as another one is now, or was at a snapshot. */
  forkWorld(id: string, from: World, snapshot?: string): World {
    return this.update(() =>
      this.#keep(from.fork(id, snapshot), {
        world: id,
        event: 'created',
        from: from.id,
        ...(snapshot === undefined ? {} : { snapshot }),
      }),
    )
  }

  deleteWorld(id: string): void {
    const world = this.#db.data.worlds.get(id)
    if (!world) return
    this.update(() => {
      this.#db.data.worlds.delete(id)
      // Requests to it may still be under way; what they change is nobody's any more.
      const recall = world.retire()
      this.note({ world: id, event: 'deleted' }, () => {
        this.#db.data.worlds.set(id, world)
        recall()
      })
    })
  }

  /**
   * Runs `work`; when it throws, or when its changes cannot be written, everything it changed is taken back. An update
   * inside another is part of it. `work` must be synchronous: other requests run between two awaits.
   */
  update<Result>(work: () => Result): Result {
    if (this.#isOpen) return work()
    this.#isOpen = true
    try {
      const result = work()
      if (result instanceof Promise) throw new Error('An update must be synchronous.')
      if (this.#db.data.changes.length > 0) this.#db.write()
      return result
    } catch (error) {
      this.#undo.run()
      throw error
    } finally {
      this.#isOpen = false
      this.#undo.clear()
      if (this.#db.data.changes.length > 0) this.#db.data.changes = []
    }
  }

  write(
    part: TableLayer,
    key: Key,
    entry: unknown,
    world: string,
    table: string,
    draft: string | undefined,
  ): void {
    if (!this.#isOpen && !this.#isLoading) {
      this.update(() => this.write(part, key, entry, world, table, draft))
      return
    }
    const before = part.set(key, entry)
    if (this.#isLoading) return
    if (part.entries.size === MANY) part.makeLookUps()
    this.#undo.entry(part, key, before)
    if (this.#isHeard) this.#noteChange(rowChange(world, draft, table, key, entry))
  }

  note(change: Change, undo: () => void): void {
    if (this.#isLoading) return
    this.undoable(undo)
    if (this.#isHeard) this.#noteChange(change)
  }

  undoable(undo: () => void): void {
    if (this.#isOpen && !this.#isLoading) this.#undo.step(undo)
  }

  #noteChange(change: Change): void {
    if (this.#touches?.isEmpty === false) this.#settleTouches(this.#touches, change)
    this.#db.data.changes.push(change)
  }

  touched(world: string, table: string, key: Key): void {
    // In memory there is nothing to do: a touch is in place already.
    if (!this.#touches) return
    this.#touches.add(world, table, key)
    this.#keeper?.touched()
  }

  /** Writes touched rows before a change that takes them along: into a snapshot, a fork, a draft's bases, or to nowhere. */
  #settleTouches(touches: Touches, change: Change): void {
    const takesAlong =
      'event' in change
        ? TAKES_ALONG.has(change.event)
        : change.draft !== undefined && touches.has(change.world, change.table, change.key)
    if (takesAlong) this.#noteTouches(touches)
  }

  #flushTouches(): void {
    const touches = this.#touches
    if (touches?.isEmpty === false) this.update(() => this.#noteTouches(touches))
  }

  #noteTouches(touches: Touches): void {
    const taken = touches.take()
    this.undoable(() => {
      for (const one of taken) touches.add(...one)
    })
    for (const [id, table, key] of taken) {
      const value = this.#db.data.worlds.get(id)?.table(table).get(key)
      // A row that is gone by now has taken its touch along.
      if (value !== undefined) this.#db.data.changes.push({ world: id, table, key, value })
    }
  }

  #keep(world: World, change: Change): World {
    const { worlds } = this.#db.data
    if (worlds.has(world.id)) throw new UserError(`There is a workspace "${world.id}" already.`)
    return this.update(() => {
      worlds.set(world.id, world)
      this.note(change, () => worlds.delete(world.id))
      return world
    })
  }
}

function noFixtures({ name }: KeptFixtures): never {
  throw new UserError(`The fixtures "${name}" cannot be made again.`)
}
