/**
 * Layers: what changed above what lies below. A layer of fixtures, a snapshot, a workspace's own changes and an open
 * transaction are all the same thing, so resetting, forking and rolling back are letting go of a layer.
 */
import type { Key } from './key.ts'
import { OrderedIndex, type AnyOrderOf } from './ordered-index.ts'
import type { IndexOf, TableDefinition } from './table.ts'

/** Marks a row that a layer takes away from those below it. */
export const GONE: unique symbol = Symbol('gone')

export type Entry<Row> = Row | typeof GONE

/** A bucket of an index: most hold one key, so a lone key is kept bare. */
type Bucket = Key | Set<Key>

/** Gives rows with their keys. */
export type Rows<Row = unknown> = () => Iterable<readonly [Key, Row]>

/** One table's part of a layer: its puts and deletions, with indexes over the puts. */
export class TableLayer<Row = unknown> {
  readonly definition: TableDefinition<Row>
  readonly #entries = new Map<Key, Entry<Row>>()
  /** Gives the rows when somebody first looks; gone from then on. */
  #later: Rows<Row> | undefined
  readonly #indexes: readonly (readonly [name: string, of: IndexOf<Row>, buckets: Map<string, Bucket>])[]
  /** The orders that somebody has asked for. */
  readonly #orders = new Map<string, OrderedIndex<Row>>()

  /** @param later the rows it begins with, asked for when somebody first looks */
  constructor(definition: TableDefinition<Row>, later?: Rows<Row>) {
    this.definition = definition
    this.#later = later
    this.#indexes = Object.entries<IndexOf<Row>>(definition.indexes).map(([name, of]) => [
      name,
      of,
      new Map(),
    ])
  }

  get entries(): Map<Key, Entry<Row>> {
    if (this.#later) this.#fill(this.#later)
    return this.#entries
  }

  /** Sets an entry, or forgets it when `undefined`; the indexes follow. @returns what stood there before */
  set(key: Key, entry: Entry<Row> | undefined): Entry<Row> | undefined {
    const { entries } = this
    const before = entries.get(key)
    if (entry === undefined) entries.delete(key)
    else entries.set(key, entry)
    for (const [, of, buckets] of this.#indexes) {
      if (before !== undefined && before !== GONE) eachValue(of(before), (value) => drop(buckets, value, key))
      if (entry !== undefined && entry !== GONE) eachValue(of(entry), (value) => add(buckets, value, key))
    }
    for (const order of this.#orders.values()) {
      if (before !== undefined && before !== GONE) order.remove(key, before)
      if (entry !== undefined && entry !== GONE) order.add(key, entry)
    }
    return before
  }

  /** The keys that this layer's index holds under `value`. */
  bucket(index: string, value: string): Bucket | undefined {
    if (this.#later) this.#fill(this.#later)
    for (const [name, , buckets] of this.#indexes) if (name === index) return buckets.get(value)
    throw new Error(`The table has no index "${index}".`)
  }

  /** This layer's rows in an order: sorted when first asked for, kept right from then on. */
  order(name: string): OrderedIndex<Row> {
    let order = this.#orders.get(name)
    if (!order) this.#orders.set(name, (order = new OrderedIndex(this.#orderOf(name), this.#rows())))
    return order
  }

  #fill(later: Rows<Row>): void {
    this.#later = undefined
    for (const [key, row] of later()) this.set(key, freezeDeep(row))
  }

  #orderOf(name: string): AnyOrderOf<Row> {
    const of = this.definition.orders?.[name]
    if (!of) throw new Error(`The table has no order "${name}".`)
    return of
  }

  *#rows(): IterableIterator<readonly [Key, Row]> {
    for (const [key, entry] of this.entries) if (entry !== GONE) yield [key, entry]
  }
}

/** The changes to all tables. */
export class Layer {
  readonly tables = new Map<string, TableLayer>()

  /** How many entries it holds over all tables. */
  get size(): number {
    let size = 0
    for (const one of this.tables.values()) size += one.entries.size
    return size
  }

  /** The part for one table, made when first asked for. */
  table(name: string, definition: TableDefinition<unknown>): TableLayer {
    let part = this.tables.get(name)
    if (!part) this.tables.set(name, (part = new TableLayer(definition)))
    return part
  }
}

/** What the topmost of some layers that mentions a key says of it; `undefined` when none does. */
export function entryIn(layers: readonly Layer[], table: string, key: Key): unknown {
  for (let at = layers.length - 1; at >= 0; at--) {
    const entry = layers[at]!.tables.get(table)?.entries.get(key)
    if (entry !== undefined) return entry
  }
  return undefined
}

/** Neighbouring layers as one, lowest first; they stay as they are. */
export function flatten(...layers: readonly Layer[]): Layer {
  const merged = new Layer()
  for (const layer of layers) {
    for (const [name, part] of layer.tables) {
      const target = merged.table(name, part.definition)
      for (const [key, entry] of part.entries) target.set(key, entry)
    }
  }
  return merged
}

/** Freezes a row and everything in it. Rows are shared between worlds, so nobody may change one in place. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) freezeDeep(inner)
  return value
}

function eachValue(values: string | readonly string[] | undefined, act: (value: string) => void): void {
  if (values === undefined) return
  if (typeof values === 'string') act(values)
  else for (const value of values) act(value)
}

function add(buckets: Map<string, Bucket>, value: string, key: Key): void {
  const bucket = buckets.get(value)
  if (bucket === undefined) buckets.set(value, key)
  else if (typeof bucket !== 'string') bucket.add(key)
  else if (bucket !== key) buckets.set(value, new Set([bucket, key]))
}

function drop(buckets: Map<string, Bucket>, value: string, key: Key): void {
  const bucket = buckets.get(value)
  if (bucket === key) buckets.delete(value)
  else if (bucket instanceof Set && bucket.delete(key) && bucket.size === 0) buckets.delete(value)
}
