/** Puts the worlds together again from a state file and the parts of the log after it. */
import type { Change } from '../change.ts'
import type { World } from '../world.ts'
import { DamagedLine, readLines, type Line } from './line.ts'
import {
  asHeader,
  damaged,
  logPath,
  missing,
  reading,
  sizeOf,
  type Closing,
  type Header,
} from './file-layout.ts'
import { replay, type Materials } from './replay.ts'
import { readState, readStateHeader } from './state-reader.ts'

/** The part of the log that changes go on in. */
export interface OpenPart {
  /** What its first line says; nothing when even that is torn. */
  readonly header: Header | undefined
  /** Bytes that are good. What follows them was never answered. */
  readonly length: number
}

export interface Loaded {
  readonly worlds: Map<string, World>
  /** The last part, unless it is closed or there is none. */
  readonly open: OpenPart | undefined
  /** A part that was begun when the process ended, and that the one before does not know of. */
  readonly begun: number | undefined
}

/** What to put worlds together with, given the first line of the file that they are read from. */
export type MaterialsFor = (header: Header) => Materials

/**
 * Loads worlds.
 *
 * @param parts the parts of the log to replay, in order
 * @param isLive whether the log goes on after them, so that the last is to be open
 * @throws UserError telling which file is damaged and where
 */
export function load(
  file: string,
  parts: readonly number[],
  materialsFor: MaterialsFor,
  isLive = false,
): Loaded {
  const header = reading(file, () => readStateHeader(file))
  const worlds = reading(file, () => readState(file, materialsFor(header)))
  let open: OpenPart | undefined
  for (const [at, part] of parts.entries()) {
    const path = logPath(file, part)
    if (part !== header.part + 1 + at) throw missing(logPath(file, header.part + 1 + at))
    const found = reading(path, () =>
      new PartReader(path, { ...header, part }, worlds, materialsFor).read(at === parts.length - 1),
    )
    if (open) {
      // The next part is made before this one is closed: a process may have ended just between.
      if (!found.isEmpty || at < parts.length - 1)
        throw damaged(logPath(file, part - 1), 'its end is missing')
      return { worlds, open, begun: part }
    }
    if (!found.isClosed) open = found
  }
  if (isLive && !open && parts.length > 0) throw missing(logPath(file, header.part + parts.length + 1))
  return { worlds, open, begun: undefined }
}

class PartReader {
  readonly #path: string
  readonly #expected: Header
  readonly #worlds: Map<string, World>
  readonly #materialsFor: MaterialsFor
  #materials: Materials | undefined
  #header: Header | undefined
  #length = 0
  #isEmpty = true
  #isClosed = false

  constructor(path: string, expected: Header, worlds: Map<string, World>, materialsFor: MaterialsFor) {
    this.#path = path
    this.#expected = expected
    this.#worlds = worlds
    this.#materialsFor = materialsFor
  }

  read(isLast: boolean): OpenPart & { readonly isEmpty: boolean; readonly isClosed: boolean } {
    try {
      for (const line of readLines(this.#path)) this.#take(line)
    } catch (error) {
      // Blocks that a power cut kept from the disk can only be the newest ones.
      if (!(isLast && error instanceof DamagedLine && error.isUnwritten)) throw error
    }
    if (this.#isClosed && sizeOf(this.#path) !== this.#length)
      throw damaged(this.#path, 'something follows its end')
    return {
      header: this.#header,
      length: this.#length,
      isEmpty: this.#isEmpty,
      isClosed: this.#isClosed,
    }
  }

  #take({ number, end, value }: Line): void {
    if (this.#isClosed) throw damaged(this.#path, 'something follows its end')
    if (!this.#materials) this.#begin(value)
    else if (Array.isArray(value)) this.#replay(value as Change[], number, this.#materials)
    else this.#isClosed = (value as Closing).next === this.#expected.part + 1
    this.#length = end
  }

  #begin(value: unknown): void {
    const header = asHeader(this.#path, 'log', value)
    const { id, part } = this.#expected
    if (header.id !== id || header.part !== part)
      throw damaged(this.#path, 'it does not belong to the files beside it')
    this.#header = header
    this.#materials = this.#materialsFor(header)
  }

  #replay(changes: readonly Change[], line: number, materials: Materials): void {
    this.#isEmpty = false
    try {
      for (const change of changes) replay(this.#worlds, change, materials)
    } catch (error) {
      throw damaged(this.#path, `in line ${line}, ${(error as Error).message}`)
    }
  }
}
