/** Names in a matcher's arguments. A runner checks no types: a slip that were passed over would let a test hold for ever. */
import { meant } from '../kernel/nearest.ts'

/** @throws TypeError for a member that the matcher does not know, with the one that was likely meant */
export function onlyMembers<Options extends object>(
  matcher: string,
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  for (const name of Object.keys(options)) refuseUnless(known, name, `${matcher} knows no "${name}"`)
  return options
}

/** @throws TypeError for a surface that the emulator does not have, or a table that the surface does not */
export function onlyTables(
  matcher: string,
  expected: Readonly<Record<string, object | undefined>>,
  surfaces: Readonly<Record<string, Readonly<Record<string, number>>>>,
): void {
  for (const [surface, tables = {}] of Object.entries(expected)) {
    refuseUnless(Object.keys(surfaces), surface, `${matcher}: there is no surface "${surface}"`)
    for (const table of Object.keys(tables))
      refuseUnless(
        Object.keys(surfaces[surface] ?? {}),
        table,
        `${matcher}: ${surface} has no table "${table}"`,
      )
  }
}

function refuseUnless(known: readonly string[], name: string, sentence: string): void {
  if (!known.includes(name))
    throw new TypeError(`${sentence}; there are ${known.join(', ')}.${meant(name, known)}`)
}
