/** Finds a wrong profile or knob when it is given, not at the first request. */
import { UserError } from '../errors.ts'
import type { AnySurface } from '../surface/surface.ts'
import type { SettingsChoice } from './workspace.ts'

/** @throws UserError for surfaces, profiles and knobs that do not exist, and for values that are none of theirs */
export function checkChoice(surfaces: readonly AnySurface[], choice: SettingsChoice): void {
  const faults = [...faultsOf(surfaces, choice)]
  if (faults.length > 0) throw new UserError(faults[0]!, faults)
}

function* faultsOf(
  surfaces: readonly AnySurface[],
  { profiles, overrides }: SettingsChoice,
): Generator<string> {
  const names = surfaces.map(({ name }) => name)
  for (const name of new Set([...Object.keys(profiles), ...Object.keys(overrides)]))
    if (!names.includes(name)) yield `There is no surface "${name}"; there are ${names.join(', ')}.`
  for (const { name, settings } of surfaces) {
    const profile = profiles[name] ?? settings.profiles[0]
    if (!settings.profiles.includes(profile)) {
      yield `"${profile}" is no profile of ${name}; there are ${settings.profiles.join(', ')}.`
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
