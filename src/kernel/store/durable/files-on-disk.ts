/** What lies on the disk for a data file, before any of it is loaded. */
import { UserError } from '../../errors.ts'
import type { Definitions } from '../stack.ts'
import { readLines } from './line.ts'
import {
  asHeader,
  logParts,
  logPath,
  missing,
  reading,
  sizeOf,
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
export function findFiles(file: string): FilesOnDisk | undefined {
  return reading(file, () => {
    const all = logParts(file)
    if (sizeOf(file) === 0) {
      if (all.length > 0) throw missing(file)
      return undefined
    }
    const header = readStateHeader(file)
    const parts = all.filter((part) => part > header.part)
    const headers = [header, ...parts.flatMap((part) => firstLine(logPath(file, part)) ?? [])]
    return { header, parts, compacted: all.filter((part) => part <= header.part), headers }
  })
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

/** Whether some file holds rows of an older format. @throws UserError when one holds rows of a newer format */
export function isOlder(
  file: string,
  { headers }: FilesOnDisk,
  formats: TableFormats,
  definitions: Definitions,
): boolean {
  let older = false
  for (const { tables } of headers) {
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

function firstLine(path: string): Header | undefined {
  return reading(path, () => {
    for (const { value } of readLines(path)) return asHeader(path, 'log', value)
    return undefined
  })
}
