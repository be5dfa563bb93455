/**
 * What a started emulator leaves behind for `pam-mock health`, which knows neither its flags nor its files: a note in the
 * user's own folder in memory or below the system's temporary one, gone when it ends.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from '../server/server.ts'

export interface RunningNote {
  readonly pid: number
  /** `host:port` to be reached at. */
  readonly authority: string
  /** Whether the control plane answers there. */
  readonly control: boolean
}

/** Where a note may be left: in memory where there is such a place, so that a container writes nothing to its own files. */
const PLACES: readonly string[] = ['/dev/shm', tmpdir()]

/** Not by its name: in a container a user may have none. */
const UID = process.getuid?.() ?? -1

/** Leaves a note; where nothing takes one, there is none. */
export function noteRunning({ urls, authorities }: Pick<Server, 'urls' | 'authorities'>): void {
  const { control } = urls
  const authority = control === undefined ? (authorities[0] ?? '') : new URL(control).host
  const note: RunningNote = { pid: process.pid, authority, control: control !== undefined }
  PLACES.some((place) => isLeft(note, folderIn(place)))
}

/** The notes of all that still run; those of others are taken away. */
export function runningNotes(): RunningNote[] {
  return PLACES.flatMap((place) => notesIn(folderIn(place)))
}

function isLeft(note: RunningNote, folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!isOwn(folder)) return false
    const file = join(folder, `${note.pid}.json`)
    writeFileSync(file, JSON.stringify(note), { mode: 0o600 })
    process.once('exit', () => rmSync(file, { force: true }))
    return true
  } catch {
    return false
  }
}

function notesIn(folder: string): RunningNote[] {
  try {
    if (!isOwn(folder)) return []
    return readdirSync(folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .flatMap((name) => {
        const file = join(folder, name)
        const note = JSON.parse(readFileSync(file, 'utf8')) as RunningNote
        if (isAlive(note.pid)) return [note]
        rmSync(file, { force: true })
        return []
      })
  } catch {
    return []
  }
}

function folderIn(place: string): string {
  return join(place, `pam-mock-${UID}`)
}

/** A folder of that name may be anybody's. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && (UID < 0 || found.uid === UID)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
