/**
 * The files of a data file, and what their first lines say. `FILE` holds a whole state; `FILE.1.log`, `FILE.2.log` and
 * so on the changes since, of which those up to the number that `FILE` was compacted through count no more. The part
 * after that number is always there, from before the state is.
 */
import { basename, dirname } from 'node:path'
import { UserError } from '../../errors.ts'
import type { Disk, Found } from './disk.ts'
import { DamagedLine, type Line } from './line.ts'

/**
 * The version of the layout that is written. In format 1 lines had no running number, and the part of the log after a
 * state could be missing; files of it are brought to this one when they are opened.
 */
export const FORMAT = 2

/** Formats of the rows of those tables that have had several. */
export type TableFormats = Readonly<Record<string, number>>

/** What the first line of every file says. */
export interface Header {
  readonly 'pam-mock': 'state' | 'log'
  readonly format: number
  /** Tells the files that belong together; made with the first of them. */
  readonly id: string
  /** Of a state: the last part of the log that it includes. Of a log: which part it is. */
  readonly part: number
  /** Of a state: the running number of the last line of the log that it includes. */
  readonly line?: number
  readonly tables: TableFormats
}

/** The last line of a part of the log, written when the next part is there. */
export interface Closing {
  readonly next: number
}

export function logPath(file: string, part: number): string {
  return `${file}.${part}.log`
}

export function temporaryPath(file: string): string {
  return `${file}.tmp`
}

/** The numbers of the parts of the log that lie there, in order. */
export function logParts(disk: Disk, file: string): number[] {
  const name = basename(file)
  return disk
    .names(dirname(file))
    .filter((one) => one.startsWith(`${name}.`) && /^\d+\.log$/.test(one.slice(name.length + 1)))
    .map((one) => Number.parseInt(one.slice(name.length + 1), 10))
    .toSorted((a, b) => a - b)
}

/** What lies under the name of a file of ours. @throws UserError when it is something else than a file */
export function lookAt(disk: Disk, path: string): Found | undefined {
  const found = disk.look(path)
  if (found?.isFile === false)
    throw new UserError(`The data file ${path} cannot be used: it is not a regular file.`)
  return found
}

/** The size of a file in bytes; 0 when there is none. @throws UserError when it is something else than a file */
export function sizeOf(disk: Disk, path: string): number {
  return lookAt(disk, path)?.size ?? 0
}

/** Takes a line for a header. @throws UserError when it is none, or one of a newer version */
export function asHeader(path: string, kind: Header['pam-mock'], { value, running }: Line): Header {
  const header = value as Partial<Header> | null | undefined
  if (header?.['pam-mock'] !== kind || running !== undefined || typeof header.format !== 'number')
    throw damaged(path, 'it does not begin as such a file does')
  if (header.format > FORMAT)
    throw new UserError(
      `${path} was written by a newer version of pam-mock (format ${header.format}, this one reads up to ${FORMAT}); use that version.`,
    )
  return header as Header
}

/** Checks that no line before this one was lost, doubled or moved. @param from the number before the file's first */
export function checkOrder(path: string, { format }: Header, { number, running }: Line, from: number): void {
  if (running !== (format === 1 ? undefined : from + number - 1))
    throw damaged(path, `line ${number} is not the one that belongs there`)
}

/** The refusal of a file that does not hold what was written to it. */
export function damaged(path: string, how: string): UserError {
  return new UserError(
    `The data in ${path} are damaged: ${how}. Nothing was changed; put a copy in its place, or start with another --data file.`,
  )
}

/** The refusal when a file is missing among others that need it. */
export function missing(path: string): UserError {
  return new UserError(
    `The data are not whole: ${path} is missing. Nothing was changed; put a copy in its place, or start with another --data file.`,
  )
}

/** Runs `work` on a file; what goes wrong with it is told in a sentence. */
export function reading<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof UserError) throw error
    if (error instanceof DamagedLine) throw damaged(path, `line ${error.line} is not what was written`)
    const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new UserError(`The data file ${path} cannot be used: ${wordsOf(code)}.`)
  }
}

function wordsOf(code: string): string {
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'its file system is read-only',
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'its folder is not a folder',
    ENOSPC: 'no space left on the device',
  }
  return words[code] ?? code
}
