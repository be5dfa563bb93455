/** Opens the files of a data file: loads what they hold, mends what a crash left, and goes on with the log. */
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeSync } from 'node:fs'
import { UserError } from '../../errors.ts'
import { freezeDeep } from '../layer.ts'
import type { Definitions } from '../stack.ts'
import type { Ground } from '../store.ts'
import type { World } from '../world.ts'
import { bareMaterials, compact } from './compact.ts'
import {
  FORMAT,
  logPath,
  reading,
  sizeOf,
  syncFolder,
  temporaryPath,
  type TableFormats,
} from './file-layout.ts'
import { load, type Loaded } from './load.ts'
import { Log, type Write } from './log.ts'
import type { Materials } from './replay.ts'
import { writeState } from './state-writer.ts'
import { findFiles, isOlder, migrate, presentFormats, type FilesOnDisk } from './files-on-disk.ts'

export interface OpenedFiles {
  readonly worlds: Map<string, World>
  readonly log: Log
  /** Bytes of the parts of the log before the one that is open. */
  readonly closedBytes: number
}

/**
 * Opens a data file, or makes it. Nothing is changed before all is known to be good.
 *
 * @throws UserError telling why it cannot be used
 */
export function openFiles(file: string, ground: Ground, write: Write = writeSync): OpenedFiles {
  return reading(file, () => {
    const { definitions } = ground
    const found = findFiles(file) ?? create(file)
    const tables = presentFormats(definitions, found.headers)
    const present = isOlder(file, found, tables, definitions)
      ? rewrite(file, found, tables, definitions)
      : found
    const materials = materialsOn(file, ground)
    const loaded = load(file, present.parts, () => materials, true)
    for (const part of present.compacted) rmSync(logPath(file, part), { force: true })
    rmSync(temporaryPath(file), { force: true })
    return {
      worlds: loaded.worlds,
      log: continueLog(file, present, tables, loaded, write),
      closedBytes: present.parts.slice(0, -1).reduce((sum, part) => sum + sizeOf(logPath(file, part)), 0),
    }
  })
}

function create(file: string): FilesOnDisk {
  writeState(
    temporaryPath(file),
    { 'pam-mock': 'state', format: FORMAT, id: randomUUID(), part: 0, tables: {} },
    [],
  )
  renameSync(temporaryPath(file), file)
  syncFolder(file)
  return findFiles(file)!
}

/** Brings all rows to the present formats, by a compaction. Nobody is served yet who could be held up by it. */
function rewrite(
  file: string,
  found: FilesOnDisk,
  tables: TableFormats,
  definitions: Definitions,
): FilesOnDisk {
  const materialsFor = bareMaterials((table, row, header) => migrate(definitions, table, row, header))
  compact({ file, through: found.parts.at(-1) ?? found.header.part }, { migration: { tables, materialsFor } })
  return findFiles(file)!
}

function materialsOn(file: string, { definitions, sink, fixtures, remake }: Ground): Materials {
  return {
    definitions,
    sink,
    fixtures: (kept) => {
      const same = fixtures.find(({ hash }) => hash === kept.hash)
      if (same) return same
      if (kept.origin !== undefined) {
        const made = remake(kept)
        if (made.hash === kept.hash) return made
      }
      const present = fixtures.map(({ name }) => `"${name}"`).join(', ')
      throw new UserError(
        `The data in ${file} stand on the fixtures "${kept.name}" as they were then, and now there are ${present}; start with the same fixtures, or with another --data file.`,
      )
    },
    row: (_, row) => freezeDeep(row),
  }
}

function continueLog(
  file: string,
  present: FilesOnDisk,
  tables: TableFormats,
  loaded: Loaded,
  write: Write,
): Log {
  const { begun, open } = loaded
  const part = begun === undefined ? (present.parts.at(-1) ?? present.header.part + 1) : begun - 1
  const header = { ...present.header, 'pam-mock': 'log' as const, part, tables }
  if (begun !== undefined) rmSync(logPath(file, begun))
  if (open?.header) return Log.reopen(file, header, open.length, write)
  if (open) rmSync(logPath(file, part))
  return Log.create(file, header, write)
}
