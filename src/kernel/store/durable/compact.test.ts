import { cpSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { compact, type CompactionJob } from './compact.ts'

type Titles = Record<string, string>

/** The files at some moment, as a process that ends just then leaves them, and what they must hold. */
interface Shot {
  readonly moment: string
  readonly file: string
  /** What was answered by then; of what was under way, all or nothing. */
  readonly answered: Titles
  readonly underWay: Titles
}

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1))

/** Does things to a shelf that compacts at every chance, and takes a shot at each step of each write and compaction. */
async function film(): Promise<Shot[]> {
  const file = dataFile()
  const shots: Shot[] = []
  let answered: Titles = { 1: 'One' }
  let underWay = answered
  const shoot = (moment: string): void => {
    const copy = dataFile()
    cpSync(dirname(file), dirname(copy), { recursive: true })
    shots.push({ moment, file: copy, answered, underWay })
  }
  const shelf = openShelf(file, {
    compactAfter: 1,
    write: (fd, bytes, offset) => {
      if (offset > 0) return writeSync(fd, bytes, offset)
      shoot('before a write')
      const half = writeSync(fd, bytes, 0, bytes.length >> 1)
      shoot('in the midst of a write')
      return half
    },
    compact: (job) => ({ done: compactInSteps(job), stop: () => undefined }),
  })
  let writes = 0
  const put = (key: string): void => {
    const title = `${key} ${'x'.repeat(400)}`
    underWay = { ...answered, [key]: title }
    shelf.books.put(key, book(title))
    answered = underWay
    writes++
  }
  // While a compaction is at work, others go on writing.
  const compactInSteps = async (job: CompactionJob): Promise<void> => {
    await pause()
    compact(job, {
      onStep: (step) => {
        shoot(`compaction of part ${job.through}: ${step}`)
        if (writes < 16) put(`${step} ${job.through % 2}`)
        shoot(`compaction of part ${job.through}: ${step}, and a write`)
      },
    })
  }
  for (const key of ['a', 'b', 'c', 'd']) {
    put(key)
    await pause()
    await pause()
  }
  await shelf.file.close()
  shoot('the end')
  return shots
}

describe('folding', () => {
  it('leaves files that load with every answered change, whenever the process ends', async () => {
    const shots = await film()
    expect(new Set(shots.map(({ moment }) => moment.replace(/\d+/, 'n'))).size).toBe(13)
    for (const { moment, file, answered, underWay } of shots) {
      const found = openShelf(file)
      expect([answered, underWay], moment).toContainEqual(found.titles())
      const titles = found.titles()
      found.books.put('afterwards', book('it goes on'))
      await found.file.close()
      const again = openShelf(file)
      expect(again.titles(), moment).toEqual({ ...titles, afterwards: 'it goes on' })
      await again.file.close()
    }
  }, 30_000)

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
