import { describe, expect, it, vi } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { compact } from './compact.ts'

describe('folding', () => {
  it('writes layers that worlds and snapshots share but once', async () => {
    const file = dataFile()
    const { file: adapter, store, world, books } = openShelf(file)
    const title = 'a long title'.repeat(1000)
    books.put('long', book(title))
    for (const name of ['first', 'second', 'third']) {
      world.snapshot(name)
      store.forkWorld(name, world)
    }
    await adapter.close()
    const again = openShelf(file)
    const worlds = again.store.worlds()
    expect(worlds).toHaveLength(4)
    expect(new Set(worlds.map(({ layers }) => layers[1])).size).toBe(1)
    await again.file.close()
  })

  it('keeps that a row of the fixtures is gone, though it has no fixtures at hand and layers become one', async () => {
    const file = dataFile()
    const { file: adapter, world, books } = openShelf(file)
    books.delete('1')
    for (const key of ['2', '3', '4', '5']) {
      world.snapshot('moment')
      books.put(key, book(key))
    }
    expect(world.layers.length).toBeLessThan(5)
    await adapter.close()
    const again = openShelf(file)
    expect(Object.keys(again.titles())).toEqual(['2', '3', '4', '5'])
    await again.file.close()
  })

  it('is stopped, not waited for, when the files are closed', async () => {
    const file = dataFile()
    let folds = 0
    const { file: adapter, books } = openShelf(file, {
      compactAfter: 1,
      compact: (job) => {
        folds++
        if (folds > 1) return { done: Promise.resolve(compact(job)), stop: () => undefined }
        let stop = (): void => undefined
        const done = new Promise<void>((resolve) => (stop = resolve))
        return { done, stop }
      },
    })
    books.put('2', book('x'.repeat(1000)))
    await vi.waitUntil(() => folds > 0)
    await adapter.close()
    expect(folds).toBe(2)
    const again = openShelf(file)
    expect(Object.keys(again.titles())).toEqual(['1', '2'])
    await again.file.close()
  })
})
