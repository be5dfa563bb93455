/** Writes a whole state down. */
import { dirname } from 'node:path'
import type { DraftParts } from '../draft.ts'
import { describeFixtures } from '../fixtures.ts'
import { entryIn, GONE, type Layer } from '../layer.ts'
import type { Moment, World } from '../world.ts'
import { writeAll, type Disk } from './disk.ts'
import { frame } from './line.ts'
import { lookAt, temporaryPath, type Header } from './file-layout.ts'
import type { BasesLine, DraftLine, EndLine, SnapshotLine, WorldLine } from './state-lines.ts'

/** Rows go into one line until it is about so long. */
const LINE_LENGTH = 64 * 1024
const BUFFER_LENGTH = 1024 * 1024

/** Puts a state in the place of a data file's present one, if there is one. It is on the disk when this returns. */
export function replaceState(disk: Disk, file: string, header: Header, worlds: Iterable<World>): void {
  const path = temporaryPath(file)
  // A process that was killed may have left one.
  if (lookAt(disk, path)) disk.remove(path)
  const fd = disk.open(path, 'ax')
  try {
    const writer = new StateWriter(disk, fd, header)
    for (const world of worlds) writer.world(world)
    writer.end()
    disk.sync(fd)
  } catch (error) {
    // On a full disk it would take the room that others need.
    disk.remove(path)
    throw error
  } finally {
    disk.close(fd)
  }
  disk.rename(path, file)
  disk.syncFolder(dirname(file))
}

class StateWriter {
  readonly #disk: Disk
  readonly #fd: number
  readonly #numbers = new Map<Layer, number>()
  #buffer: string
  #lines = 1

  constructor(disk: Disk, fd: number, header: Header) {
    this.#disk = disk
    this.#fd = fd
    this.#buffer = frame(JSON.stringify(header))
  }

  line(value: WorldLine | SnapshotLine | DraftLine | EndLine): void {
    this.#write(JSON.stringify(value))
  }

  world(world: World): void {
    const parts = world.parts()
    this.#moment(parts, (layers) => ({
      world: world.id,
      fixtures: describeFixtures(world.fixtures),
      layers,
      open: parts.open,
      remembered: Object.fromEntries(parts.remembered),
    }))
    for (const [snapshot, moment] of parts.snapshots) this.#moment(moment, (layers) => ({ snapshot, layers }))
  }

  end(): void {
    this.line({ lines: this.#lines })
    this.#flush()
  }

  #moment({ layers, drafts }: Moment, head: (layers: number[]) => WorldLine | SnapshotLine): void {
    const own = layers.slice(1)
    this.line(head(own.map((layer) => this.#number(layer))))
    for (const [name, draft] of drafts) this.#draft(name, draft, own)
  }

  #draft(name: string, { layer, bases }: DraftParts, below: readonly Layer[]): void {
    this.line({ draft: name, layer: this.#number(layer) })
    for (const [table, one] of bases) {
      const rows = [...one].map(([key, base]) => baseOf(key, base, entryIn(below, table, key)))
      this.#rows(`{"bases":${JSON.stringify(table)},"rows":[`, rows)
    }
  }

  /** A layer's number. The layer itself is written when it is first asked for. */
  #number(layer: Layer): number {
    const known = this.#numbers.get(layer)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(layer, number)
    for (const [table, { entries }] of layer.tables)
      this.#rows(`{"layer":${number},"table":${JSON.stringify(table)},"rows":[`, rowsOf(entries))
    return number
  }

  /** Lines of as many rows each as make a line of good length. */
  #rows(opening: string, rows: Iterable<readonly unknown[]>): void {
    let pieces: string[] = []
    let length = 0
    for (const row of rows) {
      const piece = JSON.stringify(row)
      pieces.push(piece)
      length += piece.length
      if (length < LINE_LENGTH) continue
      this.#write(`${opening}${pieces.join(',')}]}`)
      pieces = []
      length = 0
    }
    if (pieces.length > 0) this.#write(`${opening}${pieces.join(',')}]}`)
  }

  #write(json: string): void {
    this.#buffer += frame(json, this.#lines++)
    if (this.#buffer.length >= BUFFER_LENGTH) this.#flush()
  }

  #flush(): void {
    writeAll(this.#disk, this.#fd, Buffer.from(this.#buffer))
    this.#buffer = ''
  }
}

function* rowsOf(entries: ReadonlyMap<string, unknown>): Generator<[key: string, row?: unknown]> {
  for (const [key, entry] of entries) yield entry === GONE ? [key] : [key, entry]
}

/** @param base what the draft found @param now what the layers above the fixtures say today */
function baseOf(key: string, base: unknown, now: unknown): BasesLine['rows'][number] {
  if (base === undefined) return [key, 'fixture']
  if (base === GONE) return [key, 'gone']
  return base === now ? [key, 'now'] : [key, 'row', base]
}
