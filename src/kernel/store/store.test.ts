import { MemorySync } from 'lowdb'
import { describe, expect, it } from 'vitest'
import { fillSlice } from './filled-slice.ts'
import { slice, table } from './table.ts'
import { Store, type State } from './store.ts'

const books = slice('library', {
  books: table<{ title: string; shelf: string }, 'shelf'>({ shelf: (book) => book.shelf }),
})

const book = (title: string, shelf = 'a'): { title: string; shelf: string } => ({ title, shelf })

function library(store = new Store()) {
  const filled = fillSlice(books, (tables) => {
    tables.books.put('1', book('One'))
    tables.books.put('2', book('Two'))
  })
  const fixtures = store.fixtures('two books', [filled])
  const world = store.createWorld('w', fixtures)
  return { store, fixtures, world, table: world.open(books).books }
}

describe('a store', () => {
  it('gives rows in creation order, changed ones in their old place', () => {
    const { table: shelf } = library()
    shelf.put('3', book('Three'))
    shelf.put('1', book('One, second edition'))
    expect([...shelf.keys()]).toEqual(['1', '2', '3'])
    expect([...shelf.values()].map((one) => one.title)).toEqual(['One, second edition', 'Two', 'Three'])
  })

  it('freezes what is put, all the way down', () => {
    const { table: shelf } = library()
    const row = { title: 'Three', shelf: 'a', notes: ['first'] }
    shelf.put('3', row)
    expect(() => row.notes.push('second')).toThrow(TypeError)
  })

  it('keeps worlds on the same fixtures apart', () => {
    const { store, fixtures, table: shelf } = library()
    const other = store.createWorld('other', fixtures).open(books).books
    shelf.put('1', book('Changed'))
    shelf.delete('2')
    expect(other.get('1')?.title).toBe('One')
    expect(other.size).toBe(2)
  })

  it('takes an update back when the change log cannot be written', () => {
    const disk = new MemorySync<State>()
    let full = false
    disk.write = () => {
      if (full) throw new Error('no space left on device')
    }
    const { store, table: shelf } = library(new Store({ adapter: disk }))
    full = true
    const attempt = (): void =>
      store.update(() => {
        shelf.put('3', book('Three', 'b'))
        shelf.delete('1')
      })
    expect(attempt).toThrow('no space left on device')
    expect([...shelf.keys()]).toEqual(['1', '2'])
    expect([...shelf.find('shelf', 'b')]).toEqual([])
    full = false
    shelf.put('3', book('Three', 'b'))
    expect(shelf.size).toBe(3)
  })

  it('takes many writes back in the opposite order, and the next update has nothing of them', () => {
    const { store, world, table: shelf } = library()
    const attempt = (): void =>
      store.update(() => {
        for (let n = 0; n < 2000; n++) shelf.put(`k${n % 3}`, book(`Version ${n}`, `${n % 5}`))
        shelf.delete('1')
        world.remember('mood', 'gone')
        shelf.put('1', book('Put again'))
        throw new Error('no')
      })
    for (const _ of [1, 2]) expect(attempt).toThrow('no')
    store.update(() => shelf.put('3', book('Three')))
    expect(() =>
      store.update(() => {
        shelf.put('3', book('Not three'))
        throw new Error('no again')
      }),
    ).toThrow('no again')
    expect([...shelf.values()].map((one) => one.title)).toEqual(['One', 'Two', 'Three'])
    expect(world.remembered('mood')).toBeUndefined()
    expect([...shelf.find('shelf', '4')]).toEqual([])
  })

  it('writes each update to its adapter as one batch of changes of state', () => {
    const batches: unknown[] = []
    const disk = new MemorySync<State>()
    disk.write = (state) => void batches.push(JSON.parse(JSON.stringify(state.changes)))
    const { store, table: shelf } = library(new Store({ adapter: disk }))
    batches.length = 0
    store.update(() => {
      shelf.put('3', book('Three'))
      shelf.delete('1')
      shelf.touch('2', book('Two, touched'))
    })
    expect(batches).toEqual([
      [
        { world: 'w', table: 'library.books', key: '3', value: book('Three') },
        { world: 'w', table: 'library.books', key: '1', gone: true },
      ],
    ])
  })

  it('refuses asynchronous work, and takes back what it did before its first wait', () => {
    const { store, table: shelf } = library()
    expect(() =>
      store.update(async () => {
        shelf.put('3', book('Three'))
        await Promise.resolve()
      }),
    ).toThrow('An update must be synchronous.')
    expect(shelf.has('3')).toBe(false)
  })

  it('leaves no mark of a row that came and went above the fixtures', () => {
    const { world, table: shelf } = library()
    for (let n = 0; n < 100; n++) {
      shelf.put(`s${n}`, book('A session'))
      shelf.delete(`s${n}`)
    }
    expect(world.layers.at(-1)?.size).toBe(0)
  })

  it('stays shallow however many snapshots are taken', () => {
    const { world, table: shelf } = library()
    for (let n = 0; n < 500; n++) {
      shelf.put(`k${n % 50}`, book(`Version ${n}`))
      world.snapshot('again')
    }
    expect(world.layers.length).toBeLessThan(12)
    expect(shelf.get('k49')?.title).toBe('Version 499')
  })

  it('names an index or an order that a table does not have', () => {
    const { table: shelf } = library()
    expect(() => [...shelf.find('colour' as 'shelf', 'red')]).toThrow('The table has no index "colour".')
    expect(() => [...shelf.walk('size' as never)]).toThrow('The table has no order "size".')
  })

  it('keeps a view of a moment as it was, for reading alone', () => {
    const { world, table: shelf } = library()
    shelf.put('3', book('Three'))
    const view = world.view().open(books).books
    shelf.put('1', book('Changed'))
    shelf.delete('2')
    shelf.put('4', book('Four'))
    world.reset()
    expect([...view.values()].map((one) => one.title)).toEqual(['One', 'Two', 'Three'])
    expect(() => view.put('5', book('Five'))).toThrow('takes no writes')
  })

  it('takes back what an update wrote before and after a view was opened in it', () => {
    const { store, world, table: shelf } = library()
    const attempt = (): void =>
      store.update(() => {
        shelf.put('1', book('Before'))
        world.view()
        shelf.put('2', book('After'))
        throw new Error('no')
      })
    expect(attempt).toThrow('no')
    expect([...shelf.values()].map((one) => one.title)).toEqual(['One', 'Two'])
  })

  it('tells what a draft changed, from what, and what the world has now', () => {
    const { world, table: shelf } = library()
    const draft = world.openDraft('mine')
    const mine = draft.open(books).books
    mine.put('1', book('Mine'))
    mine.delete('2')
    shelf.put('1', book('Theirs'))
    expect(draft.changes()).toEqual([
      { table: 'library.books', key: '1', base: book('One'), mine: book('Mine'), current: book('Theirs') },
      { table: 'library.books', key: '2', base: book('Two'), mine: undefined, current: book('Two') },
    ])
    expect(shelf.get('2')).toEqual(book('Two'))
    draft.merge()
    expect(shelf.get('1')).toEqual(book('Mine'))
    expect(shelf.has('2')).toBe(false)
    expect(world.draft('mine')).toBeUndefined()
  })
})
