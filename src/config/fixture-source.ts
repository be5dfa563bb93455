/** Where a configuration has its fixtures. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './load-config.ts'
import { UserError } from '../kernel/errors.ts'
import type { FixtureSource } from '../kernel/fixtures.ts'
import { parsePrepared, type PreparedFixtures } from '../kernel/prepared-fixtures.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { packageRoot } from './package.ts'

/** The world that the package brings along. */
export const BUILT_IN_FIXTURES = join(packageRoot(), 'fixtures/seeds')

/** What the build found the built-in world to come to, beside the bundled code; sources have none. */
export const PREPARED_FIXTURES = join(import.meta.dirname, 'built-in-world.jsonl')

/** @throws UserError when the directory is none, or not one of fixtures */
export function fixtureSource(
  { fixtures }: Pick<Config, 'fixtures'>,
  surfaces: readonly AnySurface[],
): FixtureSource {
  if (fixtures === undefined) return { name: 'built-in', directories: [BUILT_IN_FIXTURES], prepared }
  if (!(existsSync(fixtures) && statSync(fixtures).isDirectory()))
    throw new UserError(`--fixtures must be a directory, and "${fixtures}" is none.`)
  if (!surfaces.some(({ name }) => existsSync(join(fixtures, name)))) {
    const names = surfaces.map(({ name }) => `"${name}"`).join(', ')
    throw new UserError(
      `--fixtures must hold a folder for at least one of ${names}, and "${fixtures}" has none.`,
    )
  }
  return { name: fixtures, directories: [fixtures, BUILT_IN_FIXTURES], prepared }
}

function prepared(): PreparedFixtures | undefined {
  if (!existsSync(PREPARED_FIXTURES)) return undefined
  return parsePrepared(readFileSync(PREPARED_FIXTURES, 'utf8'))
}
