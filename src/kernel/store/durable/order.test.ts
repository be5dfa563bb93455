import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { UserError } from '../../errors.ts'

/** A state, a closed part of the log and an open one, as a kill before a compaction leaves them. */
async function written(): Promise<string> {
  const file = dataFile()
  let isRotated = false
  const { books } = openShelf(file, {
    compactAfter: 1500,
    compact: () => ({ done: new Promise(() => (isRotated = true)), stop: () => undefined }),
  })
  for (let key = 2; key < 12; key++) books.put(String(key), book(`Title ${key}`.repeat(10)))
  await vi.waitUntil(() => isRotated)
  for (let key = 12; key < 16; key++) books.put(String(key), book(`Title ${key}`))
  return file
}

function contents(file: string): Record<string, string> {
  const folder = dirname(file)
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}

/** What opening says, which must be one sentence about damage and leave every file as it is. */
function refusalOf(file: string): string {
  const before = contents(file)
  let refusal: unknown
  try {
    openShelf(file)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(UserError)
  expect(contents(file)).toEqual(before)
  return (refusal as Error).message
}

/** Copies of some files with one of them changed. */
function* changed(
  file: string,
  path: string,
  lines: (all: string[]) => Iterable<string[]>,
): Generator<string> {
  const all = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  for (const some of lines(all)) {
    const copy = dataFile()
    cpSync(dirname(file), dirname(copy), { recursive: true })
    writeFileSync(
      join(dirname(copy), path.slice(dirname(path).length)),
      some.map((line) => `${line}\n`).join(''),
    )
    yield copy
  }
}

describe('what was written is refused when', () => {
  it.each(['', '.1.log', '.2.log'])('a line of FILE%s is lost, but for the newest', async (name) => {
    const file = await written()
    const lost = changed(file, file + name, (all) => {
      const newest = name === '.2.log' ? 1 : 0
      return all.slice(newest).map((_, at) => all.toSpliced(at, 1))
    })
    for (const copy of lost) expect(refusalOf(copy)).toMatch(/damaged|not whole/)
  })

  it.each(['', '.1.log', '.2.log'])('a line of FILE%s is there twice', async (name) => {
    const file = await written()
    const doubled = changed(file, file + name, (all) => all.map((line, at) => all.toSpliced(at, 0, line)))
    for (const copy of doubled)
      expect(refusalOf(copy)).toMatch(/line \d+ is not the one|something follows its end|damaged/)
  })

  it.each(['', '.1.log', '.2.log'])('two lines of FILE%s have changed places', async (name) => {
    const file = await written()
    const swapped = changed(file, file + name, (all) =>
      all.slice(1).map((line, at) => all.toSpliced(at, 2, line, all[at]!)),
    )
    for (const copy of swapped)
      expect(refusalOf(copy)).toMatch(/line \d+ is not the one|something follows its end|damaged/)
  })

  it('a line has come from one part of the log into another', async () => {
    const file = await written()
    const other = readFileSync(`${file}.1.log`, 'utf8').split('\n')
    const moved = changed(file, `${file}.2.log`, (all) =>
      all.slice(1).map((_, at) => all.toSpliced(at + 1, 1, other[at + 1]!)),
    )
    for (const copy of moved) expect(refusalOf(copy)).toMatch(/line \d+ is not the one that belongs there/)
  })

  it.each([1, 2])('part %i of the log is gone, or empty', async (part) => {
    const file = await written()
    rmSync(`${file}.${part}.log`)
    expect(refusalOf(file)).toContain(`The data are not whole: ${file}.${part}.log is missing.`)
    writeFileSync(`${file}.${part}.log`, '')
    expect(refusalOf(file)).toContain('are damaged: ')
  })

  it('the only part of the log is gone, empty, or cut off in its first line', async () => {
    const file = dataFile()
    const { books } = openShelf(file)
    books.put('2', book('Two'))
    const log = `${file}.1.log`
    const good = readFileSync(log, 'utf8')
    for (const length of [0, 1, 40]) {
      writeFileSync(log, good.slice(0, length))
      expect(refusalOf(file)).toContain(`The data in ${log} are damaged: its beginning is missing.`)
    }
    rmSync(log)
    expect(refusalOf(file)).toContain(`The data are not whole: ${log} is missing.`)
  })

  it('the whole state is cut off anywhere', async () => {
    const file = await written()
    const good = readFileSync(file, 'utf8')
    for (let length = 0; length < good.length; length += 11) {
      writeFileSync(file, good.slice(0, length))
      expect(refusalOf(file)).toMatch(/damaged|not whole/)
    }
  })
})

describe('a data file that was just being made', () => {
  it.each([0, 10, Infinity])('is made anew, with %d bytes of its log there', async (length) => {
    const other = dataFile()
    openShelf(other)
    const [header = ''] = readFileSync(`${other}.1.log`, 'utf8').split(/(?<=\n)/)
    const file = dataFile()
    writeFileSync(`${file}.1.log`, header.slice(0, length))
    const { titles, books, file: adapter } = openShelf(file)
    books.put('2', book('Two'))
    await adapter.close()
    expect(openShelf(file).titles()).toEqual({ 1: 'One', 2: 'Two' })
    expect(titles()).toEqual({ 1: 'One', 2: 'Two' })
  })
})
