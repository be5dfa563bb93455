import {
  appendFileSync,
  cpSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf, type ShelfOptions } from '../../../../test/support/kept-shelf.ts'
import { UserError } from '../../errors.ts'
import { FORMAT } from './file-layout.ts'
import { frame } from './line.ts'

/** Files with two compacted books, and a log of three more. */
async function written(): Promise<{ file: string; log: string }> {
  const file = dataFile()
  const first = openShelf(file)
  first.books.put('2', book('Two'))
  await first.file.close()
  const second = openShelf(file)
  for (const [key, title] of Object.entries({ 3: 'Three', 4: 'Four', 5: 'Five' }))
    second.books.put(key, book(title))
  // Not closed: the process is killed, as it were.
  return { file, log: `${file}.2.log` }
}

const ALL = { 1: 'One', 2: 'Two', 3: 'Three', 4: 'Four', 5: 'Five' }

function contents(file: string): Record<string, string> {
  const folder = dirname(file)
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )
}

/** Opening is refused in one sentence, and every file is as before. */
function expectRefusal(file: string, message: RegExp, options: ShelfOptions = {}): void {
  const before = contents(file)
  let refusal: unknown
  try {
    openShelf(file, options)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(UserError)
  expect((refusal as Error).message).toMatch(message)
  expect(contents(file)).toEqual(before)
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1')
}

describe('a log that was cut off', () => {
  it('loads with what was whole, wherever the cut is', async () => {
    const { file, log } = await written()
    const whole = readFileSync(log)
    const lineEnds = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1)
    const cuts = lineEnds.flatMap((end) => [end - 40, end - 1, end, end + 1])
    for (const length of cuts.filter((cut) => cut >= lineEnds[0]! && cut <= whole.length)) {
      const copy = dataFile()
      cpSync(dirname(file), dirname(copy), { recursive: true })
      truncateSync(`${copy}.2.log`, length)
      const cut = openShelf(copy)
      const lines = lineEnds.filter((end) => end <= length).length
      expect(Object.keys(cut.titles())).toHaveLength(2 + Math.max(0, lines - 1))
      cut.books.put('6', book('Six'))
      await cut.file.close()
      const again = openShelf(copy)
      expect(again.titles()).toMatchObject({ 1: 'One', 2: 'Two', 6: 'Six' })
      await again.file.close()
    }
  })

  it('loads without the blocks that a power cut kept from the disk', async () => {
    const { file, log } = await written()
    const { length } = readFileSync(log)
    appendFileSync(log, Buffer.alloc(4096 - (length % 4096)))
    appendFileSync(log, frame('[]', 7))
    expect(openShelf(file).titles()).toEqual(ALL)
    expect(readFileSync(log)).toHaveLength(length)
  })

  it('loads when the next part was begun and nothing more', async () => {
    for (const begun of ['', '["0000', 'header']) {
      const { file, log } = await written()
      const next = readFileSync(log, 'utf8')
        .split('\n')[0]!
        .slice('["00000000",'.length, -1)
        .replace('"part":2', '"part":3')
      writeFileSync(`${file}.3.log`, begun === 'header' ? frame(next) : begun)
      const { titles, books, file: adapter } = openShelf(file)
      expect(titles()).toEqual(ALL)
      books.put('6', book('Six'))
      await adapter.close()
      expect(openShelf(file).titles()).toEqual({ ...ALL, 6: 'Six' })
    }
  })
})

describe('files that are not what was written are refused and left alone:', () => {
  it('a byte that is another one, anywhere', async () => {
    const { file, log } = await written()
    for (const path of [file, log]) {
      const good = readFileSync(path)
      for (let at = 0; at < good.length - 1; at += 7) {
        const bad = Buffer.from(good)
        bad[at]! ^= 0x15
        if (bad[at] === 10 || good[at] === 10) continue
        writeFileSync(path, bad)
        expectRefusal(file, /damaged: .*(line \d+ is not what was written|does not begin)/)
      }
      writeFileSync(path, good)
    }
    expect(openShelf(file).titles()).toEqual(ALL)
  })

  it('a line that is missing in the state, or its end', async () => {
    const { file } = await written()
    const good = readFileSync(file, 'utf8')
    const lines = good.split('\n')
    for (let cut = 1; cut < lines.length; cut++) {
      writeFileSync(file, lines.toSpliced(cut - 1, 1).join('\n'))
      expectRefusal(file, /damaged|cannot be used/)
    }
    writeFileSync(file, good + frame('{"lines":1}'))
    expectRefusal(file, /something follows its end/)
    writeFileSync(file, '')
    expectRefusal(file, /state\.json is missing/)
    rmSync(file)
    expectRefusal(file, /state\.json is missing/)
  })

  it('a part of the log that is missing, cut short, or of other files', async () => {
    const { file, log } = await written()
    const good = readFileSync(log, 'utf8')
    edit(log, (text) => text + frame('{"next":3}', 7))
    expectRefusal(file, /state\.json\.3\.log is missing/)
    cpSync(log, `${file}.3.log`)
    expectRefusal(file, /does not belong to the files beside it/)
    writeFileSync(log, good)
    rmSync(`${file}.3.log`)
    cpSync(log, `${file}.4.log`)
    expectRefusal(file, /state\.json\.3\.log is missing/)
    rmSync(`${file}.4.log`)

    const other = await written()
    cpSync(other.log, log)
    expectRefusal(file, /does not belong to the files beside it/)
  })

  it('changes that belong to nothing', async () => {
    const { file, log } = await written()
    edit(log, (text) => text + frame('[{"world":"nobody","event":"reset"}]', 7))
    expectRefusal(file, /in line 5, a change belongs to no workspace, "nobody"/)
  })

  it('a file of another kind', () => {
    const file = dataFile()
    for (const text of ['{"port": 8080}\n', 'hello', '[]\n', frame('{"lines":0}')]) {
      writeFileSync(file, text)
      expectRefusal(file, /damaged: /)
    }
  })

  it('a newer version of the files', async () => {
    const { file } = await written()
    edit(file, (text) => {
      const [header = '', ...rest] = text.split('\n')
      return (
        frame(header.slice(12, -1).replace(`"format":${FORMAT}`, `"format":${FORMAT + 1}`)) + rest.join('\n')
      )
    })
    expectRefusal(file, /was written by a newer version of pam-mock \(format 3, this one reads up to 2\)/)
  })

  it('a newer version of a table', async () => {
    const file = dataFile()
    const { file: adapter } = openShelf(file, { migrations: [(row) => row] })
    await adapter.close()
    expectRefusal(file, /table "library.books" in format 1, this one reads 0/)
  })

  it('other fixtures than those below the changes', async () => {
    const { file } = await written()
    expectRefusal(file, /stand on the fixtures "some books" as they were then/, {
      fixtures: { 1: book('Another') },
    })
    expect(openShelf(file).titles()).toEqual(ALL)
  })
})
