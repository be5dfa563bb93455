/** A table as the stack of its layers shows it: reads fall through from the top, writes stay in the top layer. */
import { atOnce } from '../in-turns.ts'
import type { Key } from './key.ts'
import { GONE, freezeDeep, type Layer, type TableLayer } from './layer.ts'
import type { Stretch, Walk } from './ordered-index.ts'
import type { Place } from './sorted-places.ts'
import type { Table, TableDefinition } from './table.ts'

/** A stack of layers, bottom first, of which the last takes the writes. */
export interface LayerStack {
  /** Changes whenever a table may have to look at other layers than before. */
  readonly version: number
  /** The layers; the lowest holds no deletions. */
  readonly layers: readonly Layer[]
  /** Whether what lies below the last layer stays as it is. */
  readonly isSteady: boolean
  /** This table's part of the layer that takes writes; made on the first one. */
  writable(table: string, definition: TableDefinition<unknown>): TableLayer
  /** Sets an entry (`undefined` forgets it) as part of the open update, or as one of its own. */
  write(table: string, part: TableLayer, key: Key, entry: unknown): void
  /** Tells that a row was replaced without a note. */
  touched(table: string, key: Key): void
}

/** So many rows are counted before others may have a turn. */
const PAUSE = 256

export class LayeredTable<Row, Index extends string = string, Order extends string = string> implements Table<
  Row,
  Index,
  Order
> {
  readonly #name: string
  readonly #definition: TableDefinition<Row, Index>
  readonly #stack: LayerStack
  #version = -1
  /** This table's parts of the stack's layers, bottom first, without the layers that do not mention it. */
  #parts: readonly TableLayer<Row>[] = []
  /** The one of them that takes the writes, once it is there. */
  #own: TableLayer<Row> | undefined

  constructor(name: string, definition: TableDefinition<Row, Index>, stack: LayerStack) {
    this.#name = name
    this.#definition = definition
    this.#stack = stack
  }

  get(key: Key): Row | undefined {
    if (this.#version !== this.#stack.version) this.#refresh()
    const parts = this.#parts
    for (let at = parts.length - 1; at >= 0; at--) {
      const entry = parts[at]!.entries.get(key)
      if (entry !== undefined) return entry === GONE ? undefined : entry
    }
    return undefined
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined
  }

  get size(): number {
    return atOnce(this.sizing())
  }

  *sizing(): Generator<undefined, number> {
    if (this.#version !== this.#stack.version) this.#refresh()
    const lowest = this.#stack.layers[0]?.tables.get(this.#name)
    let size = lowest?.entries.size ?? 0
    const counted = new Set<Key>()
    for (const part of this.#parts) {
      if (part === lowest) continue
      for (const key of part.entries.keys()) {
        if (counted.has(key)) continue
        counted.add(key)
        if (counted.size % PAUSE === 0) yield undefined
        size += Number(this.has(key)) - Number(lowest?.entries.has(key) ?? false)
      }
    }
    return size
  }

  *entries(): IterableIterator<[Key, Row]> {
    if (this.#version !== this.#stack.version) this.#refresh()
    const parts = this.#parts
    for (const [at, part] of parts.entries()) {
      for (const [key, entry] of part.entries) {
        if (entry === GONE || (at > 0 && isPresentBelow(parts, at, key))) continue
        // Layers may have come above while somebody walked.
        const isTop = at === parts.length - 1 && this.#version === this.#stack.version
        const row = isTop ? entry : this.get(key)
        if (row !== undefined) yield [key, row]
      }
    }
  }

  *values(): IterableIterator<Row> {
    for (const [, row] of this.entries()) yield row
  }

  *keys(): IterableIterator<Key> {
    for (const [key] of this.entries()) yield key
  }

  *find(index: Index, value: string): IterableIterator<Row> {
    if (this.#version !== this.#stack.version) this.#refresh()
    const parts = this.#parts
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!
      const bucket = part.bucket(index, value)
      if (bucket === undefined) continue
      // Whoever walks may write, and a set would not end that is added to meanwhile.
      for (const key of typeof bucket === 'string' ? [bucket] : [...bucket]) {
        if (isMentionedAbove(parts, at, key)) continue
        const row = part.entries.get(key)
        if (row !== undefined && row !== GONE) yield row
      }
    }
  }

  first(index: Index, value: string): Row | undefined {
    if (this.#version !== this.#stack.version) this.#refresh()
    const parts = this.#parts
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at]!
      const bucket = part.bucket(index, value)
      if (bucket === undefined) continue
      if (typeof bucket === 'string') {
        const row = shown(parts, at, bucket)
        if (row !== undefined) return row
        continue
      }
      for (const key of bucket) {
        const row = shown(parts, at, key)
        if (row !== undefined) return row
      }
    }
    return undefined
  }

  *walk(order: Order, walk: Walk = {}): IterableIterator<Row> {
    if (this.#version !== this.#stack.version) this.#refresh()
    const parts = this.#parts
    const sign = walk.descending ? -1 : 1
    const orders = parts.map((part) => part.order(order))
    const compare = orders[0]?.compare
    if (!compare) return
    const heads = orders.map((one, at) => new Head(at, one.walk(walk)))
    for (;;) {
      let next: Head | undefined
      for (const head of heads) {
        if (head.place && (!next || sign * compare(head.place, next.place!) < 0)) next = head
      }
      if (!next) return
      const { key } = next.place!
      const row = isMentionedAbove(parts, next.at, key) ? GONE : parts[next.at]!.entries.get(key)
      next.advance()
      if (row !== undefined && row !== GONE) yield row
    }
  }

  count(order: Order, stretch: Stretch = {}): number {
    if (this.#version !== this.#stack.version) this.#refresh()
    const mentioned = new Set<Key>()
    let count = 0
    for (const part of this.#parts.toReversed()) {
      const own = part.order(order)
      count += own.count(stretch)
      for (const key of mentioned) {
        const covered = part.entries.get(key)
        if (covered !== undefined && covered !== GONE && own.holds(covered, stretch)) count--
      }
      // What lies lowest covers nothing, and may be large.
      if (part === this.#parts[0]) continue
      // What was undone since covers nothing.
      for (const key of part.covering ?? part.entries.keys()) if (part.entries.has(key)) mentioned.add(key)
    }
    return count
  }

  put(key: Key, row: Row): void {
    const part = this.#writable()
    this.#noteCovered(part, key)
    this.#stack.write(this.#name, part as TableLayer, key, freezeDeep(row))
  }

  delete(key: Key): boolean {
    if (!this.has(key)) return false
    const part = this.#writable()
    // A row that only this layer knows leaves no mark: otherwise every session that ever ended would stay behind.
    const isMentionedBelow = isMentioned(this.#parts, 0, this.#parts.length - 1, key)
    if (isMentionedBelow) part.covering?.add(key)
    this.#stack.write(this.#name, part as TableLayer, key, isMentionedBelow ? GONE : undefined)
    return true
  }

  touch(key: Key, row: Row): void {
    const part = this.#writable()
    // Indexed values stay as they are, so a row that already stands in this layer needs no indexing anew.
    if (part.entries.has(key)) part.entries.set(key, Object.freeze(row))
    else {
      this.#noteCovered(part, key)
      part.set(key, Object.freeze(row))
    }
    this.#stack.touched(this.#name, key)
  }

  #writable(): TableLayer<Row> {
    if (this.#own && this.#version === this.#stack.version) return this.#own
    const part = this.#stack.writable(this.#name, this.#definition as TableDefinition<unknown>)
    if (this.#version !== this.#stack.version) this.#refresh()
    if (part.entries.size === 0 && this.#stack.isSteady) part.covering ??= new Set()
    return (this.#own = part as TableLayer<Row>)
  }

  /** So that what is counted costs the rows that cover others, not all that have come. */
  #noteCovered({ entries, covering }: TableLayer<Row>, key: Key): void {
    if (covering && !entries.has(key) && isMentioned(this.#parts, 0, this.#parts.length - 1, key))
      covering.add(key)
  }

  #refresh(): void {
    // A new list: whoever walks goes on with the old one.
    const parts: TableLayer<Row>[] = []
    for (const layer of this.#stack.layers) {
      const part = layer.tables.get(this.#name)
      if (part) parts.push(part as TableLayer<Row>)
    }
    this.#parts = parts
    this.#own = undefined
    this.#version = this.#stack.version
  }
}

/** A part's row, unless a part above it has another, or none, under its key. */
function shown<Row>(parts: readonly TableLayer<Row>[], at: number, key: Key): Row | undefined {
  if (isMentionedAbove(parts, at, key)) return undefined
  const row = parts[at]!.entries.get(key)
  return row === GONE ? undefined : row
}

/** How far one layer's part of an order has been walked. */
class Head {
  readonly at: number
  readonly #places: IterableIterator<Place>
  place: Place | undefined

  constructor(at: number, places: IterableIterator<Place>) {
    this.at = at
    this.#places = places
    this.advance()
  }

  advance(): void {
    const { done, value } = this.#places.next()
    this.place = done ? undefined : value
  }
}

/** What the helpers below need of a table's part. */
type Part = Pick<TableLayer, 'entries'>

function isPresentBelow(parts: readonly Part[], at: number, key: Key): boolean {
  for (let below = at - 1; below >= 0; below--) {
    const entry = parts[below]!.entries.get(key)
    if (entry !== undefined && entry !== GONE) return true
  }
  return false
}

function isMentionedAbove(parts: readonly Part[], at: number, key: Key): boolean {
  return isMentioned(parts, at + 1, parts.length, key)
}

function isMentioned(parts: readonly Part[], from: number, to: number, key: Key): boolean {
  for (let at = from; at < to; at++) if (parts[at]!.entries.has(key)) return true
  return false
}
