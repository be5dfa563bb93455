/** Rows in an order, of all of them and of groups of them, so that a page from anywhere in it costs what it shows. */
import type { Key } from './key.ts'

/** By what a table's rows are ordered: an amount or a moment. Rows without one stay out. */
export interface OrderOf<Row, Amount = number> {
  readonly by: (row: Row) => Amount | undefined
  /** How amounts are compared that are no numbers: `by` may give the row itself. */
  readonly compare?: (one: Amount, other: Amount) => number
  /** Names of the groups that a row belongs to; each can be walked and counted by itself. */
  readonly groups?: (row: Row) => readonly string[]
}

/* eslint-disable-next-line typescript/no-explicit-any -- what rows are ordered by varies from order to order of one table */
type AnyAmount = any

export type AnyOrderOf<Row> = OrderOf<Row, AnyAmount>

/** A part of an order. */
export interface Stretch {
  /** Only rows of this group. */
  readonly group?: string | undefined
  /** Lowest amount; with `above`, only what is greater than it. */
  readonly from?: number | undefined
  /** Greatest amount; with `below`, only what is less than it. */
  readonly to?: number | undefined
  readonly above?: boolean | undefined
  readonly below?: boolean | undefined
}

/** A row's place. Rows of equal amounts stand in the order of their keys. */
export interface Place {
  readonly amount: AnyAmount
  readonly key: Key
}

/** Which way to walk, and after which place to begin. */
export interface Walk extends Stretch {
  readonly descending?: boolean | undefined
  readonly after?: Place | undefined
}

/** The order of one layer's rows. */
export class OrderedIndex<Row> {
  readonly #of: AnyOrderOf<Row>
  readonly #all: Place[] = []
  readonly #groups = new Map<string, Place[]>()

  /** Sorts what is there. Later rows are put in their places one by one. */
  constructor(of: AnyOrderOf<Row>, rows: Iterable<readonly [Key, Row]>) {
    this.#of = of
    const groups = new Map<Key, readonly string[]>()
    for (const [key, row] of rows) {
      const amount = of.by(row)
      if (amount === undefined) continue
      this.#all.push({ amount, key })
      if (of.groups) groups.set(key, of.groups(row))
    }
    this.#all.sort(this.compare)
    for (const place of this.#all)
      for (const group of groups.get(place.key) ?? []) this.#in(group).push(place)
  }

  add(key: Key, row: Row): void {
    const amount = this.#of.by(row)
    if (amount === undefined) return
    const place = { amount, key }
    this.#insert(this.#all, place)
    for (const group of this.#of.groups?.(row) ?? []) this.#insert(this.#in(group), place)
  }

  remove(key: Key, row: Row): void {
    const amount = this.#of.by(row)
    if (amount === undefined) return
    const place = { amount, key }
    this.#take(this.#all, place)
    for (const group of this.#of.groups?.(row) ?? []) this.#take(this.#in(group), place)
  }

  /** Which of two places comes first. */
  readonly compare = (one: Place, other: Place): number => {
    const { compare } = this.#of
    if (compare) {
      const order = compare(one.amount, other.amount)
      if (order !== 0) return order
    } else if (one.amount !== other.amount) return one.amount < other.amount ? -1 : 1
    if (one.key === other.key) return 0
    return one.key < other.key ? -1 : 1
  }

  /** Whether a row of this layer lies in a stretch. */
  holds(row: Row, { group, from = -Infinity, to = Infinity, above, below }: Stretch): boolean {
    const amount = this.#of.by(row)
    if (amount === undefined || (above ? amount <= from : amount < from)) return false
    if (below ? amount >= to : amount > to) return false
    return group === undefined || (this.#of.groups?.(row).includes(group) ?? false)
  }

  /** How many of this layer's rows lie in a stretch. */
  count(stretch: Stretch): number {
    const [first, end] = boundsOf(this.#placesOf(stretch), stretch)
    return Math.max(0, end - first)
  }

  *walk(walk: Walk): IterableIterator<Place> {
    const places = this.#placesOf(walk)
    let [first, end] = boundsOf(places, walk)
    const { after } = walk
    if (after && walk.descending)
      end = Math.min(
        end,
        search(places, (one) => this.compare(one, after) >= 0),
      )
    else if (after)
      first = Math.max(
        first,
        search(places, (one) => this.compare(one, after) > 0),
      )
    if (walk.descending) for (let at = end - 1; at >= first; at--) yield places[at]!
    else for (let at = first; at < end; at++) yield places[at]!
  }

  #placesOf({ group }: Stretch): readonly Place[] {
    return group === undefined ? this.#all : (this.#groups.get(group) ?? [])
  }

  #insert(places: Place[], place: Place): void {
    places.splice(
      search(places, (one) => this.compare(one, place) >= 0),
      0,
      place,
    )
  }

  #take(places: Place[], place: Place): void {
    const at = search(places, (one) => this.compare(one, place) >= 0)
    if (places[at]?.key === place.key) places.splice(at, 1)
  }

  #in(group: string): Place[] {
    let places = this.#groups.get(group)
    if (!places) this.#groups.set(group, (places = []))
    return places
  }
}

/** Where a stretch begins, and before which place it ends. */
function boundsOf(places: readonly Place[], { from, to, above, below }: Stretch): [number, number] {
  const first =
    from === undefined ? 0 : search(places, ({ amount }) => (above ? amount > from : amount >= from))
  const end =
    to === undefined ? places.length : search(places, ({ amount }) => (below ? amount >= to : amount > to))
  return [first, end]
}

/** The first place for which `holds`, of which all later ones do. */
function search(places: readonly Place[], holds: (place: Place) => boolean): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(places[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
