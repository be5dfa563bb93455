import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { realDisk } from './disk.ts'
import { frame, Framer, readLines } from './line.ts'

describe('lines on disk', () => {
  it('are JSON: a checksum, a running number and a value', () => {
    expect(frame('{"a":1}')).toBe('["561bacaf",{"a":1}]\n')
    expect(JSON.parse(frame('{"a":1}', 12))).toEqual([expect.stringMatching(/^[\da-f]{8}$/), 12, { a: 1 }])
  })

  it('are the same from both who make them, and read back as they were', () => {
    const file = dataFile()
    const framer = new Framer()
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.json(), fc.option(fc.maxSafeNat(), { nil: undefined }))), (given) => {
        const contents = given.map(([json, running]) => [`[${json}]`, running] as const)
        for (const one of contents) expect(framer.frame(...one).toString()).toBe(frame(...one))
        writeFileSync(file, contents.map((one) => frame(...one)).join(''))
        expect([...readLines(realDisk, file)].map(({ value, running }) => [value, running])).toEqual(
          contents.map(([json, running]) => [JSON.parse(json), running]),
        )
      }),
    )
  })

  it('may be longer than what is read at once', () => {
    const file = dataFile()
    const long = JSON.stringify(['€'.repeat(700_000)])
    const lines = [new Framer().frame(long), Buffer.from(frame('{}')), Buffer.from(frame(long))]
    writeFileSync(file, Buffer.concat(lines))
    expect([...readLines(realDisk, file)].map(({ value }) => value)).toEqual([
      JSON.parse(long),
      {},
      JSON.parse(long),
    ])
  })
})
