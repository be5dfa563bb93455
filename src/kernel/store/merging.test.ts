/** Large layers become one in turns: nothing that is read changes by it, whatever is written, kept or undone meanwhile. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { fillSlice } from './filled-slice.ts'
import { GONE, MANY } from './layer.ts'
import { Store } from './store.ts'
import { slice, table } from './table.ts'

interface Book {
  readonly title: string
  readonly shelf: string
}

/** How often it was asked where a row is found. */
let asked = 0
const shelfOf = ({ shelf }: Book): string => {
  asked++
  return shelf
}
const library = slice('library', {
  books: table<Book, 'shelf', 'title'>({ shelf: shelfOf }, [], {
    title: { by: (row) => row.title.length, groups: (row) => [shelfOf(row)] },
  }),
})
const bookOf = (at: number, round: number): Book => ({
  title: `${'x'.repeat(at % 9)}${round}`,
  shelf: `s${at % 100}`,
})

function open() {
  const store = new Store()
  const filled = fillSlice(library, ({ books }) => books.put('first', { title: 'The first', shelf: 'old' }))
  const world = store.createWorld('w', store.fixtures('books', [filled]))
  const { books } = world.open(library)
  const put = (from: number, to: number, round: number): void =>
    store.update(() => {
      for (let at = from; at < to; at++) books.put(`b${at}`, bookOf(at, round))
    })
  return { store, world, books, put }
}

async function settled(world: ReturnType<typeof open>['world'], layers: number): Promise<void> {
  for (let left = 10_000; left > 0 && world.layers.length > layers; left--) await turn()
  expect(world.layers.length).toBeLessThanOrEqual(layers)
}

it('goes on while others write, restore and read', async () => {
  const { store, world, books, put } = open()
  put(0, 30_000, 1)
  world.snapshot('one')
  put(10_000, 40_000, 2)
  world.snapshot('two')
  // Not merged at once: that takes turns.
  expect(world.layers.length).toBe(3)
  store.update(() => books.delete('b5'))
  store.update(() => books.delete('first'))
  expect(() =>
    store.update(() => {
      books.put('b6', bookOf(6, 9))
      world.snapshot('never')
      throw new Error('no')
    }),
  ).toThrow('no')
  await settled(world, 3)
  expect(books.size).toBe(39_999)
  expect([books.get('b5'), books.get('first'), books.get('b6')]).toEqual([undefined, undefined, bookOf(6, 1)])
  expect(books.get('b10000')).toEqual(bookOf(10_000, 2))
  expect([...books.find('shelf', 's7')]).toHaveLength(400)
  expect(books.count('title', { group: 's5' })).toBe(399)
  world.restore('one')
  expect([books.size, books.get('b10000')]).toEqual([30_001, bookOf(10_000, 1)])
  world.restore('two')
  expect([books.size, books.get('b10000')]).toEqual([40_001, bookOf(10_000, 2)])
})

it('is of no effect where the layers are not there any more', async () => {
  const { world, books, put } = open()
  put(0, 30_000, 1)
  world.snapshot('one')
  put(0, 30_000, 2)
  world.snapshot('two')
  world.reset()
  for (let left = 300; left > 0; left--) await turn()
  expect([books.size, world.layers.length]).toEqual([1, 1])
})

it('leaves out the marks of rows that only the changes knew', () => {
  const { store, world, books, put } = open()
  for (let round = 0; round < 50; round++) {
    put(round * 10, round * 10 + 10, round)
    world.view()
    store.update(() => {
      for (let at = round * 10; at < round * 10 + 10; at++) books.delete(`b${at}`)
    })
    world.view()
  }
  store.update(() => books.delete('first'))
  world.view()
  const entries: unknown[] = []
  for (const layer of world.layers.slice(1)) entries.push(...layer.tables.get('library.books')!.entries)
  expect(entries.length).toBeLessThan(100)
  expect(entries).toContainEqual(['first', GONE])
  expect(books.size).toBe(0)
})

it('has look-ups and orders ready before anybody could wait for them', () => {
  const { books, put } = open()
  put(0, MANY + 10, 1)
  const before = asked
  expect([...books.find('shelf', 's1')].length).toBeGreaterThan(50)
  expect(books.count('title', { group: 's1' })).toBeGreaterThan(50)
  // To make them now would ask for each row.
  expect(asked - before).toBeLessThan(100)
})
