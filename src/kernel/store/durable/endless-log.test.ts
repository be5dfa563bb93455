import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { realDisk, type Disk } from './disk.ts'

const COMPACT_AFTER = 4000

function bytesBeside(file: string): number {
  const folder = dirname(file)
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}

/** A process that writes less than makes it compact, or is killed before a compaction ends. */
function live(file: string, bytes: number): void {
  const { books } = openShelf(file, {
    compactAfter: COMPACT_AFTER,
    compact: () => ({ done: new Promise(() => undefined), stop: () => undefined }),
    onProblem: () => undefined,
  })
  for (let written = 0; written < bytes; written += 500) books.put(String(written), book('x'.repeat(400)))
}

describe('a log of processes that were killed, one after the other,', () => {
  it.each([1000, 3 * COMPACT_AFTER])('is compacted when one begins, with %i bytes of each', (bytes) => {
    const file = dataFile()
    const sizes = Array.from({ length: 40 }, () => {
      live(file, bytes)
      return bytesBeside(file)
    })
    // A state, and what is written until it is compacted.
    expect(Math.max(...sizes)).toBeLessThan(4 * bytes + 2 * COMPACT_AFTER)
  })

  it.each(['rename', 'write'] as const)(
    'is used as it is when there is no room to compact it (%s)',
    (call) => {
      const file = dataFile()
      live(file, 2 * COMPACT_AFTER)
      const before = bytesBeside(file)
      const problems: string[] = []
      const fill = (): void => {
        if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      }
      let isFull = true
      const full: Pick<Disk, 'rename' | 'write'> = {
        rename: (...given) => (fill(), realDisk.rename(...given)),
        write: (...given) => (fill(), realDisk.write(...given)),
      }
      const { titles, books } = openShelf(file, {
        compactAfter: COMPACT_AFTER,
        onProblem: (problem) => problems.push(problem.message),
        disk: { ...realDisk, [call]: full[call] },
      })
      expect(problems).toEqual([expect.stringContaining('no space left on device')])
      isFull = false
      books.put('another', book('Another'))
      expect(openShelf(file, { compactAfter: COMPACT_AFTER }).titles()).toEqual(titles())
      expect(bytesBeside(file)).toBeLessThan(before)
    },
  )
})
