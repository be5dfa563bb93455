/**
 * Records in blocks of bytes. Ten thousand entries kept as objects are looked at by the garbage collector again and again,
 * and die old; bytes beside its heap cost it nothing, and take exactly what their texts take.
 */

/** A few numbers and texts. A text is kept as UTF-8; bytes are kept as they are. */
export interface Piece {
  readonly numbers: readonly number[]
  readonly texts: readonly (string | Uint8Array | undefined)[]
}

/** A record as it is read: its texts are decoded when they are asked for. */
export interface KeptRecord {
  readonly numbers: readonly number[]
  /** The text at a place, or nothing where there was none. */
  text(at: number): string | undefined
}

const FIRST_BLOCK = 8 * 1024
const LARGEST_BLOCK = 512 * 1024

/** UTF-8 takes so many bytes at most for a unit of a string. */
const BYTES_PER_UNIT = 3
/** A longer text is counted, so that it does not take three times its room. */
const LONG = 4096

/** What a block holds besides its bytes, and what the list of blocks does. */
const NOTES_PER_TEXT = 16

interface Block {
  readonly bytes: Buffer
  used: number
  /** How many records begin in it, and how many of the first ones are forgotten. */
  count: number
  forgotten: number
  /** The numbers of its records, one record after the other. */
  readonly numbers: number[]
  /** Where each text of each record ends; -1 for none. A text begins where the one before it ends. */
  readonly ends: number[]
}

export class Records {
  readonly #numbersEach: number
  readonly #textsEach: number
  readonly #blocks: Block[] = []
  #first = 0
  #next = 0
  #bytes = 0

  /** @param numbers how many numbers a record has @param texts how many texts */
  constructor(numbers: number, texts: number) {
    this.#numbersEach = numbers
    this.#textsEach = texts
  }

  /** The number of the oldest record; records are numbered from 0, and never anew. */
  get first(): number {
    return this.#first
  }

  /** The number that the next record gets. */
  get next(): number {
    return this.#next
  }

  /** What the records take. */
  get bytes(): number {
    return this.#bytes
  }

  add({ numbers, texts }: Piece): void {
    let room = 0
    for (const text of texts) if (text !== undefined) room += roomFor(text)
    const block = this.#blockWith(room)
    for (const number of numbers) block.numbers.push(number)
    const start = block.used
    let at = start
    for (const text of texts) {
      if (text === undefined) {
        block.ends.push(-1)
        continue
      }
      if (typeof text === 'string') at += block.bytes.write(text, at)
      else {
        block.bytes.set(text, at)
        at += text.length
      }
      block.ends.push(at)
    }
    block.used = at
    block.count++
    this.#next++
    this.#bytes += this.#costOf(at - start)
  }

  forgetFirst(): void {
    const block = this.#blocks[0]!
    const { start, end } = this.#spanOf(block, block.forgotten)
    this.#bytes -= this.#costOf(end - start)
    this.#first++
    block.forgotten++
    // What was read of it stays readable: blocks are never written anew.
    if (block.forgotten === block.count) this.#blocks.shift()
  }

  clear(): void {
    this.#blocks.length = 0
    this.#first = 0
    this.#next = 0
    this.#bytes = 0
  }

  /** @returns nothing where there is no such record any more, or not yet */
  get(number: number): KeptRecord | undefined {
    if (number < this.#first || number >= this.#next) return undefined
    // Counted from the newest: those are asked for most.
    let before = this.#next
    for (let at = this.#blocks.length - 1; at >= 0; at--) {
      const block = this.#blocks[at]!
      before -= block.count
      if (number >= before) return this.#read(block, number - before)
    }
    return undefined
  }

  /** All records from a number on, oldest first. */
  *from(number: number): Generator<readonly [number: number, record: KeptRecord]> {
    let before = this.#first - (this.#blocks[0]?.forgotten ?? 0)
    for (const block of this.#blocks.slice()) {
      const start = Math.max(number - before, block.forgotten)
      for (let at = start; at < block.count; at++) yield [before + at, this.#read(block, at)]
      before += block.count
    }
  }

  #read(block: Block, index: number): KeptRecord {
    const { bytes, ends } = block
    const from = index * this.#numbersEach
    const firstEnd = index * this.#textsEach
    return {
      numbers: block.numbers.slice(from, from + this.#numbersEach),
      text: (at) => {
        const end = ends[firstEnd + at]!
        return end < 0 ? undefined : bytes.toString('utf8', endBefore(ends, firstEnd + at), end)
      },
    }
  }

  #spanOf(block: Block, index: number): { readonly start: number; readonly end: number } {
    const { ends } = block
    const from = index * this.#textsEach
    return { start: endBefore(ends, from), end: endBefore(ends, from + this.#textsEach) }
  }

  #costOf(length: number): number {
    return length + this.#numbersEach * 8 + this.#textsEach * NOTES_PER_TEXT
  }

  /** The newest block, or a new one when that has not so much room. */
  #blockWith(room: number): Block {
    const newest = this.#blocks.at(-1)
    if (newest && newest.bytes.length - newest.used >= room) return newest
    // So a workspace that sees a few requests takes little, and a busy one has few blocks.
    const size = Math.max(newest ? Math.min(newest.bytes.length * 2, LARGEST_BLOCK) : FIRST_BLOCK, room)
    const block = blockOf(size)
    this.#blocks.push(block)
    return block
  }
}

function roomFor(text: string | Uint8Array): number {
  if (typeof text !== 'string') return text.length
  return text.length > LONG ? Buffer.byteLength(text) : text.length * BYTES_PER_UNIT
}

/** Where the last text before a place ends. */
function endBefore(ends: readonly number[], at: number): number {
  for (let before = at - 1; before >= 0; before--) if (ends[before]! >= 0) return ends[before]!
  return 0
}

function blockOf(size: number): Block {
  return { bytes: Buffer.allocUnsafeSlow(size), used: 0, count: 0, forgotten: 0, numbers: [], ends: [] }
}
