/** A page of a table's rows, for people who look for one. */
import type { ReadTable } from '../kernel/store/table.ts'

export interface RowPage {
  readonly rows: readonly { readonly key: string; readonly row: unknown }[]
  /** How many rows the table has. */
  readonly total: number
  /** Where the next page begins; `null` at the end. */
  readonly next: number | null
}

export interface PageQuery {
  /** A text that the key or the row, written as JSON, contains in any case. */
  readonly search: string
  readonly from: number
  readonly limit: number
}

/** So many rows are searched for one page; it may end before it is full. */
const MOST_SEARCHED = 10_000

/** With pauses, in which others may have a turn; so the table must be one of a moment. */
export function* pageOf(
  table: ReadTable<unknown>,
  { search, from, limit }: PageQuery,
): Generator<undefined, RowPage> {
  const total = yield* table.sizing()
  const wanted = search.toLowerCase()
  const rows: { key: string; row: unknown }[] = []
  let at = -1
  for (const [key, row] of table.entries()) {
    yield undefined
    at++
    if (at < from) continue
    if (rows.length === limit || at - from === MOST_SEARCHED) return { rows, total, next: at }
    if (wanted === '' || holds(key, row, wanted)) rows.push({ key, row })
  }
  return { rows, total, next: null }
}

function holds(key: string, row: unknown, wanted: string): boolean {
  return key.toLowerCase().includes(wanted) || JSON.stringify(row).toLowerCase().includes(wanted)
}
