/** The first so many of many rows in an order, without sorting or keeping the others. */
import type { SortValue } from './fields.ts'
import type { AuditSessionRow, Json } from './session.ts'

/** Which sessions of an order are wanted. */
export interface Page {
  readonly field: string
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
  /** Begin after this one. */
  readonly after?: Cursor | undefined
}

/** A place in any order. */
export interface Cursor {
  readonly value: SortValue
  readonly key: string
}

interface Ranked extends Cursor {
  readonly row: AuditSessionRow
}

/** A heap of those that lead so far, the last of them on top. */
export class Leading {
  readonly #valueOf: (document: Json) => SortValue
  readonly #page: Page
  readonly #size: number
  readonly #sign: 1 | -1
  readonly #heap: Ranked[] = []

  constructor(valueOf: (document: Json) => SortValue, page: Page) {
    this.#valueOf = valueOf
    this.#page = page
    this.#size = page.offset + page.limit
    this.#sign = page.descending ? -1 : 1
  }

  offer(row: AuditSessionRow): void {
    const ranked = { row, key: row.key, value: this.#valueOf(row.document) }
    const { after } = this.#page
    if (this.#size === 0 || (after && this.#compare(ranked, after) <= 0)) return
    const heap = this.#heap
    if (heap.length < this.#size) {
      heap.push(ranked)
      this.#rise(heap.length - 1)
    } else if (this.#compare(ranked, heap[0]!) < 0) {
      heap[0] = ranked
      this.#sink()
    }
  }

  /** The rows of the page, in order. */
  page(): AuditSessionRow[] {
    const sorted = this.#heap.toSorted((a, b) => this.#compare(a, b))
    return sorted.slice(this.#page.offset).map(({ row }) => row)
  }

  #compare(one: Cursor, other: Cursor): number {
    if (one.value !== other.value) return one.value < other.value ? -this.#sign : this.#sign
    if (one.key === other.key) return 0
    return one.key < other.key ? -this.#sign : this.#sign
  }

  #rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1
      if (this.#compare(this.#heap[parent]!, this.#heap[at]!) >= 0) return
      this.#swap(parent, at)
      at = parent
    }
  }

  #sink(): void {
    const heap = this.#heap
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let last = at
      if (left < heap.length && this.#compare(heap[left]!, heap[last]!) > 0) last = left
      if (right < heap.length && this.#compare(heap[right]!, heap[last]!) > 0) last = right
      if (last === at) return
      this.#swap(last, at)
      at = last
    }
  }

  #swap(one: number, other: number): void {
    const held = this.#heap[one]!
    this.#heap[one] = this.#heap[other]!
    this.#heap[other] = held
  }
}
