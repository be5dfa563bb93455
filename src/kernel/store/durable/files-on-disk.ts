/** What lies on the disk for a data file, before any of it is loaded. */
import { UserError } from '../../errors.ts'
import type { Definitions } from '../stack.ts'
import type { Disk } from './disk.ts'
import { DamagedLine, readLines, type Line } from './line.ts'
import {
  asHeader,
  FORMAT,
  lookAt,
  logParts,
  logPath,
  missing,
  reading,
  sizeOf,
  temporaryPath,
  type Header,
  type TableFormats,
} from './file-layout.ts'
import { readStateHeader } from './state-reader.ts'

export interface FilesOnDisk {
  readonly header: Header
  /** The parts of the log after the state, in order. */
  readonly parts: readonly number[]
  /** Parts that the state includes; a compaction did not come to removing them. */
  readonly compacted: readonly number[]
  /** The first lines of all these files. */
  readonly headers: readonly Header[]
}

/** Looks what there is. @returns nothing for a data file that is yet to be made @throws UserError */
export function findFiles(disk: Disk, file: string): FilesOnDisk | undefined {
  const all = logParts(disk, file)
  for (const path of [file, temporaryPath(file), ...all.map((part) => logPath(file, part))])
    lookAt(disk, path)
  if (sizeOf(disk, file) === 0) {
    if (!isBegun(disk, file, all)) throw missing(file)
    return undefined
  }
  const header = readStateHeader(disk, file)
  const parts = all.filter((part) => part > header.part)
  const headers = [header, ...parts.flatMap((part) => firstLine(disk, logPath(file, part)) ?? [])]
  return { header, parts, compacted: all.filter((part) => part <= header.part), headers }
}

/** Whether what lies there is at most the beginning of a data file: its first part of the log, with nothing in it. */
function isBegun(disk: Disk, file: string, parts: readonly number[]): boolean {
  if (parts.length === 0) return true
  return parts.length === 1 && parts[0] === 1 && linesOf(disk, logPath(file, 1), 2).length < 2
}

/** The formats in which rows are written from now on; tables that nobody opened keep theirs. */
export function presentFormats(definitions: Definitions, headers: readonly Header[]): TableFormats {
  const formats: Record<string, number> = Object.assign({}, ...headers.map(({ tables }) => tables))
  for (const [table, { migrations }] of definitions) {
    if (migrations && migrations.length > 0) formats[table] = migrations.length
    else delete formats[table]
  }
  return formats
}

/** Whether some file, or the rows in it, are of an older format. @throws UserError when rows are of a newer format */
export function isOlder(
  file: string,
  { headers }: FilesOnDisk,
  formats: TableFormats,
  definitions: Definitions,
): boolean {
  let older = false
  for (const { format, tables } of headers) {
    older ||= format < FORMAT
    for (const table of definitions.keys()) {
      const [written = 0, present = 0] = [tables[table], formats[table]]
      if (written > present)
        throw new UserError(
          `${file} was written by a newer version of pam-mock (table "${table}" in format ${written}, this one reads ${present}); use that version.`,
        )
      older ||= written < present
    }
  }
  return older
}

/** Brings a row from the format that its file was written in to the present one. */
export function migrate(definitions: Definitions, table: string, row: unknown, { tables }: Header): unknown {
  const migrations = definitions.get(table)?.migrations ?? []
  return migrations.slice(tables[table] ?? 0).reduce((one, step) => step(one), row)
}

function firstLine(disk: Disk, path: string): Header | undefined {
  const [line] = linesOf(disk, path, 1)
  return line && asHeader(path, 'log', line)
}

/** The first lines of a part of the log, up to so many; none where they are torn. */
function linesOf(disk: Disk, path: string, most: number): Line[] {
  const lines: Line[] = []
  return reading(path, () => {
    try {
      for (const line of readLines(disk, path)) {
        lines.push(line)
        if (lines.length === most) break
      }
    } catch (error) {
      if (!(error instanceof DamagedLine && error.isUnwritten)) throw error
    }
    return lines
  })
}
