import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { frame, Framer, readLines } from './line.ts'

describe('lines on disk', () => {
  it('are JSON: a checksum and a value', () => {
    expect(frame('{"a":1}')).toBe('["561bacaf",{"a":1}]\n')
  })

  it('are the same from both who make them, and read back as they were', () => {
    const file = dataFile()
    const framer = new Framer()
    fc.assert(
      fc.property(fc.array(fc.json()), (texts) => {
        for (const text of texts) expect(framer.frame(text).toString()).toBe(frame(text))
        writeFileSync(file, texts.map(frame).join(''))
        expect([...readLines(file)].map(({ value }) => value)).toEqual(
          texts.map((text) => JSON.parse(text) as unknown),
        )
      }),
    )
  })

  it('may be longer than what is read at once', () => {
    const file = dataFile()
    const long = JSON.stringify('€'.repeat(700_000))
    const lines = [new Framer().frame(long), Buffer.from(frame('1')), Buffer.from(frame(long))]
    writeFileSync(file, Buffer.concat(lines))
    expect([...readLines(file)].map(({ value }) => value)).toEqual([JSON.parse(long), 1, JSON.parse(long)])
  })
})
