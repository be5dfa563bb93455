/** Reads a whole state that was written down. */
import { GONE, Layer, entryIn } from '../layer.ts'
import type { DraftParts } from '../draft.ts'
import { World, type Moment, type WorldParts } from '../world.ts'
import type { Disk } from './disk.ts'
import { readLines } from './line.ts'
import { asHeader, checkOrder, damaged, type Header } from './file-layout.ts'
import { definitionOf, type Materials } from './replay.ts'
import type { BasesLine, DraftLine, RowsLine, SnapshotLine, StateLine, WorldLine } from './state-lines.ts'

/** The first line of a state file. @throws UserError */
export function readStateHeader(disk: Disk, path: string): Header {
  for (const line of readLines(disk, path)) return asHeader(path, 'state', line)
  throw damaged(path, 'it does not begin as such a file does')
}

/** The worlds of a state file. @throws UserError @throws DamagedLine */
export function readState(disk: Disk, path: string, materials: Materials): Map<string, World> {
  const reader = new StateReader(materials)
  let header: Header | undefined
  let isWhole = false
  for (const line of readLines(disk, path)) {
    if (isWhole) throw damaged(path, 'something follows its end')
    if (!header) {
      header = asHeader(path, 'state', line)
      continue
    }
    checkOrder(path, header, line, 0)
    const value = line.value as StateLine
    if ('lines' in value) isWhole = value.lines === line.number - 1
    else reader.take(value)
  }
  if (!isWhole) throw damaged(path, 'its end is missing')
  return reader.finish()
}

class StateReader {
  readonly #materials: Materials
  readonly #worlds = new Map<string, World>()
  readonly #layers: Layer[] = []
  #world: World | undefined
  #parts: WorldParts | undefined
  /** The moment, and the draft of it, that the lines at hand belong to. */
  #moment: Moment | undefined
  #draft: DraftParts | undefined

  constructor(materials: Materials) {
    this.#materials = materials
  }

  take(line: Exclude<StateLine, { lines: number }>): void {
    if ('rows' in line) {
      if ('bases' in line) this.#takeBases(line)
      else this.#takeRows(line)
    } else if ('world' in line) this.#takeWorld(line)
    else if ('snapshot' in line) this.#takeSnapshot(line)
    else this.#takeDraft(line)
  }

  finish(): Map<string, World> {
    this.#assemble()
    return this.#worlds
  }

  #takeRows({ layer, table, rows }: RowsLine): void {
    const part = this.#layer(layer).table(table, definitionOf(this.#materials.definitions, table))
    for (const row of rows) part.set(row[0], row.length === 1 ? GONE : this.#materials.row(table, row[1]))
  }

  #takeWorld({ world, fixtures, layers, open, remembered }: WorldLine): void {
    this.#assemble()
    const { definitions, sink } = this.#materials
    this.#world = new World(world, this.#materials.fixtures(fixtures), definitions, sink)
    this.#parts = {
      layers: this.#stack(this.#world, layers),
      open,
      drafts: new Map(),
      snapshots: new Map(),
      remembered: new Map(Object.entries(remembered)),
    }
    this.#moment = this.#parts
  }

  #takeSnapshot({ snapshot, layers }: SnapshotLine): void {
    this.#moment = { layers: this.#stack(this.#world!, layers), drafts: new Map() }
    write(this.#parts!.snapshots, snapshot, this.#moment)
  }

  #takeDraft({ draft, layer }: DraftLine): void {
    this.#draft = { layer: this.#layer(layer), bases: new Map() }
    write(this.#moment!.drafts, draft, this.#draft)
  }

  #takeBases({ bases: table, rows }: BasesLine): void {
    const { layers } = this.#moment!
    const bases = new Map(this.#draft!.bases.get(table))
    for (const [key, kind, row] of rows) {
      if (kind === 'row') bases.set(key, this.#materials.row(table, row))
      else if (kind === 'gone') bases.set(key, GONE)
      else bases.set(key, entryIn(kind === 'now' ? layers : layers.slice(0, 1), table, key))
    }
    write(this.#draft!.bases, table, bases)
  }

  #stack(world: World, layers: readonly number[]): Layer[] {
    return [world.fixtures.layer, ...layers.map((number) => this.#layer(number))]
  }

  #layer(number: number): Layer {
    return (this.#layers[number] ??= new Layer())
  }

  #assemble(): void {
    if (!this.#world || !this.#parts) return
    this.#world.assemble(this.#parts)
    this.#worlds.set(this.#world.id, this.#world)
  }
}

/** Parts are for reading to everybody but who puts them together. */
function write<Value>(map: ReadonlyMap<string, Value>, name: string, value: Value): void {
  ;(map as Map<string, Value>).set(name, value)
}
