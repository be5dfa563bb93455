/** Pages of rows in the order of their ids. A page costs what it shows, wherever it begins. */
import type { ReadTable } from '../../../kernel/store/table.ts'
import { idAmount } from '../state.ts'

/** Rows in an order. */
export interface Listed<Row> {
  readonly total: number
  /** The rows from a place on, counted from 0. */
  from(start: number): Iterable<Row>
}

type Ordered<Row> = Pick<ReadTable<Row, string, 'id'>, 'walk' | 'count'>

interface Identified {
  readonly id: string
}

/** The rows of one group of a table, in the order of their ids. */
export function rowsOf<Row extends Identified>(table: Ordered<Row>, group: string): Listed<Row> {
  return {
    get total() {
      return table.count('id', { group })
    },
    from: (start) => walkFrom(table, group, start),
  }
}

/** How many rows of a group stand before an id. */
export function rankOf(table: Ordered<unknown>, group: string, id: string): number {
  return table.count('id', { group, to: idAmount(id), below: true })
}

/** Rows that are at hand, in their order. */
export function listed<Row>(rows: readonly Row[]): Listed<Row> {
  return {
    total: rows.length,
    *from(start) {
      for (let at = start; at < rows.length; at++) yield rows[at]!
    },
  }
}

/** Some rows from a place on; all that are left without a limit. */
export function pageOf<Row>(rows: Listed<Row>, start: number, limit = Infinity): Row[] {
  const page: Row[] = []
  if (limit <= 0) return page
  for (const row of rows.from(start)) {
    page.push(row)
    if (page.length >= limit) break
  }
  return page
}

/** Two lists without a common row as one. `others` are few. */
export function merged<Row extends Identified>(
  rows: Listed<Row>,
  others: readonly Row[],
  rankOfOther: (id: string) => number,
): Listed<Row> {
  if (others.length === 0) return rows
  return {
    get total() {
      return rows.total + others.length
    },
    *from(start) {
      // How many of the others stand before the place.
      let [low, high] = [0, others.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (middle + rankOfOther(others[middle]!.id) < start) low = middle + 1
        else high = middle
      }
      let at = low
      for (const row of rows.from(start - low)) {
        while (at < others.length && isBefore(others[at]!, row)) yield others[at++]!
        yield row
      }
      while (at < others.length) yield others[at++]!
    },
  }
}

function isBefore({ id }: Identified, other: Identified): boolean {
  return id.length === other.id.length ? id < other.id : id.length < other.id.length
}

function* walkFrom<Row extends Identified>(
  table: Ordered<Row>,
  group: string,
  start: number,
): IterableIterator<Row> {
  const from = start === 0 ? undefined : amountAt(table, group, start)
  if (from === null) return
  // Rows of one amount, if there are several, stand before and behind the place.
  let left = from === undefined ? 0 : start - table.count('id', { group, to: from, below: true })
  for (const row of table.walk('id', { group, from })) if (left-- <= 0) yield row
}

/** The amount of the row at a place; null when there is none. */
function amountAt<Row extends Identified>(table: Ordered<Row>, group: string, place: number): number | null {
  const [first] = table.walk('id', { group })
  const [last] = table.walk('id', { group, descending: true })
  if (!first || !last || table.count('id', { group }) <= place) return null
  let [low, high] = [idAmount(first.id), idAmount(last.id)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (table.count('id', { group, to: middle }) > place) high = middle
    else low = middle + 1
  }
  return low
}
