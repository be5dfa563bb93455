/** Long walks through a table, with breaths in which other requests are served. */
import { setImmediate } from 'node:timers/promises'
import type { Place, Walk } from '../../../kernel/store/ordered-index.ts'
import type { ReadTable } from '../../../kernel/store/table.ts'

/** Stands between rows where the walk may rest. State may change there. */
export const BREATH: unique symbol = Symbol('breath')

export type Breath = typeof BREATH

/** Rows that are looked at in one go: ten milliseconds or two where each is costly to look at. */
export const STRETCH = 2000

/** The rows of an order. After each breath the walk goes on behind the last row it gave, whatever was changed meanwhile. */
export function* walkAtLeisure<Row, Order extends string>(
  table: Pick<ReadTable<Row, string, Order>, 'walk'>,
  order: Order,
  placeOf: (row: Row) => Place,
  walk: Walk = {},
): IterableIterator<Row | Breath> {
  let after: Place | undefined
  for (;;) {
    let looked = 0
    let last: Row | undefined
    for (const row of table.walk(order, { ...walk, after })) {
      last = row
      yield row
      if (++looked === STRETCH) break
    }
    if (last === undefined || looked < STRETCH) return
    after = placeOf(last)
    yield BREATH
  }
}

/** Those rows that a test lets through; breaths always. */
export function* filtered<Row>(
  rows: Iterable<Row | Breath>,
  test: (row: Row) => boolean,
): IterableIterator<Row | Breath> {
  for (const row of rows) if (row === BREATH || test(row)) yield row
}

/** Some of the rows, counted from the first; no more are looked at than it takes. */
export async function gather<Row>(
  rows: Iterable<Row | Breath>,
  offset: number,
  limit: number,
): Promise<Row[]> {
  const gathered: Row[] = []
  if (limit <= 0) return gathered
  let passed = 0
  for (const row of rows) {
    if (row === BREATH) await setImmediate()
    else if (passed++ >= offset && gathered.push(row) === limit) break
  }
  return gathered
}
