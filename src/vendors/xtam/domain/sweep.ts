/** Keeps tables of short-lived rows small without ever walking them. */
import type { Table } from '../../../kernel/store/table.ts'

/** Rows looked at in one sweep. */
const STEP = 4

/** Deletes the oldest rows as long as they are over, a few at a time; meant to run whenever one is added. */
export function sweep<Row>(
  table: Table<Row>,
  isOver: (row: Row) => boolean,
  keyOf: (row: Row) => string,
): void {
  const over: string[] = []
  for (const row of table.values()) {
    if (over.length === STEP || !isOver(row)) break
    over.push(keyOf(row))
  }
  for (const key of over) table.delete(key)
}
