/**
 * Places in their order, in pieces of a bounded length: to put one in between moves the places of its piece, however
 * many there are besides.
 */
import type { Key } from './key.ts'

/** A row's place. Rows of equal amounts stand in the order of their keys. */
export interface Place {
  /* eslint-disable-next-line typescript/no-explicit-any -- what rows are ordered by varies from order to order */
  readonly amount: any
  readonly key: Key
}

export type Compare = (one: Place, other: Place) => number

/** A piece of this length becomes two. */
const LONGEST = 512

/** Tells whether a place lies behind some point; whatever follows such a place lies behind it too. */
type Behind = (place: Place) => boolean

/** A point between two places: before the one at `at` of a piece. */
interface Point {
  readonly piece: number
  readonly at: number
}

export class SortedPlaces {
  /** None is empty. */
  readonly #pieces: Place[][] = []
  readonly #compare: Compare

  /** @param places in the order that `compare` tells */
  constructor(compare: Compare, places: readonly Place[] = []) {
    this.#compare = compare
    for (let from = 0; from < places.length; from += LONGEST / 2)
      this.#pieces.push(places.slice(from, from + LONGEST / 2))
  }

  add(place: Place): void {
    const point = this.#find((one) => this.#compare(one, place) >= 0)
    // What comes after everything goes to the end of the last piece.
    const piece = Math.min(point.piece, this.#pieces.length - 1)
    const places = this.#pieces[piece]
    if (!places) {
      this.#pieces.push([place])
      return
    }
    places.splice(piece === point.piece ? point.at : places.length, 0, place)
    if (places.length >= LONGEST) this.#pieces.splice(piece + 1, 0, places.splice(LONGEST / 2))
  }

  remove(place: Place): void {
    const { piece, at } = this.#find((one) => this.#compare(one, place) >= 0)
    const places = this.#pieces[piece]
    if (places?.[at]?.key !== place.key) return
    places.splice(at, 1)
    if (places.length === 0) this.#pieces.splice(piece, 1)
  }

  /** How many places lie behind `from` and not behind `to`. */
  count(from: Behind, to: Behind): number {
    const [first, end] = [this.#find(from), this.#find(to)]
    if (first.piece > end.piece) return 0
    let count = end.at - first.at
    for (let piece = first.piece; piece < end.piece; piece++) count += this.#pieces[piece]!.length
    return Math.max(0, count)
  }

  /** The places that lie behind `from` and not behind `to`. */
  *walk(from: Behind, to: Behind, descending = false): IterableIterator<Place> {
    const [first, end] = [this.#find(from), this.#find(to)]
    if (descending) {
      for (let piece = end.piece; piece >= first.piece; piece--) {
        const places = this.#pieces[piece]
        const lowest = piece === first.piece ? first.at : 0
        let at = (piece === end.piece ? end.at : places!.length) - 1
        for (; at >= lowest; at--) yield places![at]!
      }
      return
    }
    for (let piece = first.piece; piece <= end.piece; piece++) {
      const places = this.#pieces[piece]
      const highest = piece === end.piece ? end.at : places!.length
      for (let at = piece === first.piece ? first.at : 0; at < highest; at++) yield places![at]!
    }
  }

  #find(behind: Behind): Point {
    const pieces = this.#pieces
    const piece = search(pieces.length, (at) => behind(pieces[at]!.at(-1)!))
    const places = pieces[piece] ?? []
    return { piece, at: search(places.length, (at) => behind(places[at]!)) }
  }
}

/** Which of two places comes first, by amounts that are numbers if nothing else is said. */
export function comparing(amounts?: (one: Place['amount'], other: Place['amount']) => number): Compare {
  return (one, other) => {
    if (amounts) {
      const order = amounts(one.amount, other.amount)
      if (order !== 0) return order
    } else if (one.amount !== other.amount) return one.amount < other.amount ? -1 : 1
    if (one.key === other.key) return 0
    return one.key < other.key ? -1 : 1
  }
}

/** The first of so many for which `holds`, as it does for all later ones. */
function search(count: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
