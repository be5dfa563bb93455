/**
 * Compaction: a state file and parts of the log become a new state file. At any moment the process may end; then the
 * old files are whole still, or the new one is.
 */
import { silent } from '../change.ts'
import { Layer } from '../layer.ts'
import type { Definitions } from '../stack.ts'
import { realDisk, type Disk } from './disk.ts'
import { load, type MaterialsFor } from './load.ts'
import { FORMAT, logPath, type Header, type TableFormats } from './file-layout.ts'
import { readStateHeader } from './state-reader.ts'
import { replaceState } from './state-writer.ts'

export interface CompactionJob {
  readonly file: string
  /** The last part of the log to take in. Nothing is appended to it any more, and the next part is on the disk. */
  readonly through: number
}

export interface CompactionOptions {
  readonly disk?: Disk
  /** How rows are brought to other formats, and to which. */
  readonly migration?: { readonly tables: TableFormats; readonly materialsFor: MaterialsFor } | undefined
}

/** Compacts, and removes the parts that were compacted. @throws UserError */
export function compact(
  { file, through }: CompactionJob,
  { disk = realDisk, migration }: CompactionOptions = {},
): void {
  const header = readStateHeader(disk, file)
  const parts = Array.from({ length: through - header.part }, (_, at) => header.part + 1 + at)
  const materialsFor = migration?.materialsFor ?? bareMaterials()
  const { worlds, line } = load({ disk, file, parts, materialsFor, isLive: false })
  const tables = migration?.tables ?? header.tables
  replaceState(disk, file, { ...header, format: FORMAT, part: through, line, tables }, worlds.values())
  for (const part of parts) disk.remove(logPath(file, part))
}

/**
 * What suffices for compaction: no indexes, no frozen rows, and in place of the fixtures nothing. A change says by
 * itself whether it covers a row of theirs, and a draft's base that nothing above the fixtures mentions is theirs.
 */
export function bareMaterials(
  row: (table: string, row: unknown, header: Header) => unknown = (_, one) => one,
): MaterialsFor {
  const definitions: Definitions = new Map()
  const layer = new Layer(false)
  return (header) => ({
    definitions,
    sink: silent,
    fixtures: (kept) => ({ ...kept, layer }),
    row: (table, one) => row(table, one, header),
  })
}
