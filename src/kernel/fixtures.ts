/**
 * Fixture files: a world to start from. A fixture directory has a folder for each surface; every JSON file in it holds
 * some of that surface's sections, and together they are checked against the surface's schema.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import type { Fixtures } from './store/fixtures.ts'
import type { FillFixtures, Store } from './store/store.ts'
import type { AnySurface } from './surface/surface.ts'

/** Folders of files with the data of surfaces. */
export interface FixtureSource {
  readonly name: string
  /** Directories with a folder for each surface; for each surface the first that has one is used. */
  readonly directories: readonly string[]
  /** Data that stand in for a surface's folder. */
  readonly data?: FixtureData
}

/** Sections by surface name. */
export type FixtureData = Readonly<Record<string, unknown>>

/** Something wrong with fixtures. */
export interface FixtureFault {
  readonly surface: string
  /** The file, or the folder when the fault is nobody's in particular; nothing for data that came without a file. */
  readonly file: string | undefined
  /** Where in it: `users[0].login`; empty for the whole. */
  readonly path: string
  /** What was expected. */
  readonly message: string
}

/** Fixtures that cannot be used, with all that is wrong with them. */
export class FixtureError extends UserError {
  readonly faults: readonly FixtureFault[]

  constructor(faults: readonly FixtureFault[]) {
    const [{ surface, file, path, message }, ...others] = faults as [FixtureFault, ...FixtureFault[]]
    const more = others.length === 0 ? '' : ` (and ${others.length} more, see "pam-mock validate")`
    super(
      `The fixtures of "${surface}" are not valid: ${file ?? 'the data given'} at ${path || '(top)'}: ${message}${more}.`,
      faults.map(describeFault),
    )
    this.faults = faults
  }
}

/** `users.json: users[0].login: expected string` */
function describeFault({ surface, file = surface, path, message }: FixtureFault): string {
  return path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`
}

/** Loads and checks the fixtures of all surfaces. @throws FixtureError */
export function loadFixtures(store: Store, surfaces: readonly AnySurface[], source: FixtureSource): Fixtures {
  return store.fixtures(source.name, filling(surfaces, readFixtures(surfaces, source)))
}

/** Loads and checks fixtures that are to take the place of others. @throws FixtureError */
export function reloadFixtures(
  store: Store,
  surfaces: readonly AnySurface[],
  source: FixtureSource,
): Fixtures {
  return store.fixturesApart(source.name, filling(surfaces, readFixtures(surfaces, source)))
}

/**
 * Makes fixtures of data that came without a file.
 *
 * @param base lends the rows of surfaces that the data say nothing of
 * @throws FixtureError, or UserError for a surface that does not exist
 */
export function makeFixtures(
  store: Store,
  surfaces: readonly AnySurface[],
  data: FixtureData,
  base: Fixtures,
): Fixtures {
  for (const name of Object.keys(data)) {
    if (!surfaces.some((surface) => surface.name === name))
      throw new UserError(
        `There is no surface "${name}"; there are ${surfaces.map((one) => one.name).join(', ')}.`,
      )
  }
  const given = surfaces.filter(({ name }) => data[name] !== undefined)
  const fill = filling(given, readFixtures(given, { name: '', directories: [], data }))
  return store.fixturesApart('given with it', fill, base, data)
}

/** Reads and checks the fixtures of all surfaces, by surface. @throws FixtureError */
export function readFixtures(
  surfaces: readonly AnySurface[],
  { directories, data = {} }: FixtureSource,
): ReadonlyMap<AnySurface, unknown> {
  const faults: FixtureFault[] = []
  const read = new Map<AnySurface, unknown>()
  for (const surface of surfaces) {
    const given = data[surface.name]
    const sections = given === undefined ? readFolder(surface, directories, faults) : { value: given }
    if (sections) read.set(surface, check(surface, sections, faults))
  }
  if (faults.length > 0) throw new FixtureError(faults)
  return read
}

/** What a surface's sections are, and where each came from. */
interface Sections {
  readonly value: unknown
  readonly folder?: string
  readonly origin?: ReadonlyMap<string, string>
}

function filling(surfaces: readonly AnySurface[], read: ReadonlyMap<AnySurface, unknown>): FillFixtures {
  return (open) => {
    for (const surface of surfaces) surface.fixtures.seed(read.get(surface), open(surface.slice))
  }
}

function readFolder(
  { name }: AnySurface,
  directories: readonly string[],
  faults: FixtureFault[],
): Sections | undefined {
  const folder = directories.map((one) => join(one, name)).find((one) => existsSync(one))
  const complain = (file: string, message: string): void =>
    void faults.push({ surface: name, file, path: '', message })
  if (folder === undefined) {
    complain(directories.join(', '), `there is no folder "${name}"`)
    return undefined
  }
  if (!statSync(folder).isDirectory()) {
    complain(folder, 'it must be a folder of JSON files')
    return undefined
  }
  const value: Record<string, unknown> = {}
  const origin = new Map<string, string>()
  const before = faults.length
  for (const file of readdirSync(folder)
    .filter((one) => one.endsWith('.json'))
    .toSorted()) {
    const path = join(folder, file)
    for (const [section, rows] of Object.entries(readObject(path, complain))) {
      if (section === '$schema') continue
      const earlier = origin.get(section)
      if (earlier) complain(path, `"${section}" stands in ${earlier} already; keep one`)
      origin.set(section, path)
      value[section] = rows
    }
  }
  return faults.length > before ? undefined : { value, folder, origin }
}

function readObject(path: string, complain: (file: string, message: string) => void): object {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    complain(path, 'it must hold a JSON object of sections')
  } catch (error) {
    complain(path, `it cannot be read as JSON: ${(error as Error).message}`)
  }
  return {}
}

function check(surface: AnySurface, { value, folder, origin }: Sections, faults: FixtureFault[]): unknown {
  // Fixtures are parsed once: compiling the schema first would take longer than parsing does.
  const result = surface.fixtures.schema.safeParse(value, { jitless: true })
  if (result.success) return result.data
  for (const { path, message } of result.error.issues) {
    const section = path[0] === undefined ? undefined : origin?.get(String(path[0]))
    faults.push({ surface: surface.name, file: section ?? folder, path: placeOf(path), message })
  }
  return undefined
}

/** `users[0].login` */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`
    return place === '' ? String(step) : `${place}.${String(step)}`
  }, '')
}
