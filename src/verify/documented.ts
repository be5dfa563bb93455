/** Documented examples that can be asked of any product: `fixtures/asked/`, which `npm run documented` makes of them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../config/package.ts'
import type { ContractStep, ContractStory } from '../kernel/surface/contract.ts'

/** A file of documented examples. */
export interface AskedFile {
  readonly file: string
  /** How many of its requests are not asked, by the reason. */
  readonly notAsked: Readonly<Record<string, number>>
  readonly needs: readonly string[]
  readonly steps: readonly ContractStep[]
}

export function askedFiles(surface: string): readonly AskedFile[] {
  const path = join(packageRoot(), 'fixtures/asked', `${surface}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as AskedFile[]) : []
}

/** A story for each file of which anything is asked. */
export function documentedStories(surface: string): ContractStory[] {
  return askedFiles(surface)
    .filter(({ steps }) => steps.length > 0)
    .map(({ file, needs, steps }) => ({
      name: `documented ${file.replace(/\.json$/, '')}`,
      needs,
      steps,
    }))
}

/** Lines for people: the files of which requests are not asked, and why. */
export function unaskedLines(surface: string): string[] {
  return askedFiles(surface).flatMap(({ file, notAsked, steps }) => {
    const reasons = Object.entries(notAsked).map(([reason, count]) => `${reason} (${count})`)
    return reasons.length === 0
      ? []
      : [`documented ${file}: ${steps.length} asked; not, since ${reasons.join(', ')}`]
  })
}
