/** Writes what the original answered as documented examples: those probes alone where the emulator answers the same. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import type { DocumentedExchange, DocumentedStory } from '../../support/documented.ts'
import { fits } from './accepted.ts'
import { emulatorSettings } from './emulator.ts'
import { exchangeOf, lowerCased } from './exchange.ts'
import { DEFAULTS, type Played } from './play.ts'
import type { Probe } from './probe.ts'
import { THEMES, type Theme } from './stories.ts'
import { ORIGINALS, type Table } from './tables.ts'

const FOLDER = join(import.meta.dirname, '../../../fixtures/documented/xtam')

/** What came of a probe. */
export interface Result {
  readonly probe: Probe
  readonly played: readonly Played[]
  /** What the emulator answered. */
  readonly others: readonly Played[]
  /** Places that differ with a reason, of each step. */
  readonly accepted: readonly ReadonlySet<string>[]
  readonly isSame: boolean
}

/** @returns how many exchanges each file has */
export async function writeStories(
  table: Table,
  base: string,
  results: readonly Result[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const theme of THEMES) {
    const exchanges = results
      .filter(({ probe, isSame }) => isSame && isTaken(theme, probe))
      .flatMap((result) => exchangesOf(result, base, theme.isBrief ?? false))
    if (exchanges.length === 0) continue
    const story: DocumentedStory = {
      title: theme.title,
      source: `${ORIGINALS[table].said}, run on loopback`,
      evidence: 'original',
      headers: lowerCased(DEFAULTS),
      settings: { xtam: emulatorSettings(table) },
      exchanges,
    }
    const name = `cas-${table}-${theme.name}.json`
    writeFileSync(
      join(FOLDER, name),
      await format(JSON.stringify(story), { parser: 'json', printWidth: 110 }),
    )
    counts[name] = exchanges.length
  }
  return counts
}

function isTaken({ take }: Theme, { endpoint, name, steps, lives }: Probe): boolean {
  if (lives !== undefined || steps.some((step) => 'look' in step)) return false
  return take.some((pattern) => fits(pattern, `${endpoint}: ${name}`))
}

function exchangesOf(
  { probe, played, others, accepted }: Result,
  base: string,
  isBrief: boolean,
): DocumentedExchange[] {
  return played.flatMap((one, at) => {
    const title = `${probe.endpoint}: ${probe.name}${played.length > 1 && !one.isSetUp ? ` (${one.name})` : ''}`
    const differing = accepted[at] ?? new Set()
    return exchangeOf(one, others[at]?.answer, { title, base, isBrief, differing }) ?? []
  })
}
