/**
 * Fixture files: a world to start from. A fixture directory has a folder for each surface; every JSON file in it holds
 * some of that surface's sections, and together they are checked against the surface's schema.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import type { Fixtures } from './store/fixtures.ts'
import type { Store } from './store/store.ts'
import type { AnySurface } from './surface.ts'

/** Where each surface's data come from: folders (later ones stand in for missing surfaces), or data by surface name. */
export interface FixtureSource {
  readonly name: string
  /** Directories with a folder for each surface; for each surface the first that has one is used. */
  readonly directories: readonly string[]
  /** Data that stand in for a surface's folder. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** Loads and checks the fixtures of all surfaces. @throws UserError naming file, place and expectation */
export function loadFixtures(store: Store, surfaces: readonly AnySurface[], source: FixtureSource): Fixtures {
  const loaded = surfaces.map((surface) => {
    const given = source.data?.[surface.name]
    return given === undefined
      ? readFolder(surface, source.directories)
      : check(surface, given, 'the data given')
  })
  return store.fixtures(source.name, (open) => {
    surfaces.forEach((surface, at) => surface.fixtures.seed(loaded[at], open(surface.slice)))
  })
}

function readFolder(surface: AnySurface, directories: readonly string[]): unknown {
  const folder = directories.map((one) => join(one, surface.name)).find((one) => existsSync(one))
  if (folder === undefined)
    throw new UserError(`There are no fixtures for "${surface.name}" in ${directories.join(', ')}.`)
  if (!statSync(folder).isDirectory()) throw new UserError(`${folder} must be a folder of JSON files.`)
  const sections: Record<string, unknown> = {}
  const origin = new Map<string, string>()
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()) {
    const path = join(folder, file)
    for (const [section, value] of Object.entries(parseObject(path))) {
      if (section === '$schema') continue
      const earlier = origin.get(section)
      if (earlier) throw new UserError(`"${section}" stands in both ${earlier} and ${path}; keep one.`)
      origin.set(section, path)
      sections[section] = value
    }
  }
  return check(surface, sections, folder, origin)
}

function parseObject(path: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UserError(`${path} cannot be read as JSON: ${(error as Error).message}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${path} must hold a JSON object of sections.`)
  }
  return value as Record<string, unknown>
}

function check(
  surface: AnySurface,
  data: unknown,
  where: string,
  origin?: ReadonlyMap<string, string>,
): unknown {
  // Fixtures are parsed once: compiling the schema first would take longer than parsing does.
  const result = surface.fixtures.schema.safeParse(data, { jitless: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.map(String) ?? []
  const file = (path[0] === undefined ? undefined : origin?.get(path[0])) ?? where
  throw new UserError(
    `The fixtures of "${surface.name}" are not valid: ${file} at ${path.join('.') || '(top)'}: ${issue?.message ?? 'unknown fault'}.`,
  )
}
