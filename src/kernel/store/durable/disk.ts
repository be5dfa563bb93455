/**
 * All that is asked of the file system for a data file, call by call, so that a test can end the process at each of them,
 * or keep from the disk what was not synced.
 */
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What lies under a path. */
export interface Found {
  /** Whether it is a regular file: no folder, link, pipe, socket or device. */
  readonly isFile: boolean
  readonly size: number
}

export interface Disk {
  look(path: string): Found | undefined
  names(folder: string): string[]
  /** @param how reads, appends, or appends to a file that must not be there yet */
  open(path: string, how: 'r' | 'a' | 'ax'): number
  /** Reads on from where the last call ended. @returns how many bytes; 0 at the end */
  read(fd: number, into: Buffer): number
  /** May take less than it was given, on a full disk for instance. @returns how many bytes it took from `offset` on */
  write(fd: number, bytes: Buffer, offset: number): number
  truncate(fd: number, length: number): void
  /** Has on the disk what the file holds, where a power cut cannot reach it. */
  sync(fd: number): void
  /** The same, without holding up others. */
  syncApart(fd: number): Promise<void>
  /** Has on the disk which names are in a folder. */
  syncFolder(folder: string): void
  syncFolderApart(folder: string): Promise<void>
  close(fd: number): void
  rename(from: string, to: string): void
  /** Nothing when there is no such file. */
  remove(path: string): void
}

/** State holds passwords and tokens, so its files are its owner's alone. */
const OWNER_ONLY = 0o600
/** Windows opens no folders; there the file system sees to it. */
const SYNCS_FOLDERS = process.platform !== 'win32'

export const realDisk: Disk = {
  look(path) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    return found && { isFile: found.isFile(), size: found.size }
  },
  names: (folder) => readdirSync(folder),
  open: (path, how) => openSync(path, how, OWNER_ONLY),
  read: (fd, into) => readSync(fd, into, 0, into.length, null),
  write: (fd, bytes, offset) => writeSync(fd, bytes, offset),
  truncate: (fd, length) => ftruncateSync(fd, length),
  sync: (fd) => fdatasyncSync(fd),
  syncApart: promisify(fdatasync),
  syncFolder(path) {
    if (!SYNCS_FOLDERS) return
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  },
  async syncFolderApart(path) {
    if (!SYNCS_FOLDERS) return
    const folder = await open(path)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
  close: (fd) => closeSync(fd),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
}

/** A write may take less than it was given. */
export function writeAll(disk: Disk, fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += disk.write(fd, bytes, done)
}
