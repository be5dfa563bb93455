/**
 * Compaction: a state file and parts of the log become a new state file. At any moment the process may end; then the
 * old files are whole still, or the new one is.
 */
import { renameSync, rmSync } from 'node:fs'
import { silent } from '../change.ts'
import { Layer } from '../layer.ts'
import type { Definitions } from '../stack.ts'
import { load, type MaterialsFor } from './load.ts'
import { logPath, syncFolder, temporaryPath, type Header, type TableFormats } from './file-layout.ts'
import { readStateHeader } from './state-reader.ts'
import { writeState } from './state-writer.ts'

export interface CompactionJob {
  readonly file: string
  /** The last part of the log to take in. Nothing is appended to it any more. */
  readonly through: number
}

/** What a compaction does, one after the other. */
export type CompactionStep = 'loaded' | 'written' | 'renamed' | 'kept' | 'deleted'

export interface CompactionOptions {
  /** Told of each step that is done; tests end here what a crash would end. */
  readonly onStep?: (step: CompactionStep) => void
  /** How rows are brought to other formats, and to which. */
  readonly migration?: { readonly tables: TableFormats; readonly materialsFor: MaterialsFor }
}

/** Compacts, and removes the parts that were compacted. @throws UserError */
export function compact(
  { file, through }: CompactionJob,
  { onStep, migration }: CompactionOptions = {},
): void {
  const header = readStateHeader(file)
  const parts = Array.from({ length: through - header.part }, (_, at) => header.part + 1 + at)
  const isLive = migration !== undefined
  const { worlds } = load(file, parts, migration?.materialsFor ?? bareMaterials(), isLive)
  onStep?.('loaded')
  const tables = migration?.tables ?? header.tables
  writeState(temporaryPath(file), { ...header, part: through, tables }, worlds.values())
  onStep?.('written')
  renameSync(temporaryPath(file), file)
  onStep?.('renamed')
  syncFolder(file)
  onStep?.('kept')
  for (const part of parts) {
    rmSync(logPath(file, part), { force: true })
    onStep?.('deleted')
  }
}

/**
 * What suffices for compaction: no indexes, no frozen rows, and in place of the fixtures nothing. A change says by
 * itself whether it covers a row of theirs, and a draft's base that nothing above the fixtures mentions is theirs.
 */
export function bareMaterials(
  row: (table: string, row: unknown, header: Header) => unknown = (_, one) => one,
): MaterialsFor {
  const definitions: Definitions = new Map()
  const layer = new Layer()
  return (header) => ({
    definitions,
    sink: silent,
    fixtures: (kept) => ({ ...kept, layer }),
    row: (table, one) => row(table, one, header),
  })
}
