import { expect, it } from 'vitest'
import { silent } from './change.ts'
import { FilledFixtures } from './fixtures.ts'
import { Layer } from './layer.ts'
import type { OrderOf } from './ordered-index.ts'
import { slice, table } from './table.ts'
import { World } from './world.ts'

interface Book {
  readonly title: string
  readonly year: number
}

const byTitle: OrderOf<Book, Book> = {
  by: (row) => row,
  compare: (one, other) => one.title.localeCompare(other.title, 'en') || one.year - other.year,
  groups: ({ year }) => [year < 2000 ? 'old' : 'new'],
}
const books = slice('books', { books: table<Book, never, 'title'>({}, [], { title: byTitle }) })

it('keeps rows in an order that is no number, through layers and changes', () => {
  const world = new World('w', new FilledFixtures('f', new Layer()), new Map(), silent)
  const { books: shelf } = world.open(books)
  const titles = (walk: object = {}): string[] => [...shelf.walk('title', walk)].map(({ title }) => title)
  shelf.put('1', { title: 'Ähren', year: 1990 })
  shelf.put('2', { title: 'zebra', year: 1991 })
  expect(titles()).toEqual(['Ähren', 'zebra'])
  world.snapshot('before')
  shelf.put('3', { title: 'Apple', year: 2001 })
  shelf.put('4', { title: 'apple', year: 2002 })
  shelf.put('5', { title: 'apple', year: 1999 })
  expect(titles()).toEqual(['Ähren', 'apple', 'apple', 'Apple', 'zebra'])
  expect(titles({ descending: true })).toEqual(['zebra', 'Apple', 'apple', 'apple', 'Ähren'])
  expect(titles({ group: 'old' })).toEqual(['Ähren', 'apple', 'zebra'])
  const after = { amount: shelf.get('5'), key: '5' }
  expect([...shelf.walk('title', { after })].map(({ year }) => year)).toEqual([2002, 2001, 1991])
  shelf.put('2', { title: 'Aachen', year: 1991 })
  shelf.delete('3')
  expect(titles()).toEqual(['Aachen', 'Ähren', 'apple', 'apple'])
  expect(shelf.count('title')).toBe(4)
})
