/**
 * Layers: what changed above what lies below. A layer of fixtures, a snapshot, a workspace's own changes and an open
 * transaction are all the same thing, so resetting, forking and rolling back are letting go of a layer.
 */
import { atOnce } from '../in-turns.ts'
import type { Key } from './key.ts'
import { OrderedIndex, type AnyOrderOf } from './ordered-index.ts'
import { ChangingIndex, SealedIndex, sideBySide, type Bucket, type SealedRows } from './row-index.ts'
import type { TableDefinition } from './table.ts'

/** Marks a row that a layer takes away from those below it. */
export const GONE: unique symbol = Symbol('gone')

export type Entry<Row> = Row | typeof GONE

/** Gives rows with their keys. */
export type Rows<Row = unknown> = () => Iterable<readonly [Key, Row]>

/** One table's part of a layer: its puts and deletions, with indexes over the puts. */
export class TableLayer<Row = unknown> {
  readonly definition: TableDefinition<Row>
  readonly #entries = new Map<Key, Entry<Row>>()
  /** Among them are all of its keys that a layer below mentions; where nobody has kept account of that, any may be one. */
  covering: Set<Key> | undefined
  /** Gives the rows when somebody first looks; gone from then on. */
  #later: Rows<Row> | undefined
  /** The look-ups and the orders that somebody has asked for. */
  #indexes: ChangingIndex<Row>[] = []
  readonly #orders = new Map<string, OrderedIndex<Row>>()
  /** The look-ups of a layer that takes no more writes. */
  #sealed: SealedIndex<Row>[] | undefined
  #sealedRows: SealedRows<Row> | undefined

  /** @param later the rows that it holds for good, asked for when somebody first looks */
  constructor(definition: TableDefinition<Row>, later?: Rows<Row>) {
    this.definition = definition
    this.#later = later
  }

  get entries(): Map<Key, Entry<Row>> {
    if (this.#later) this.#fill(this.#later)
    return this.#entries
  }

  /** Sets an entry, or forgets it when `undefined`; the indexes follow. @returns what stood there before */
  set(key: Key, entry: Entry<Row> | undefined): Entry<Row> | undefined {
    if (this.#sealed) throw new Error('These rows take no more changes.')
    const { entries } = this
    const before = entries.get(key)
    if (entry === undefined) entries.delete(key)
    else entries.set(key, entry)
    for (const index of this.#indexes) {
      if (before !== undefined && before !== GONE) index.remove(key, before)
      if (entry !== undefined && entry !== GONE) index.add(key, entry)
    }
    if (this.#orders.size === 0) return before
    for (const order of this.#orders.values()) {
      if (before !== undefined && before !== GONE) order.remove(key, before)
      if (entry !== undefined && entry !== GONE) order.add(key, entry)
    }
    return before
  }

  /** Takes no more writes, and makes all look-ups and orders, so that no request has to wait for them. */
  seal(): void {
    this.#sealed = []
    this.#indexes = []
    const { indexes, orders = {} } = this.definition
    for (const name of Object.keys(indexes)) this.#index(name)
    for (const name of Object.keys(orders)) this.order(name)
  }

  /** Makes the look-ups and orders that nobody has asked for yet; they are kept right from then on. */
  makeLookUps(): void {
    if (this.#sealed) return
    const { indexes, orders = {} } = this.definition
    for (const name of Object.keys(indexes))
      if (!this.#indexes.some((one) => one.name === name)) this.#index(name)
    for (const name of Object.keys(orders)) this.order(name)
  }

  /** The keys that this layer's index holds under `value`. */
  bucket(name: string, value: string): Bucket | undefined {
    if (this.#later) this.#fill(this.#later)
    for (const index of this.#sealed ?? this.#indexes) if (index.name === name) return index.bucket(value)
    return this.#index(name).bucket(value)
  }

  /** This layer's rows in an order: sorted when first asked for, kept right from then on. */
  order(name: string): OrderedIndex<Row> {
    let order = this.#orders.get(name)
    if (!order) this.#orders.set(name, (order = new OrderedIndex(this.#orderOf(name), this.#rows())))
    return order
  }

  #fill(later: Rows<Row>): void {
    this.#later = undefined
    for (const [key, row] of later()) this.#entries.set(key, freezeDeep(row))
    this.#sealed = []
  }

  #index(name: string): ChangingIndex<Row> | SealedIndex<Row> {
    const of = this.definition.indexes[name]
    if (!of) throw new Error(`The table has no index "${name}".`)
    if (this.#sealed) {
      this.#sealedRows ??= sideBySide(this.#rows())
      const index = new SealedIndex(name, of, this.#sealedRows)
      this.#sealed.push(index)
      return index
    }
    const index = new ChangingIndex(name, of, this.#rows())
    this.#indexes.push(index)
    return index
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

/** From so many entries on, a part has all its look-ups and orders: to make one of many rows would hold up who first asks. */
export const MANY = 5000
/** So many entries are copied before others may have a turn. */
const PAUSE = 256

/** The changes to all tables. */
export class Layer {
  readonly tables = new Map<string, TableLayer>()
  /** Whether it has all that belongs to it; one that stands in for rows that are not at hand has not. */
  readonly isWhole: boolean

  constructor(isWhole = true) {
    this.isWhole = isWhole
  }

  /** How many entries it holds over all tables. */
  get size(): number {
    let size = 0
    for (const one of this.tables.values()) size += one.entries.size
    return size
  }

  /** Makes the look-ups and orders of parts with many entries. */
  makeLookUps(): void {
    for (const part of this.tables.values()) if (part.entries.size >= MANY) part.makeLookUps()
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

/**
 * Neighbouring layers as one, lowest first; they stay as they are.
 *
 * @param base the only layer below them, if it is: marks of rows that it does not have are left out
 */
export function flatten(layers: readonly Layer[], base?: Layer): Layer {
  return atOnce(flattening(layers, base))
}

/** The same with pauses, in which others may have a turn. */
export function* flattening(layers: readonly Layer[], base?: Layer): Generator<undefined, Layer> {
  const merged = new Layer()
  let copied = 0
  for (const layer of layers) {
    for (const [name, part] of layer.tables) {
      const isFirst = !merged.tables.has(name)
      const target = merged.table(name, part.definition)
      if (isFirst) {
        const parts = layers.flatMap((one) => one.tables.get(name) ?? [])
        if (parts.reduce((sum, { entries }) => sum + entries.size, 0) >= MANY) target.makeLookUps()
        if (parts.every(({ covering }) => covering)) target.covering = new Set()
      }
      const below = base?.tables.get(name)?.entries
      for (const [key, entry] of part.entries) {
        target.set(key, entry === GONE && base && !below?.has(key) ? undefined : entry)
        if (part.covering?.has(key) && (!base || below?.has(key))) target.covering?.add(key)
        if (++copied % PAUSE === 0) yield undefined
      }
    }
  }
  return merged
}

/** Freezes a row and everything in it. Rows are shared between worlds, so nobody may change one in place. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  if (Array.isArray(value)) for (const inner of value) freezeDeep(inner)
  // A list of the values would be made for each of a million rows.
  else for (const name in value) freezeDeep(value[name])
  return value
}
