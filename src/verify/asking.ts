/** Asks emulators, and remembers what they answered: the same settings are asked the same many times. */
import type { ContractStory } from '../kernel/surface/contract.ts'
import type { Bench, Settings } from './bench.ts'
import { compare, type Difference } from './compare.ts'
import type { Flat } from './flatten.ts'
import type { PlayedStory } from './play.ts'

/** What was answered to the steps of a story that are compared, by the names of the steps. */
export type Answers = ReadonlyMap<string, Flat>

/** A difference and where it is. */
export interface Found extends Difference {
  /** How much of an answer it stands for: another status makes another answer of it. */
  readonly weight: number
  readonly story: ContractStory
  readonly step: string
}

export class Asking {
  readonly #bench: Bench
  readonly #writes: boolean
  readonly #known = new Map<string, Map<ContractStory, Answers>>()
  readonly #signal: AbortSignal | undefined
  #kept = 0

  /** @param signal stops it, with the signal's reason */
  constructor(bench: Bench, writes: boolean, signal?: AbortSignal) {
    this.#bench = bench
    this.#writes = writes
    this.#signal = signal
  }

  /** @returns nothing for settings that the surface does not take together */
  async answers(
    settings: Settings,
    stories: readonly ContractStory[],
  ): Promise<ReadonlyMap<ContractStory, Answers> | undefined> {
    this.#signal?.throwIfAborted()
    const key = JSON.stringify([settings.profile, settings.knobs])
    const known = this.#known.get(key) ?? new Map<ContractStory, Answers>()
    const missing = stories.filter((story) => !known.has(story))
    if (missing.length > 0) {
      const played = await this.#played(settings, missing)
      if (!played) return undefined
      for (const one of played) known.set(one.story, answersOf(one))
      this.#keep(key, known, missing.length)
    }
    return known
  }

  async #played(settings: Settings, stories: readonly ContractStory[]): Promise<PlayedStory[] | undefined> {
    try {
      return await this.#bench.play(settings, stories, this.#writes)
    } catch (error) {
      if (error instanceof Error && error.name === 'UserError') return undefined
      throw error
    }
  }

  /** What was asked longest ago is forgotten first. */
  #keep(key: string, known: Map<ContractStory, Answers>, added: number): void {
    this.#known.delete(key)
    this.#known.set(key, known)
    this.#kept += added
    for (const [old, answers] of this.#known) {
      if (this.#kept <= MOST_KEPT) break
      this.#known.delete(old)
      this.#kept -= answers.size
    }
  }
}

const MOST_KEPT = 60_000

export function answersOf({ steps }: PlayedStory): Answers {
  return new Map(steps.flatMap(({ step, flat }) => (flat ? [[step.name, flat] as const] : [])))
}

/** Each place where the target's answers and an emulator's differ. A step that only the target got to is one. */
export function differencesOf(
  target: ReadonlyMap<ContractStory, Answers>,
  emulator: ReadonlyMap<ContractStory, Answers>,
  stories: Iterable<ContractStory> = target.keys(),
): Found[] {
  const found: Found[] = []
  for (const story of stories) {
    const [ours, theirs] = [target.get(story), emulator.get(story)]
    if (!ours || !theirs) continue
    // What the target was not asked, for want of credentials or of objects, tells nothing.
    for (const [step, one] of ours) {
      const other = theirs.get(step)
      const differences = other ? compare(one, other) : [NOT_ASKED]
      const isAnother = differences.some(({ place }) => place === 'status' || place === NOT_ASKED.place)
      for (const difference of differences) {
        const weight = isAnother ? Math.max(1, one.size / differences.length) : 1
        found.push({ story, step, weight, ...difference })
      }
    }
  }
  return found
}

/** The emulator has nothing of the kind that is asked for, which is its world's business. */
const NOT_ASKED: Difference = { place: 'step', target: 'asked', emulator: 'not asked' }

/** Those that are told: what the emulator was not asked brings it no nearer, and is no difference of its answers. */
export function toldOf(differences: readonly Found[]): Found[] {
  return differences.filter(({ place }) => place !== NOT_ASKED.place)
}

/** How far an emulator is from the target. */
export function distanceOf(differences: readonly Found[]): number {
  return differences.reduce((sum, { weight }) => sum + weight, 0)
}
