/** Opens the files of a data file: loads what they hold, mends what a crash left, and goes on with the log. */
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { UserError } from '../../errors.ts'
import { freezeDeep } from '../layer.ts'
import type { Ground } from '../store.ts'
import type { World } from '../world.ts'
import { bareMaterials, compact } from './compact.ts'
import type { Disk } from './disk.ts'
import {
  FORMAT,
  logPath,
  reading,
  sizeOf,
  temporaryPath,
  type Header,
  type TableFormats,
} from './file-layout.ts'
import { findFiles, isOlder, migrate, presentFormats, type FilesOnDisk } from './files-on-disk.ts'
import { load, type Loaded, type MaterialsFor } from './load.ts'
import { Log, makePart, type Place } from './log.ts'
import { replaceState } from './state-writer.ts'

export interface OpenedFiles {
  readonly worlds: Map<string, World>
  readonly log: Log
  /** Bytes of the parts of the log before the one that is open. */
  readonly closedBytes: number
  /** Why the log is as long as it was, when it was to be compacted and could not be. */
  readonly problem?: Error
}

export interface HowToOpen {
  readonly disk: Disk
  /** The size of the log, in bytes, from which on it is compacted, given the state's. */
  readonly boundFor: (stateBytes: number) => number
}

/**
 * Opens a data file, or makes it. Nothing is changed before all is known to be good.
 *
 * @throws UserError telling why it cannot be used
 */
export function openFiles(file: string, ground: Ground, { disk, boundFor }: HowToOpen): OpenedFiles {
  return reading(file, () => {
    const { definitions } = ground
    const found = findFiles(disk, file) ?? create(disk, file, presentFormats(definitions, []))
    const { parts } = found
    const tables = presentFormats(definitions, found.headers)
    const older = isOlder(file, found, tables, definitions)
    const migrated: Migrated = older
      ? (table, row, header) => migrate(definitions, table, row, header)
      : (_, row) => row
    const loaded = load({
      disk,
      file,
      parts,
      materialsFor: materialsOn(file, ground, migrated),
      isLive: true,
    })
    settle(disk, file, parts, loaded.open)
    for (const part of found.compacted) disk.remove(logPath(file, part))
    disk.remove(temporaryPath(file))
    const log = continueLog(disk, file, { ...found.header, tables }, found, loaded)
    const closed = parts.filter((part) => part < log.part)
    const closedBytes = closed.reduce((sum, part) => sum + sizeOf(disk, logPath(file, part)), 0)
    const opened = { worlds: loaded.worlds, log, closedBytes }
    const isLong = closedBytes + log.length >= boundFor(sizeOf(disk, file))
    if (!older && !isLong) return opened
    return compactAtOnce({ disk, file, opened, older, tables, materialsFor: bareMaterials(migrated) })
  })
}

interface CompactionAtOnce {
  readonly disk: Disk
  readonly file: string
  readonly opened: OpenedFiles
  readonly older: boolean
  readonly tables: TableFormats
  readonly materialsFor: MaterialsFor
}

/**
 * Brings files to the present formats, or makes a log shorter that processes left which were killed, one after the
 * other, before they came to compacting it. Nobody is served yet who could be held up.
 */
function compactAtOnce({ disk, file, opened, older, ...migration }: CompactionAtOnce): OpenedFiles {
  const { log } = opened
  const { part } = log
  let { closedBytes } = opened
  try {
    const through = log.rotateAtOnce()
    closedBytes += sizeOf(disk, logPath(file, through))
    compact({ file, through }, { disk, migration })
    return { ...opened, closedBytes: 0 }
  } catch (error) {
    // Rows of the present formats cannot go on in a part that says it has others.
    if (older && log.part === part) throw error
    // Otherwise the log has all that the state lacks, and the next start tries again.
    return { ...opened, closedBytes, problem: error as Error }
  }
}

/**
 * Has on the disk what was found, before anything is built on it: a process that was killed may just have renamed the
 * state, or closed a part of the log, and not have come to syncing that. What is older was synced by those before.
 */
function settle(disk: Disk, file: string, parts: readonly number[], open: Place | undefined): void {
  disk.syncFolder(dirname(file))
  const closed = parts.findLast((part) => open && part < open.header.part)
  if (closed === undefined) return
  const fd = disk.open(logPath(file, closed), 'a')
  try {
    disk.sync(fd)
  } finally {
    disk.close(fd)
  }
}

/** The log is there before the state that it is to follow, so that neither is ever missing. */
function create(disk: Disk, file: string, tables: TableFormats): FilesOnDisk {
  const header: Header = {
    'pam-mock': 'state',
    format: FORMAT,
    id: randomUUID(),
    part: 0,
    line: 0,
    tables,
  }
  makePart(file, { ...header, part: 1 }, disk)
  replaceState(disk, file, header, [])
  return findFiles(disk, file)!
}

/** Brings a row, of a file that begins so, to the present format. */
type Migrated = (table: string, row: unknown, header: Header) => unknown

function materialsOn(
  file: string,
  { definitions, sink, fixtures, remake }: Ground,
  migrated: Migrated,
): MaterialsFor {
  return (header) => ({
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
    row: (table, row) => freezeDeep(migrated(table, row, header)),
  })
}

/** @param header the state's, with the present formats of tables */
function continueLog(disk: Disk, file: string, header: Header, found: FilesOnDisk, loaded: Loaded): Log {
  const { begun, open } = loaded
  if (begun !== undefined) disk.remove(logPath(file, begun))
  if (open) return new Log(file, header, open, disk)
  // Of format 1: there the first part was made after the state, and its first line may be torn.
  const part = begun === undefined ? (found.parts.at(-1) ?? header.part + 1) : begun - 1
  return new Log(file, header, makePart(file, { ...header, part }, disk), disk)
}
