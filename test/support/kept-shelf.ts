/** A store on a data file, with one world that holds books: for tests of what is kept. */
import { slice, table, type Migration, type Table } from '../../src/kernel/store/table.ts'
import { DataFile, type DataFileOptions } from '../../src/kernel/store/durable/data-file.ts'
import { fillSlice } from '../../src/kernel/store/filled-slice.ts'
import { Store } from '../../src/kernel/store/store.ts'
import type { World } from '../../src/kernel/store/world.ts'

export interface Book {
  readonly title: string
  readonly shelf: string
}

export interface ShelfOptions extends DataFileOptions {
  /** The rows of the fixtures. */
  readonly fixtures?: Readonly<Record<string, Book>>
  readonly migrations?: readonly Migration[]
}

export interface KeptShelf {
  readonly file: DataFile
  readonly store: Store
  readonly world: World
  readonly books: Table<Book, 'shelf'>
  /** Titles by key. */
  titles(): Record<string, string>
}

export const book = (title: string, shelf = 'a'): Book => ({ title, shelf })

export function openShelf(path: string, options: ShelfOptions = {}): KeptShelf {
  const { fixtures = { '1': book('One') }, migrations = [], ...rest } = options
  const library = slice('library', {
    books: table<Book, 'shelf'>({ shelf: (one) => one.shelf }, migrations),
  })
  const file = new DataFile(path, rest)
  const store = new Store({ adapter: file })
  const filled = fillSlice(library, ({ books }) => {
    for (const [key, row] of Object.entries(fixtures)) books.put(key, row)
  })
  const seed = store.fixtures('some books', [filled])
  store.load()
  const world = store.worlds()[0] ?? store.createWorld('w', seed)
  const { books } = world.open(library)
  return {
    file,
    store,
    world,
    books,
    titles: () => Object.fromEntries([...books.entries()].map(([key, { title }]) => [key, title])),
  }
}
