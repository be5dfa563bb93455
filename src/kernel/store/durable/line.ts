/**
 * Lines on disk: a JSON array of a checksum and a value, `["9ae0daaf",{…}]`, so that any JSON tool reads them and no
 * damage is taken for data. At the end of a file a killed process may leave an unfinished line, and a power cut blocks
 * of zeros: both are what remains of a write that was never answered.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const OPENING = '["00000000",'.length
const CLOSING = ']\n'
const HEX = '0123456789abcdef'
const NEWLINE = 10
const CHUNK_BYTES = 1024 * 1024
/** The least that a disk writes at once. */
const BLOCK_BYTES = 512

/** A line for `json`, which is a JSON text. */
export function frame(json: string): string {
  return `["${checksum(json)}",${json}]\n`
}

/** Makes lines in one buffer, for whoever writes each of them before asking for the next. */
export class Framer {
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES >> 4)

  constructor() {
    this.#buffer.write('["00000000",')
  }

  /** @returns a line for `json`, good until the next call */
  frame(json: string): Buffer {
    // No UTF-16 unit becomes more than three bytes.
    const most = OPENING + 3 * json.length + CLOSING.length
    if (most > this.#buffer.length) return Buffer.from(frame(json))
    const buffer = this.#buffer
    const end = OPENING + buffer.write(json, OPENING)
    let sum = crc32(buffer.subarray(OPENING, end))
    for (let digit = OPENING - 3; digit > 1; digit--) {
      buffer[digit] = HEX.charCodeAt(sum & 15)
      sum >>>= 4
    }
    return buffer.subarray(0, end + buffer.write(CLOSING, end))
  }
}

export interface Line {
  /** From 1. */
  readonly number: number
  /** Where the file's next line begins. */
  readonly end: number
  readonly value: unknown
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
export function* readLines(path: string): Generator<Line, void> {
  let number = 0
  let end = 0
  for (const bytes of splitLines(path)) {
    number++
    const value = unframe(bytes)
    if (value === undefined) throw new DamagedLine(number, endsBlock(bytes, end))
    end += bytes.length
    yield { number, end, value }
  }
}

/** The lines of a file with their newlines, without an unfinished last one. */
function* splitLines(path: string): Generator<Buffer, void> {
  const fd = openSync(path, 'r')
  try {
    let rest: Buffer[] = []
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      const count = readSync(fd, chunk, 0, CHUNK_BYTES, null)
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
    closeSync(fd)
  }
}

/** Whether zeros within these bytes, which begin at `start` in their file, reach to the end of a block. */
function endsBlock(bytes: Buffer, start: number): boolean {
  const last = bytes.lastIndexOf(0)
  return last !== -1 && (start + last + 1) % BLOCK_BYTES === 0
}

/** What a line holds, or nothing when it is not what was written. */
function unframe(bytes: Buffer): unknown {
  const json = bytes.subarray(OPENING, -2)
  const opening = bytes.toString('latin1', 0, OPENING)
  if (bytes.length < OPENING + 3 || opening !== `["${checksum(json)}",` || bytes.at(-2) !== 93)
    return undefined
  try {
    return JSON.parse(json.toString()) as unknown
  } catch {
    return undefined
  }
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(8, '0')
}
