/** Rows in an order, of all of them and of groups of them, so that a page from anywhere in it costs what it shows. */
import type { Key } from './key.ts'
import { comparing, SortedPlaces, type Compare, type Place } from './sorted-places.ts'

export type { Place } from './sorted-places.ts'

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

/** Which way to walk, and after which place to begin. */
export interface Walk extends Stretch {
  readonly descending?: boolean | undefined
  readonly after?: Place | undefined
}

/** The order of one layer's rows. */
export class OrderedIndex<Row> {
  readonly #of: AnyOrderOf<Row>
  readonly #all: SortedPlaces
  readonly #groups: Map<string, SortedPlaces>
  /** Which of two places comes first. */
  readonly compare: Compare

  /** Sorts what is there. Later rows are put in their places one by one. */
  constructor(of: AnyOrderOf<Row>, rows: Iterable<readonly [Key, Row]>) {
    this.#of = of
    this.compare = comparing(of.compare)
    const all: Place[] = []
    const groupsOf = new Map<Key, readonly string[]>()
    for (const [key, row] of rows) {
      const amount = of.by(row)
      if (amount === undefined) continue
      all.push({ amount, key })
      if (of.groups) groupsOf.set(key, of.groups(row))
    }
    all.sort(this.compare)
    const groups = new Map<string, Place[]>()
    for (const place of all) {
      for (const group of groupsOf.get(place.key) ?? []) {
        const places = groups.get(group)
        if (places) places.push(place)
        else groups.set(group, [place])
      }
    }
    this.#all = new SortedPlaces(this.compare, all)
    this.#groups = new Map()
    for (const [group, places] of groups) this.#groups.set(group, new SortedPlaces(this.compare, places))
  }

  add(key: Key, row: Row): void {
    const amount = this.#of.by(row)
    if (amount === undefined) return
    const place = { amount, key }
    this.#all.add(place)
    for (const group of this.#of.groups?.(row) ?? []) {
      let places = this.#groups.get(group)
      if (!places) this.#groups.set(group, (places = new SortedPlaces(this.compare)))
      places.add(place)
    }
  }

  remove(key: Key, row: Row): void {
    const amount = this.#of.by(row)
    if (amount === undefined) return
    const place = { amount, key }
    this.#all.remove(place)
    for (const group of this.#of.groups?.(row) ?? []) this.#groups.get(group)?.remove(place)
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
    return this.#placesOf(stretch)?.count(begins(stretch), ends(stretch)) ?? 0
  }

  walk(walk: Walk): IterableIterator<Place> {
    const { after, descending } = walk
    const [from, to] = [begins(walk), ends(walk)]
    const { compare } = this
    const places = this.#placesOf(walk) ?? new SortedPlaces(compare)
    if (!after) return places.walk(from, to, descending)
    if (descending) return places.walk(from, (one) => to(one) || compare(one, after) >= 0, true)
    return places.walk((one) => from(one) && compare(one, after) > 0, to)
  }

  #placesOf({ group }: Stretch): SortedPlaces | undefined {
    return group === undefined ? this.#all : this.#groups.get(group)
  }
}

/** Whether a place lies behind the beginning of a stretch. */
function begins({ from, above }: Stretch): (place: Place) => boolean {
  if (from === undefined) return () => true
  return above ? ({ amount }) => amount > from : ({ amount }) => amount >= from
}

/** Whether a place lies behind the end of a stretch. */
function ends({ to, below }: Stretch): (place: Place) => boolean {
  if (to === undefined) return () => false
  return below ? ({ amount }) => amount >= to : ({ amount }) => amount > to
}
