/** Puts the worlds together again from a state file and the parts of the log after it. */
import type { Change } from '../change.ts'
import type { World } from '../world.ts'
import type { Disk } from './disk.ts'
import { DamagedLine, readLines, type Line } from './line.ts'
import {
  asHeader,
  checkOrder,
  damaged,
  logPath,
  missing,
  reading,
  sizeOf,
  type Closing,
  type Header,
} from './file-layout.ts'
import type { Place } from './log.ts'
import { replay, type Materials } from './replay.ts'
import { readState, readStateHeader } from './state-reader.ts'

export interface Loaded {
  readonly worlds: Map<string, World>
  /** The part of the log that changes go on in; absent when there is none, or none but a part that was just begun. */
  readonly open: Place | undefined
  /** The last part, when it was being begun as the process ended: the one before does not know of it. */
  readonly begun: number | undefined
  /** The running number of the log's last line. */
  readonly line: number
}

/** What to put worlds together with, given the first line of the file that they are read from. */
export type MaterialsFor = (header: Header) => Materials

interface Given {
  readonly disk: Disk
  readonly file: string
  /** The parts of the log to replay, in order. */
  readonly parts: readonly number[]
  readonly materialsFor: MaterialsFor
  /** Whether the log goes on in them, so that the last is to be open; otherwise all are to be closed. */
  readonly isLive: boolean
}

/** Loads worlds. @throws UserError telling which file is damaged and where */
export function load({ disk, file, parts, materialsFor, isLive }: Given): Loaded {
  const header = reading(file, () => readStateHeader(disk, file))
  const worlds = reading(file, () => readState(disk, file, materialsFor(header)))
  let open: PartReader | undefined
  let begun: number | undefined
  let line = header.line ?? 0
  for (const [at, part] of parts.entries()) {
    const path = logPath(file, part)
    const isLast = at === parts.length - 1
    if (part !== header.part + 1 + at) throw missing(logPath(file, header.part + 1 + at))
    const found = new PartReader(disk, path, { ...header, part }, line, worlds, materialsFor)
    reading(path, () => found.read())
    line = found.line
    if (open) {
      // The next part is made before this one is closed: a process may have ended just between.
      if (!found.isEmpty || !isLast) throw damaged(logPath(file, part - 1), 'its end is missing')
      begun = part
    } else if (!found.isClosed) open = found
  }
  if (isLive) checkOpen(file, header, parts, open)
  else if (open) throw damaged(open.path, 'its end is missing')
  return { worlds, open: open?.place, begun, line }
}

/** A part is on the disk before a state, or the part before it, says that it follows. In format 1 that was not so. */
function checkOpen(
  file: string,
  { format, part }: Header,
  parts: readonly number[],
  open?: PartReader,
): void {
  if (open?.place || (format === 1 && (open || parts.length === 0))) return
  if (open) throw damaged(open.path, 'its beginning is missing')
  throw missing(logPath(file, part + parts.length + 1))
}

class PartReader {
  readonly path: string
  readonly #disk: Disk
  readonly #expected: Header
  /** The running number of the line before the first. */
  readonly #from: number
  readonly #worlds: Map<string, World>
  readonly #materialsFor: MaterialsFor
  #materials: Materials | undefined
  #place: Place | undefined
  isEmpty = true
  isClosed = false

  constructor(
    disk: Disk,
    path: string,
    expected: Header,
    from: number,
    worlds: Map<string, World>,
    materialsFor: MaterialsFor,
  ) {
    this.#disk = disk
    this.path = path
    this.#expected = expected
    this.#from = from
    this.#worlds = worlds
    this.#materialsFor = materialsFor
  }

  /** Nothing when even its first line is torn. */
  get place(): Place | undefined {
    return this.#place
  }

  get line(): number {
    return this.#place?.running ?? this.#from
  }

  read(): void {
    try {
      for (const line of readLines(this.#disk, this.path)) this.#take(line)
    } catch (error) {
      // Blocks that a power cut kept from the disk can only be the newest ones: a part with such is not closed.
      if (!(error instanceof DamagedLine && error.isUnwritten)) throw error
    }
    if (this.isClosed && sizeOf(this.#disk, this.path) !== this.#place?.length)
      throw damaged(this.path, 'something follows its end')
  }

  #take(line: Line): void {
    if (this.isClosed) throw damaged(this.path, 'something follows its end')
    if (!this.#place || !this.#materials) {
      this.#begin(line)
      return
    }
    const { number, end, running, value } = line
    checkOrder(this.path, this.#place.header, line, this.#from)
    if (Array.isArray(value)) this.#replay(value as Change[], number, this.#materials)
    else this.isClosed = (value as Closing).next === this.#expected.part + 1
    this.#place = { header: this.#place.header, length: end, running }
  }

  #begin(line: Line): void {
    const header = asHeader(this.path, 'log', line)
    const { id, part } = this.#expected
    if (header.id !== id || header.part !== part)
      throw damaged(this.path, 'it does not belong to the files beside it')
    const running = header.format === 1 ? undefined : this.#from
    this.#place = { header, length: line.end, running }
    this.#materials = this.#materialsFor(header)
  }

  #replay(changes: readonly Change[], line: number, materials: Materials): void {
    this.isEmpty = false
    try {
      for (const change of changes) replay(this.#worlds, change, materials)
    } catch (error) {
      throw damaged(this.path, `in line ${line}, ${(error as Error).message}`)
    }
  }
}
