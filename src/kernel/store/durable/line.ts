/**
 * Lines on disk: a JSON array of a checksum, a running number and a value, `["9ae0daaf",7,{…}]`, so that any JSON tool
 * reads them and no damage is taken for data. A file's first line has no number, in any format. At the end of a file a
 * killed process may leave an unfinished line, and a power cut blocks of zeros: both are what remains of a write that was
 * never answered.
 */
import { crc32 } from 'node:zlib'
import type { Disk } from './disk.ts'

const OPENING = '["00000000",'.length
const CLOSING = ']\n'
const HEX = '0123456789abcdef'
const NEWLINE = 10
const CHUNK_BYTES = 1024 * 1024
/** The least that a disk writes at once. */
const BLOCK_BYTES = 512
/** How a line with a number begins: values are objects and arrays. */
const NUMBERED = /^(\d+),/
const LONGEST_NUMBER = '9007199254740991,'.length

/** A line for `json`, which is a JSON text. */
export function frame(json: string, running?: number): string {
  const content = contentOf(json, running)
  return `["${checksum(content)}",${content}]\n`
}

/** Makes lines in one buffer, for whoever writes each of them before asking for the next. */
export class Framer {
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES >> 4)

  constructor() {
    this.#buffer.write('["00000000",')
  }

  /** @returns a line for `json`, good until the next call */
  frame(json: string, running?: number): Buffer {
    const content = contentOf(json, running)
    // No UTF-16 unit becomes more than three bytes.
    const most = OPENING + 3 * content.length + CLOSING.length
    if (most > this.#buffer.length) return Buffer.from(frame(json, running))
    const buffer = this.#buffer
    const end = OPENING + buffer.write(content, OPENING)
    let sum = crc32(buffer.subarray(OPENING, end))
    for (let digit = OPENING - 3; digit > 1; digit--) {
      buffer[digit] = HEX.charCodeAt(sum & 15)
      sum >>>= 4
    }
    return buffer.subarray(0, end + buffer.write(CLOSING, end))
  }
}

interface Content {
  /** Its running number; none in a first line, and in files of format 1. */
  readonly running: number | undefined
  readonly value: unknown
}

export interface Line extends Content {
  /** Which line of the file it is, from 1. */
  readonly number: number
  /** Where the file's next line begins. */
  readonly end: number
}

/** A line that does not hold what was written. */
export class DamagedLine extends Error {
  readonly line: number
  /** Whether it looks like blocks that never reached the disk: they read as zeros, which no JSON text holds. */
  readonly isUnwritten: boolean

  constructor(line: number, isUnwritten: boolean) {
    super(`Line ${line} is damaged.`)
    this.line = line
    this.isUnwritten = isUnwritten
  }
}

/**
 * The whole lines of a file, read piece by piece. What follows the last of them is left out: compare the last line's
 * `end` with the file's size.
 *
 * @throws DamagedLine
 */
export function* readLines(disk: Disk, path: string): Generator<Line, void> {
  let number = 0
  let end = 0
  for (const bytes of splitLines(disk, path)) {
    number++
    const content = unframe(bytes)
    if (!content) throw new DamagedLine(number, endsBlock(bytes, end))
    end += bytes.length
    yield { number, end, running: content.running, value: content.value }
  }
}

/** The lines of a file with their newlines, without an unfinished last one. */
function* splitLines(disk: Disk, path: string): Generator<Buffer, void> {
  const fd = disk.open(path, 'r')
  try {
    let rest: Buffer[] = []
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      const count = disk.read(fd, chunk)
      if (count === 0) return
      let from = 0
      for (;;) {
        const newline = chunk.indexOf(NEWLINE, from)
        if (newline === -1 || newline >= count) break
        const piece = chunk.subarray(from, newline + 1)
        yield rest.length === 0 ? piece : Buffer.concat([...rest, piece])
        rest = []
        from = newline + 1
      }
      if (from < count) rest.push(chunk.subarray(from, count))
    }
  } finally {
    disk.close(fd)
  }
}

/** Whether zeros within these bytes, which begin at `start` in their file, reach to the end of a block. */
function endsBlock(bytes: Buffer, start: number): boolean {
  const last = bytes.lastIndexOf(0)
  return last !== -1 && (start + last + 1) % BLOCK_BYTES === 0
}

/** What a line holds, or nothing when it is not what was written. */
function unframe(bytes: Buffer): Content | undefined {
  const content = bytes.subarray(OPENING, -CLOSING.length)
  const opening = bytes.toString('latin1', 0, OPENING)
  if (
    bytes.length < OPENING + 3 ||
    opening !== `["${checksum(content)}",` ||
    bytes.at(-2) !== CLOSING.charCodeAt(0)
  )
    return undefined
  const [, digits] = NUMBERED.exec(content.toString('latin1', 0, LONGEST_NUMBER)) ?? []
  const json = digits === undefined ? content : content.subarray(digits.length + 1)
  try {
    const value = JSON.parse(json.toString()) as unknown
    return { running: digits === undefined ? undefined : Number(digits), value }
  } catch {
    return undefined
  }
}

function contentOf(json: string, running: number | undefined): string {
  return running === undefined ? json : `${running},${json}`
}

function checksum(content: string | Buffer): string {
  return crc32(content).toString(16).padStart(8, '0')
}
