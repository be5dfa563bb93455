/** The words of the store: tables, their indexes, and the slices that a surface declares. */
import type { Key } from './key.ts'
import type { AnyOrderOf, Stretch, Walk } from './ordered-index.ts'

/** Works out under which values a row is found; `undefined` keeps it out of the index. */
export type IndexOf<Row> = (row: Row) => string | readonly string[] | undefined

/** What a table holds. Rows are plain, immutable data: a change is a new row under the same key. */
export interface TableDefinition<Row, Index extends string = string, Order extends string = string> {
  readonly indexes: Readonly<Record<Index, IndexOf<Row>>>
  readonly orders?: Readonly<Record<Order, AnyOrderOf<Row>>>
  /**
   * How kept rows came to their present form, in order: the first makes a row of format 1 of one of format 0, and so on.
   * Add one whenever older rows no longer fit; never change or remove one.
   */
  readonly migrations?: readonly Migration[]
}

/** Makes a row of the next format out of one that an older version kept. Must change no row in place. */
export type Migration = (row: unknown) => unknown

/** A table that is read. */
export interface ReadTable<Row, Index extends string = string, Order extends string = string> {
  get(key: Key): Row | undefined
  has(key: Key): boolean
  /** How many rows there are; counted from the layers' changes, not by walking the fixtures. */
  readonly size: number
  /** The same with pauses, in which others may have a turn. */
  sizing(): Generator<undefined, number>
  /** Rows in creation order: fixtures first. A changed row keeps its place. */
  entries(): IterableIterator<[Key, Row]>
  values(): IterableIterator<Row>
  keys(): IterableIterator<Key>
  /** Rows whose index holds `value`, in no promised order. Costs what it finds. */
  find(index: Index, value: string): IterableIterator<Row>
  /** One of the rows that {@link find} would give. */
  first(index: Index, value: string): Row | undefined
  /** Rows in one of the table's orders. Costs what it gives, wherever it begins; do not write while walking. */
  walk(order: Order, walk?: Walk): IterableIterator<Row>
  /** How many rows {@link walk} would give. Costs the changed rows of the fixtures, not those that have come. */
  count(order: Order, stretch?: Stretch): number
}

/** A table that is read and written. Rows are frozen when they are put. */
export interface Table<Row, Index extends string = string, Order extends string = string> extends ReadTable<
  Row,
  Index,
  Order
> {
  put(key: Key, row: Row): void
  /** @returns whether there was such a row */
  delete(key: Key): boolean
  /**
   * Replaces a row without noting a change: for times of last use, which may be lost in a crash. Such a replacement is
   * not undone with its update and must leave indexed values alone.
   */
  touch(key: Key, row: Row): void
}

/** Declares a table: `table<RecordRow, 'folder'>({ folder: (row) => row.folderId })`. */
export function table<Row, Index extends string = never, Order extends string = never>(
  indexes: Readonly<Record<Index, IndexOf<Row>>> = {} as Record<Index, IndexOf<Row>>,
  migrations: readonly Migration[] = [],
  orders: Readonly<Record<Order, AnyOrderOf<Row>>> = {} as Record<Order, AnyOrderOf<Row>>,
): TableDefinition<Row, Index, Order> {
  return { indexes, migrations, orders }
}

/* eslint-disable-next-line typescript/no-explicit-any -- the row type varies from table to table of one slice */
type AnyTable = TableDefinition<any, any, any>

/** One surface's part of the store: named tables. */
export interface Slice<
  Tables extends Readonly<Record<string, AnyTable>> = Readonly<Record<string, AnyTable>>,
> {
  readonly name: string
  readonly tables: Tables
}

/** The tables of a slice, opened on some world. */
export type Opened<Of extends Slice> = {
  readonly [Name in keyof Of['tables']]: Of['tables'][Name] extends TableDefinition<
    infer Row,
    infer Index,
    infer Order
  >
    ? Table<Row, Index, Order>
    : never
}

/** Declares a slice; table names are prefixed with its name in the state. */
export function slice<Tables extends Readonly<Record<string, AnyTable>>>(
  name: string,
  tables: Tables,
): Slice<Tables> {
  return { name, tables }
}
