import { describe, expect, it } from 'vitest'
import { fillSlice } from './filled-slice.ts'
import { Store } from './store.ts'
import { slice, table } from './table.ts'

interface Row {
  readonly shelf: string
  readonly tags: readonly string[]
}

/** Counts how often a row is asked under which values it stands. */
function counted() {
  const asked = { count: 0 }
  const look = (values: (row: Row) => string | readonly string[] | undefined) => (row: Row) => {
    asked.count++
    return values(row)
  }
  const books = slice('library', {
    books: table<Row, 'shelf' | 'tag'>({
      shelf: look((row) => row.shelf || undefined),
      tag: look((row) => row.tags),
    }),
  })
  const asking = (work: () => void): number => {
    asked.count = 0
    work()
    return asked.count
  }
  return { books, asking }
}

function library(rows: number) {
  const { books, asking } = counted()
  const filled = fillSlice(books, (tables) => {
    for (let n = 0; n < rows; n++)
      tables.books.put(`b${n}`, { shelf: `s${n >> 1}`, tags: ['all', 'all', `t${n}`] })
    tables.books.put('none', { shelf: '', tags: [] })
  })
  const store = new Store()
  const table = store.createWorld('w', store.fixtures('books', [filled])).open(books).books
  return { table, filled, asking }
}

describe('a look-up over rows', () => {
  it('finds rows of the fixtures under each of their values once, in their order', () => {
    const { table } = library(1000)
    const found = [...table.find('shelf', 's7')]
    expect(found).toEqual([table.get('b14'), table.get('b15')])
    expect([...table.find('tag', 'all')]).toHaveLength(1000)
    expect([...table.find('tag', 't999')]).toEqual([table.get('b999')])
    expect([...table.find('shelf', '')]).toEqual([])
    expect(table.first('shelf', 's500')).toBeUndefined()
  })

  it('asks a few rows of the fixtures, however many there are', () => {
    const asked = [100, 10_000].map((rows) => {
      const { table, asking } = library(rows)
      const times = Array.from({ length: rows }, (_, n) => asking(() => table.first('tag', `t${n}`)))
      return times.reduce((sum, one) => sum + one, 0) / rows
    })
    for (const average of asked) expect(average).toBeLessThan(3)
  })

  it('costs a write nothing until somebody asks, and then what that row costs', () => {
    const { table, asking } = library(10)
    const put = (n: number): number => asking(() => table.put('b3', { shelf: `new ${n}`, tags: [] }))
    expect(put(1)).toBe(0)
    expect([...table.find('shelf', 'new 1')]).toHaveLength(1)
    expect(put(2)).toBe(2)
    expect([...table.find('shelf', 'new 1')]).toEqual([])
    expect([...table.find('shelf', 's1')]).toEqual([table.get('b2')])
  })

  it('refuses to change rows that fixtures share', () => {
    const { filled } = library(3)
    const part = filled.layer.tables.get('library.books')!
    expect(() => part.set('b1', undefined)).toThrow('These rows take no more changes.')
  })
})
