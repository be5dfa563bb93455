import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { slice, table, type Migration } from '../table.ts'

/** In format 1 books say so in their title; in format 2 they stand on a shelf of their own. */
const toFormat1: Migration = (row) => ({
  ...(row as object),
  title: `${(row as { title: string }).title}, 1`,
})
const toFormat2: Migration = (row) => ({ ...(row as object), shelf: 'new' })

describe('rows of an older format', () => {
  it('are brought to the present one wherever they are: in the state, the log, snapshots, drafts and their bases', async () => {
    const file = dataFile()
    const old = openShelf(file)
    old.books.put('state', book('In the state'))
    old.world.snapshot('then')
    await old.file.close()
    const still = openShelf(file)
    still.books.put('log', book('In the log'))
    const draft = still.world.openDraft('mine')
    draft.table('library.books').put('state', book('In a draft'))
    still.books.put('state', book('Changed meanwhile'))

    const { file: adapter, world, books, titles } = openShelf(file, { migrations: [toFormat1, toFormat2] })
    expect(titles()).toEqual({ 1: 'One', state: 'Changed meanwhile, 1', log: 'In the log, 1' })
    expect([...books.find('shelf', 'new')]).toHaveLength(2)
    expect(world.draft('mine')?.changes()).toEqual([
      {
        table: 'library.books',
        key: 'state',
        base: book('In the state, 1', 'new'),
        mine: book('In a draft, 1', 'new'),
        current: book('Changed meanwhile, 1', 'new'),
      },
    ])
    world.restore('then')
    expect(titles()).toEqual({ 1: 'One', state: 'In the state, 1' })
    books.put('young', book('Of today'))
    await adapter.close()

    const again = openShelf(file, { migrations: [toFormat1, toFormat2] })
    expect(again.titles()).toEqual({ 1: 'One', state: 'In the state, 1', young: 'Of today' })
    await again.file.close()
  })

  it('are brought on by the steps that they lack alone', async () => {
    const file = dataFile()
    const first = openShelf(file, { migrations: [toFormat1] })
    first.books.put('2', book('Two'))
    await first.file.close()
    const { file: adapter, books } = openShelf(file, { migrations: [toFormat1, toFormat2] })
    expect(books.get('2')).toEqual(book('Two', 'new'))
    await adapter.close()
  })

  it('are written anew once, and not at every start', async () => {
    const file = dataFile()
    const old = openShelf(file)
    old.books.put('2', book('Two'))
    await old.file.close()
    const migrated = openShelf(file, { migrations: [toFormat1] })
    const state = readFileSync(file, 'utf8')
    expect(state).toContain('"tables":{"library.books":1}')
    await migrated.file.close()
    const again = openShelf(file, { migrations: [toFormat1] })
    expect(again.titles()).toEqual({ 1: 'One', 2: 'Two, 1' })
    expect(readFileSync(file, 'utf8')).toBe(state)
    await again.file.close()
  })
})

describe('tables that this run knows nothing of', () => {
  it('are carried along, and cannot be opened too late', async () => {
    const file = dataFile()
    const maps = slice('maps', { maps: table<{ readonly of: string }>() })
    const { file: adapter, world } = openShelf(file)
    world.open(maps).maps.put('1', { of: 'Iceland' })
    await adapter.close()
    const stranger = openShelf(file)
    expect(() => stranger.world.open(maps)).toThrow(
      'The slice "maps" must be declared before kept state is loaded.',
    )
    stranger.books.put('2', book('Two'))
    await stranger.file.close()
    expect(readFileSync(file, 'utf8')).toContain('"table":"maps.maps","rows":[["1",{"of":"Iceland"}]]')
  })
})
