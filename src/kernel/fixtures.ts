/**
 * Fixture files: a world to start from. A fixture directory has a folder for each surface; every JSON file in it holds
 * some of that surface's sections, and together they are checked against the surface's schema.
 */
import type { z } from 'zod'
import { UserError } from './errors.ts'
import { FixtureError, type FixtureFault } from './fixture-error.ts'
import { knownAt, placeOfMember } from './known-members.ts'
import { didYouMean, noSuch } from './nearest.ts'
import { digestOf, readFolder, sectionsOf, type FixtureFolder, type Sections } from './fixture-files.ts'
import { lazily } from './lazily.ts'
import { fillPrepared, prepare, type PreparedFixtures } from './prepared-fixtures.ts'
import { known, remember } from './shared-fixtures.ts'
import { fillSlice, type FilledSlice } from './store/filled-slice.ts'
import type { Fixtures } from './store/fixtures.ts'
import type { Store } from './store/store.ts'
import type { AnySurface } from './surface/surface.ts'

export { FixtureError } from './fixture-error.ts'

/** Folders of files with the data of surfaces. */
export interface FixtureSource {
  readonly name: string
  /** Directories with a folder for each surface; for each surface the first that has one is used. */
  readonly directories: readonly string[]
  /** Data that stand in for a surface's folder. */
  readonly data?: FixtureData
  /** What some of the folders were found to hold. */
  readonly prepared?: () => PreparedFixtures | undefined
}

/** Sections by surface name. */
export type FixtureData = Readonly<Record<string, unknown>>

/** Loads and checks the fixtures of all surfaces. @throws FixtureError */
export function loadFixtures(store: Store, surfaces: readonly AnySurface[], source: FixtureSource): Fixtures {
  return store.fixtures(source.name, fillSlices(surfaces, source))
}

/** Loads and checks fixtures that are to take the place of others. @throws FixtureError */
export function reloadFixtures(
  store: Store,
  surfaces: readonly AnySurface[],
  source: FixtureSource,
): Fixtures {
  return store.fixturesApart(source.name, fillSlices(surfaces, source))
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
  const names = surfaces.map(({ name }) => name)
  for (const name of Object.keys(data)) {
    if (!names.includes(name)) throw new UserError(noSuch('surface', name, names))
  }
  const given = surfaces.filter(({ name }) => data[name] !== undefined)
  return store.fixturesApart('given with it', fillSlices(given, { directories: [], data }), base, data)
}

/** Reads and checks the fixtures of all surfaces, whatever is known of them, and fills nothing. @throws FixtureError */
export function readFixtures(
  surfaces: readonly AnySurface[],
  source: FixtureSource,
): ReadonlyMap<AnySurface, unknown> {
  const faults: FixtureFault[] = []
  const read = new Map<AnySurface, unknown>()
  for (const surface of surfaces) {
    const given = source.data?.[surface.name]
    if (given === undefined) {
      const folder = readFolder(surface.name, source.directories, faults)
      if (folder) read.set(surface, checkFolder(surface, folder, faults))
    } else read.set(surface, check(surface, { value: given }, faults))
  }
  if (faults.length > 0) throw new FixtureError(faults)
  return read
}

/** What the folders of a source come to, to be {@link FixtureSource.prepared} in later processes. @throws FixtureError */
export function prepareFixtures(
  surfaces: readonly AnySurface[],
  source: Pick<FixtureSource, 'directories'>,
): PreparedFixtures {
  const filled = fillSlices(surfaces, source)
  const prepared = surfaces.map((surface, at) => {
    const folder = readFolder(surface.name, source.directories, [])!
    return [surface.name, prepare(digestOf(folder), filled[at]!)] as const
  })
  return new Map(prepared)
}

function fillSlices(surfaces: readonly AnySurface[], source: Omit<FixtureSource, 'name'>): FilledSlice[] {
  const faults: FixtureFault[] = []
  const prepared = lazily(() => source.prepared?.())
  const fillings = surfaces.map((surface) => {
    const given = source.data?.[surface.name]
    if (given === undefined) return fillingOf(surface, source.directories, prepared, faults)
    const data = check(surface, { value: given }, faults)
    return () => fill(surface, data)
  })
  if (faults.length > 0) throw new FixtureError(faults)
  return fillings.map((filling) => filling())
}

/** Checks a surface's folder, unless it is known what that comes to. @returns how to fill the slice with it */
function fillingOf(
  surface: AnySurface,
  directories: readonly string[],
  prepared: () => PreparedFixtures | undefined,
  faults: FixtureFault[],
): () => FilledSlice {
  const folder = readFolder(surface.name, directories, faults)
  if (!folder) return () => fill(surface, undefined)
  const digest = digestOf(folder)
  const filled = known(surface, digest)
  if (filled) return () => filled
  const ready = prepared()?.get(surface.name)
  if (ready?.digest === digest) return () => remember(surface, digest, fillPrepared(surface.slice, ready))
  const data = checkFolder(surface, folder, faults)
  return () => remember(surface, digest, fill(surface, data))
}

function fill({ slice, fixtures }: AnySurface, data: unknown): FilledSlice {
  return fillSlice(slice, (tables) => fixtures.seed(data, tables))
}

/** Fixtures are parsed once: compiling the schema takes longer than parsing so many characters without. */
const WORTH_COMPILING = 1_000_000

function checkFolder(surface: AnySurface, folder: FixtureFolder, faults: FixtureFault[]): unknown {
  const before = faults.length
  const sections = sectionsOf(surface.name, folder, faults)
  return faults.length > before ? undefined : check(surface, sections, faults)
}

function check(
  surface: AnySurface,
  { value, length = 0, folder, origin }: Sections,
  faults: FixtureFault[],
): unknown {
  const result = surface.fixtures.schema.safeParse(value, { jitless: length < WORTH_COMPILING })
  if (result.success) return result.data
  // A slip in a name says more than that the name is missing.
  const { issues } = result.error
  const sorted = [...issues.filter(isSlip), ...issues.filter((one) => !isSlip(one))]
  for (const [at, issue] of sorted.entries())
    for (const { path, message } of at < MOST_WORDED ? faultsOf(surface.fixtures.schema, issue) : [issue]) {
      const section = path[0] === undefined ? undefined : origin?.get(String(path[0]))
      faults.push({ surface: surface.name, file: section ?? folder, path: placeOf(path), message })
    }
  return undefined
}

/** To word a fault takes longer than to find it, and a file may have one in each of its rows. */
const MOST_WORDED = 20

/** A member that nobody knows is reported with the object it stands in; people look for its own name. */
function faultsOf(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  if (!isSlip(issue)) return [issue]
  const { members } = knownAt(schema, issue.path)
  const names = members.filter((name) => name !== '$schema')
  return issue.keys.map((key) => {
    const likely = didYouMean(key, names)
    const place = likely === '' ? placeOfMember(schema, key) : undefined
    const hint = place === undefined ? likely : `; "${key}" stands at "${place}"`
    const known = names.length === 0 ? '' : `; there are ${names.join(', ')}`
    return { path: [...issue.path, key], message: `is not known here${known}${hint}` }
  })
}

function isSlip(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueUnrecognizedKeys {
  return issue.code === 'unrecognized_keys'
}

/** `users[0].login` */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`
    return place === '' ? String(step) : `${place}.${String(step)}`
  }, '')
}
