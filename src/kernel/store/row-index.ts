/** Look-ups: under which values rows are found. Made when somebody first asks, and kept right from then on. */
import type { Key } from './key.ts'
import type { IndexOf } from './table.ts'

/** Keys under one value: most look-ups have one, so a lone key is kept bare. */
export type Bucket = Key | Iterable<Key>

/** A look-up over rows that come and go. */
export class ChangingIndex<Row> {
  readonly name: string
  readonly #of: IndexOf<Row>
  readonly #buckets = new Map<string, Key | Set<Key>>()

  constructor(name: string, of: IndexOf<Row>, rows: Iterable<readonly [Key, Row]>) {
    this.name = name
    this.#of = of
    for (const [key, row] of rows) this.add(key, row)
  }

  bucket(value: string): Bucket | undefined {
    return this.#buckets.get(value)
  }

  add(key: Key, row: Row): void {
    const values = this.#of(row)
    if (typeof values === 'string') this.#put(values, key)
    else if (values) for (const value of values) this.#put(value, key)
  }

  remove(key: Key, row: Row): void {
    const values = this.#of(row)
    if (typeof values === 'string') this.#drop(values, key)
    else if (values) for (const value of values) this.#drop(value, key)
  }

  #put(value: string, key: Key): void {
    const bucket = this.#buckets.get(value)
    if (bucket === undefined) this.#buckets.set(value, key)
    else if (typeof bucket !== 'string') bucket.add(key)
    else if (bucket !== key) this.#buckets.set(value, new Set([bucket, key]))
  }

  #drop(value: string, key: Key): void {
    const bucket = this.#buckets.get(value)
    if (bucket === key) this.#buckets.delete(value)
    else if (bucket instanceof Set && bucket.delete(key) && bucket.size === 0) this.#buckets.delete(value)
  }
}

/** Rows of a layer that takes no more writes, side by side. */
export interface SealedRows<Row> {
  readonly keys: readonly Key[]
  readonly rows: readonly Row[]
}

export function sideBySide<Row>(entries: Iterable<readonly [Key, Row]>): SealedRows<Row> {
  const [keys, rows]: [Key[], Row[]] = [[], []]
  for (const [key, row] of entries) {
    keys.push(key)
    rows.push(row)
  }
  return { keys, rows }
}

/**
 * A look-up over rows that stay as they are: a hash table of numbers, in place of a text and a map's entry for each
 * value. It holds no values: a look-up works them out for the few rows whose hashes agree.
 */
export class SealedIndex<Row> {
  readonly name: string
  readonly #of: IndexOf<Row>
  readonly #keys: readonly Key[]
  readonly #rows: readonly Row[]
  /** By hash: the first slot there; 0 is none. */
  readonly #first: Int32Array
  /** By slot: the next one there, and the row that it stands for. A row has a slot for each of its values, one after the other. */
  readonly #next: Int32Array
  readonly #rowAt: Int32Array

  constructor(name: string, of: IndexOf<Row>, { keys, rows }: SealedRows<Row>) {
    this.name = name
    this.#of = of
    this.#keys = keys
    this.#rows = rows
    const [hashes, places] = [[0], [0]]
    for (const [at, row] of rows.entries()) {
      const values = of(row)
      for (const value of typeof values === 'string' ? [values] : (values ?? [])) {
        hashes.push(hashOf(value))
        places.push(at)
      }
    }
    this.#rowAt = Int32Array.from(places)
    this.#next = new Int32Array(places.length)
    // Twice as many places as slots and a power of two, so that few rows meet and a mask picks the place.
    this.#first = new Int32Array(2 ** Math.ceil(Math.log2(2 * places.length)))
    // From the last to the first, so that rows are found in their order.
    for (let slot = places.length - 1; slot > 0; slot--) {
      const place = hashes[slot]! & (this.#first.length - 1)
      this.#next[slot] = this.#first[place]!
      this.#first[place] = slot
    }
  }

  bucket(value: string): Bucket | undefined {
    let found: Key | Key[] | undefined
    let last = -1
    for (
      let slot = this.#first[hashOf(value) & (this.#first.length - 1)]!;
      slot > 0;
      slot = this.#next[slot]!
    ) {
      const at = this.#rowAt[slot]!
      if (at === last || !this.#isUnder(this.#rows[at]!, value)) continue
      last = at
      const key = this.#keys[at]!
      if (found === undefined) found = key
      else if (typeof found === 'string') found = [found, key]
      else found.push(key)
    }
    return found
  }

  #isUnder(row: Row, value: string): boolean {
    const values = this.#of(row)
    return typeof values === 'string' ? values === value : (values?.includes(value) ?? false)
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}
