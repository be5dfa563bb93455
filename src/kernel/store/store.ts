/**
 * The store: lowdb holds the state, all changes go through tables, and an update happens as a whole or not at all.
 *
 * lowdb's synchronous `LowSync` is used, so that a change is applied, appended and, if that fails, taken back before
 * anything else runs (see docs/decisions/0002-layered-store.md).
 */
import { LowSync, MemorySync, type SyncAdapter } from 'lowdb'
import { UserError } from '../errors.ts'
import { Layer } from './layer.ts'
import type { Key, Opened, Slice } from './table.ts'
import { World, type Change, type ChangeSink, type Definitions } from './world.ts'

/** What lowdb holds: each world's layers above its fixtures, and what changed since the adapter last wrote. */
export interface State {
  readonly worlds: Map<string, World>
  changes: Change[]
}

export interface StoreOptions {
  /** Where changes go; memory by default. Its `write` receives the state with the changes since the last call. */
  readonly adapter?: SyncAdapter<State>
}

/** Frozen tables that worlds stand on, shared by all of them. */
export interface Fixtures {
  readonly name: string
  readonly layer: Layer
}

export class Store implements ChangeSink {
  readonly #db: LowSync<State>
  readonly #definitions: Definitions = new Map()
  /** How to take back what the open update did, in order; absent while none is open. */
  #undo: (() => void)[] | undefined

  constructor({ adapter = new MemorySync<State>() }: StoreOptions = {}) {
    this.#db = new LowSync<State>(adapter, { worlds: new Map(), changes: [] })
  }

  /** Builds fixtures: `fill` receives a function that opens slices for writing. */
  fixtures(name: string, fill: (open: <Of extends Slice>(slice: Of) => Opened<Of>) => void): Fixtures {
    const layer = new Layer()
    const drafting = new World('', [layer], this.#definitions, silent)
    fill((slice) => drafting.open(slice))
    const filled = drafting.layers.at(-1)
    return { name, layer: filled ?? layer }
  }

  /** Opens a new world on fixtures. */
  createWorld(id: string, fixtures: Fixtures): World {
    return this.#keep(new World(id, [fixtures.layer], this.#definitions, this))
  }

  /** Opens a new world that begins as another one is now, or was at a snapshot. */
  forkWorld(id: string, from: World, snapshot?: string): World {
    return this.#keep(from.fork(id, snapshot))
  }

  deleteWorld(id: string): void {
    const world = this.#db.data.worlds.get(id)
    if (!world) return
    this.update(() => {
      this.#db.data.worlds.delete(id)
      this.note({ world: id, event: 'deleted' }, () => this.#db.data.worlds.set(id, world))
    })
  }

  /**
   * Runs `work`; when it throws, or when its changes cannot be written, everything it changed is taken back. An update
   * inside another is part of it. `work` must be synchronous: other requests run between two awaits.
   */
  update<Result>(work: () => Result): Result {
    if (this.#undo) return work()
    this.#undo = []
    try {
      const result = work()
      if (result instanceof Promise) throw new Error('An update must be synchronous.')
      if (this.#db.data.changes.length > 0) this.#db.write()
      return result
    } catch (error) {
      for (const undo of this.#undo.toReversed()) undo()
      throw error
    } finally {
      this.#undo = undefined
      if (this.#db.data.changes.length > 0) this.#db.data.changes = []
    }
  }

  note(change: Change, undo: () => void): void {
    this.#undo?.push(undo)
    this.#db.data.changes.push(change)
  }

  undoable(undo: () => void): void {
    this.#undo?.push(undo)
  }

  touched(_world: string, _table: string, _key: Key): void {
    // Nothing to do in memory: a touch is in place already.
  }

  #keep(world: World): World {
    const { worlds } = this.#db.data
    if (worlds.has(world.id)) throw new UserError(`There is a workspace "${world.id}" already.`)
    return this.update(() => {
      worlds.set(world.id, world)
      this.note({ world: world.id, event: 'created' }, () => worlds.delete(world.id))
      return world
    })
  }
}

/** Takes changes as they come; for building fixtures, which are no changes. */
const silent: ChangeSink = {
  update: (work) => work(),
  note: () => undefined,
  undoable: () => undefined,
  touched: () => undefined,
}
