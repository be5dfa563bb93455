/** JSON that is written piece by piece, so that whoever asks for much of it holds nobody else up. */
import { setImmediate as turn } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { STRETCH_MS } from '../kernel/in-turns.ts'
import { stopwatch } from '../kernel/world/clock.ts'

/** Pieces of text; `undefined` where there is none yet, and others may have a turn. */
export type Pieces = Generator<string | undefined>

const CHUNK = 64 * 1024

export class StreamedJson {
  readonly #pieces: () => Pieces

  constructor(pieces: () => Pieces) {
    this.#pieces = pieces
  }

  stream(): Readable {
    return Readable.from(writtenInTurns(this.#pieces()), { objectMode: false })
  }

  /** All at once, for who wants the value. */
  toJSON(): unknown {
    return JSON.parse([...this.#pieces()].join('')) as unknown
  }
}

/** The same to whom it is declared as what it says. */
export function streamed(pieces: () => Pieces): never {
  return new StreamedJson(pieces) as never
}

/** The members of a list, or of an object whose members are written already. */
export function* listed<Value>(values: Iterable<Value | undefined>, write: (value: Value) => string): Pieces {
  let comma = ''
  for (const value of values) {
    if (value === undefined) yield undefined
    else {
      yield comma + write(value)
      comma = ','
    }
  }
}

async function* writtenInTurns(pieces: Pieces): AsyncGenerator<string> {
  let since = stopwatch()
  let text = ''
  for (const piece of pieces) {
    if (piece !== undefined) text += piece
    if (text.length >= CHUNK) {
      yield text
      text = ''
    }
    if (stopwatch() - since < STRETCH_MS) continue
    await turn()
    since = stopwatch()
  }
  if (text !== '') yield text
}
