import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { realDisk, type Disk } from './disk.ts'
import { frame } from './line.ts'
import { FORMAT, type Header } from './file-layout.ts'
import { Log, makePart } from './log.ts'

const header: Header = { 'pam-mock': 'log', format: FORMAT, id: 'test', part: 1, tables: {} }
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

const begun = (path: string): Log => new Log(path, header, makePart(path, header, realDisk), realDisk)

/** A disk with room for `bytes` more bytes, once it is told so. */
function smallDisk(): { disk: Disk; room: number } {
  const small = {
    room: Infinity,
    disk: {
      ...realDisk,
      write: (fd: number, bytes: Buffer, offset: number): number => {
        if (small.room === 0) throw full
        const written = realDisk.write(fd, bytes.subarray(0, offset + small.room), offset)
        small.room -= written
        return written
      },
    },
  }
  return small
}

describe('a full disk', () => {
  it.each([0, 1, 30])('takes the update back that does not fit, with room for %i bytes', async (room) => {
    const path = dataFile()
    const small = smallDisk()
    const { file, store, books, titles } = openShelf(path, { disk: small.disk })
    books.put('2', book('Two'))
    const before = readFileSync(`${path}.1.log`)
    small.room = room
    const attempt = (): void =>
      store.update(() => {
        books.put('3', book('Three'))
        books.delete('1')
      })
    expect(attempt).toThrow(`The change cannot be written to ${path}: ENOSPC: no space left on device, write`)
    expect(titles()).toEqual({ 1: 'One', 2: 'Two' })
    expect(readFileSync(`${path}.1.log`)).toEqual(before)

    small.room = Infinity
    books.put('4', book('Four'))
    await file.close()
    const again = openShelf(path)
    expect(again.titles()).toEqual({ 1: 'One', 2: 'Two', 4: 'Four' })
    await again.file.close()
  })

  it('fails a fold, which the next one makes up for', async () => {
    const path = dataFile()
    const small = smallDisk()
    const problems: string[] = []
    const { file, books } = openShelf(path, {
      disk: small.disk,
      onProblem: (problem) => problems.push(problem.message),
    })
    books.put('2', book('Two'))
    small.room = 0
    await file.close()
    expect(problems).toEqual([expect.stringContaining('no space left')])
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['state.json', 'state.json.1.log'])

    const next = openShelf(path)
    expect(next.titles()).toEqual({ 1: 'One', 2: 'Two' })
    next.books.put('3', book('Three'))
    await next.file.close()
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['state.json', 'state.json.2.log'])
  })

  it('keeps touched rows for the next time', async () => {
    const path = dataFile()
    const small = smallDisk()
    const problems: string[] = []
    const { file, books } = openShelf(path, {
      disk: small.disk,
      onProblem: (problem) => problems.push(problem.message),
    })
    books.touch('1', book('One, touched'))
    small.room = 0
    file.flushTouches()
    expect(problems).toHaveLength(1)
    small.room = Infinity
    await file.close()
    const again = openShelf(path)
    expect(again.titles()).toEqual({ 1: 'One, touched' })
    await again.file.close()
  })
})

describe('touched rows', () => {
  it('are written once, however often they were touched', () => {
    const path = dataFile()
    const { file, books } = openShelf(path)
    for (let times = 0; times < 1000; times++) books.touch('1', book(`Touch ${times}`))
    expect(readFileSync(`${path}.1.log`, 'utf8')).not.toContain('Touch')
    file.flushTouches()
    expect(readFileSync(`${path}.1.log`, 'utf8').match(/Touch \d+/g)).toEqual(['Touch 999'])
  })

  it('go into a snapshot as they are', async () => {
    const path = dataFile()
    const first = openShelf(path)
    first.books.touch('1', book('Touched'))
    first.world.snapshot('then')
    await first.file.close()
    const { file, world, titles } = openShelf(path)
    world.reset()
    world.restore('then')
    expect(titles()).toEqual({ 1: 'Touched' })
    await file.close()
  })
})

describe('the log', () => {
  it('syncs once for all who wait at a time', async () => {
    const log = begun(dataFile())
    log.append('[]')
    const first = log.durable()
    expect(log.durable()).toBe(first)
    log.append('[]')
    const second = log.durable()
    expect(second).not.toBe(first)
    log.append('[]')
    expect(log.durable()).toBe(second)
    await second
    expect(log.durable()).not.toBe(second)
    await log.durable()
    await log.close()
  })

  it('may begin a new part while somebody waits', async () => {
    const path = dataFile()
    const log = begun(path)
    log.append('[1]')
    const waits = [log.durable(), log.rotate(), log.durable()]
    log.append('[2]')
    waits.push(log.durable())
    await Promise.all(waits)
    log.append('[3]')
    await log.close()
    expect(readFileSync(`${path}.1.log`, 'utf8')).toBe(
      [frame(JSON.stringify(header)), frame('[1]', 1), frame('[2]', 2), frame('{"next":2}', 3)].join(''),
    )
    expect(readFileSync(`${path}.2.log`, 'utf8')).toBe(
      [frame(JSON.stringify({ ...header, part: 2 })), frame('[3]', 4)].join(''),
    )
  })
})
