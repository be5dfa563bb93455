/** A stack of layers with tables to look through it: a world, or a draft above one. */
import type { Key } from './key.ts'
import { type Layer, type TableLayer } from './layer.ts'
import { LayeredTable, type LayerStack } from './layered-table.ts'
import type { Opened, Slice, Table, TableDefinition } from './table.ts'

/** Tables of every slice that any world has opened, by their full name. */
export type Definitions = Map<string, TableDefinition<unknown>>

/** Stands for a table that was found in kept state and that nobody has declared: its rows are carried along unread. */
export const UNDECLARED: TableDefinition<unknown> = { indexes: {} }

export abstract class Stack implements LayerStack {
  readonly #opened = new Map<string, unknown>()
  protected readonly definitions: Definitions

  constructor(definitions: Definitions) {
    this.definitions = definitions
  }

  abstract readonly version: number
  abstract readonly isSteady: boolean
  abstract readonly layers: readonly Layer[]
  abstract writable(table: string, definition: TableDefinition<unknown>): TableLayer
  abstract write(table: string, part: TableLayer, key: Key, entry: unknown): void
  abstract touched(table: string, key: Key): void

  /** The tables of a slice as they stand in this stack. The same object each time. */
  open<Of extends Slice>(slice: Of): Opened<Of> {
    const known = this.#opened.get(slice.name)
    if (known) return known as Opened<Of>
    const tables: Record<string, Table<unknown>> = {}
    for (const [name, definition] of Object.entries<TableDefinition<unknown>>(slice.tables)) {
      const fullName = `${slice.name}.${name}`
      if (this.definitions.get(fullName) === UNDECLARED)
        throw new Error(`The slice "${slice.name}" must be declared before kept state is loaded.`)
      this.definitions.set(fullName, definition)
      tables[name] = new LayeredTable(fullName, definition, this)
    }
    this.#opened.set(slice.name, tables)
    return tables as Opened<Of>
  }

  /** One table by its full name, for code that treats all tables alike. */
  table(fullName: string): Table<unknown> {
    const definition = this.definitions.get(fullName)
    if (!definition) throw new Error(`There is no table "${fullName}".`)
    return new LayeredTable(fullName, definition, this)
  }
}

/** The layers of a moment that has passed: read, never written. */
export class View extends Stack {
  readonly version = 0
  readonly isSteady = true
  readonly layers: readonly Layer[]

  constructor(layers: readonly Layer[], definitions: Definitions) {
    super(definitions)
    this.layers = [...layers]
  }

  writable(): never {
    throw new Error('A view of a moment that has passed takes no writes.')
  }

  write(): never {
    return this.writable()
  }

  touched(): never {
    return this.writable()
  }
}
