/** A surface's settings: what a user may choose, and how it is found out when it is given that a choice is wrong. */
import type { z } from 'zod'
import { UserError } from '../errors.ts'
import { meant, noSuch } from '../nearest.ts'

/** A surface's profile and knobs, resolved once for each workspace. */
export interface SettingsDefinition<Settings> {
  readonly surface: string
  /** Product versions, default first. */
  readonly profiles: readonly [string, ...string[]]
  /** What a user may override, for the tables of the documentation. */
  readonly schema?: z.ZodType
  /** All knobs for a profile, with the user's overrides. @throws UserError naming the knob that is wrong */
  resolve(profile: string, overrides: unknown): Settings
}

/** What a workspace is told of its settings, by surface: the profile's name and the user's overrides. */
export interface GivenSettings {
  readonly profiles: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, unknown>>
}

interface Configurable {
  readonly name: string
  readonly settings: SettingsDefinition<unknown>
}

/** @throws UserError for surfaces, profiles and knobs that do not exist, and for values that are none of theirs */
export function checkSettings(surfaces: readonly Configurable[], given: GivenSettings): void {
  const faults = [...faultsOf(surfaces, given)]
  if (faults.length > 0) throw new UserError(faults[0]!, faults)
}

function* faultsOf(
  surfaces: readonly Configurable[],
  { profiles, overrides }: GivenSettings,
): Generator<string> {
  const names = surfaces.map(({ name }) => name)
  for (const name of new Set([...Object.keys(profiles), ...Object.keys(overrides)]))
    if (!names.includes(name)) yield noSuch('surface', name, names)
  for (const { name, settings } of surfaces) {
    const profile = profiles[name] ?? settings.profiles[0]
    if (!settings.profiles.includes(profile)) {
      yield `"${profile}" is no profile of ${name}; there are ${settings.profiles.join(', ')}.${meant(profile, settings.profiles)}`
      continue
    }
    if (overrides[name] === undefined) continue
    try {
      settings.resolve(profile, overrides[name])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      yield* error.all
    }
  }
}

type Tree = Readonly<Record<string, unknown>>

/** Knobs, and over them others. */
export function withKnobs(lower: Tree, upper: Tree): Tree {
  const merged: Record<string, unknown> = { ...lower }
  for (const [name, value] of Object.entries(upper)) {
    const below = merged[name]
    merged[name] = isTree(value) && isTree(below) ? withKnobs(below, value) : value
  }
  return merged
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
