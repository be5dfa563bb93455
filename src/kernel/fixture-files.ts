/** A folder of fixture files: each holds some of a surface's sections, together they hold all. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FixtureFault } from './fixture-error.ts'
import { magicMember } from './http/json-text.ts'
import { readRegularFile } from './regular-file.ts'

export interface FixtureFile {
  readonly name: string
  readonly path: string
  /** What it holds, or why it cannot be read. */
  readonly content: string | Error
}

export interface FixtureFolder {
  readonly path: string
  readonly files: readonly FixtureFile[]
}

/** What a surface's sections are, and where each came from. */
export interface Sections {
  readonly value: unknown
  /** Characters of their files. */
  readonly length?: number
  readonly folder?: string
  readonly origin?: ReadonlyMap<string, string>
}

/** The files of a surface's folder in the first of some directories that has one; that there is none is told. */
export function readFolder(
  surface: string,
  directories: readonly string[],
  faults: FixtureFault[],
): FixtureFolder | undefined {
  const path = directories.map((one) => join(one, surface)).find((one) => existsSync(one))
  const complain = complaints(surface, faults)
  if (path === undefined) {
    complain(directories.join(', '), `there is no folder "${surface}"`)
    return undefined
  }
  if (!statSync(path).isDirectory()) {
    complain(path, 'it must be a folder of JSON files')
    return undefined
  }
  const names = readdirSync(path).filter((one) => one.endsWith('.json'))
  return { path, files: names.toSorted().map((name) => readFile(name, join(path, name))) }
}

/** Tells a folder's content from any other. */
export function digestOf({ files }: FixtureFolder): string {
  const hash = createHash('sha256')
  for (const { name, content } of files) {
    const text = String(content)
    hash.update(`${name} ${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}

/** The sections of a folder's files, put together; what is no such file is told. */
export function sectionsOf(
  surface: string,
  { path, files }: FixtureFolder,
  faults: FixtureFault[],
): Sections {
  const complain = complaints(surface, faults)
  const value: Record<string, unknown> = {}
  const origin = new Map<string, string>()
  for (const file of files) {
    for (const [section, rows] of Object.entries(parseObject(file, complain))) {
      if (section === '$schema') continue
      const earlier = origin.get(section)
      if (earlier) complain(file.path, `"${section}" stands in ${earlier} already; keep one`)
      origin.set(section, file.path)
      value[section] = rows
    }
  }
  const length = files.reduce((sum, { content }) => sum + String(content).length, 0)
  return { value, length, folder: path, origin }
}

type Complain = (file: string, message: string) => void

function complaints(surface: string, faults: FixtureFault[]): Complain {
  return (file, message) => void faults.push({ surface, file, path: '', message })
}

function readFile(name: string, path: string): FixtureFile {
  try {
    return { name, path, content: readRegularFile(path) }
  } catch (error) {
    return { name, path, content: error as Error }
  }
}

function parseObject({ path, content }: FixtureFile, complain: Complain): object {
  try {
    if (content instanceof Error) throw content
    const value: unknown = JSON.parse(content)
    const magic = magicMember(content, value)
    if (magic !== undefined) complain(path, `it has a member "${magic}", which is the name of nothing here`)
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    else complain(path, 'it must hold a JSON object of sections')
  } catch (error) {
    complain(path, `it cannot be read as JSON: ${(error as Error).message}`)
  }
  return {}
}
