/**
 * Finds the settings by which the emulator answers as the target did. Emulators are asked with one candidate after the
 * other: every value of a knob that has several, and what stands in the target's answers where a free one shows.
 */
import type { ContractStory } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { Asking, differencesOf, type Answers, type Found } from './asking.ts'
import type { Settings } from './bench.ts'
import { proposalsFor, type Candidate } from './candidates.ts'
import { knobsOf, nameOf, valueAt, withValue, type Knob } from './knobs.ts'

export interface Calibration {
  readonly settings: Settings
  /** What was different at first. */
  readonly differences: readonly Found[]
  /** What decides each of them, where something does: `sps.texts.unauthorized.message`, `profile sps=7.0`. */
  readonly deciders: ReadonlyMap<Found, readonly string[]>
  /** What is different still. */
  readonly left: readonly Found[]
}

export interface CalibrationOptions {
  readonly surface: AnySurface
  readonly asking: Asking
  readonly target: ReadonlyMap<ContractStory, Answers>
  /** The version; where none is named it is found out. */
  readonly profile?: string | undefined
}

/** At most so many stories are asked to try a candidate. */
const MOST_FOCUSED = 16
const MOST_ROUNDS = 8

export async function calibrate(options: CalibrationOptions): Promise<Calibration> {
  const calibrator = new Calibrator(options)
  return calibrator.run()
}

class Calibrator {
  readonly #surface: AnySurface
  readonly #asking: Asking
  readonly #target: ReadonlyMap<ContractStory, Answers>
  readonly #stories: readonly ContractStory[]
  readonly #profiles: readonly string[]
  readonly #knobs: readonly Knob[]

  constructor({ surface, asking, target, profile }: CalibrationOptions) {
    this.#surface = surface
    this.#asking = asking
    this.#target = target
    this.#stories = [...target.keys()]
    this.#profiles = profile === undefined ? surface.settings.profiles : [profile]
    this.#knobs = knobsOf(surface.settings)
  }

  async run(): Promise<Calibration> {
    const usual: Settings = { profile: this.#profiles[0]!, knobs: {} }
    const differences = await this.#differences(usual)
    if (differences.length === 0) return { settings: usual, differences, deciders: new Map(), left: [] }
    let best = usual
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const better = await this.#improved(best)
      if (!better) break
      best = better
    }
    best = await this.#withoutIdle(best)
    return {
      settings: best,
      differences,
      deciders: await this.#deciders(best, differences),
      left: await this.#differences(best),
    }
  }

  /** Tries every candidate by itself, then takes those that help one after the other. */
  async #improved(from: Settings): Promise<Settings | undefined> {
    const before = await this.#differences(from)
    if (before.length === 0) return undefined
    const focus = focusOf(before)
    const within = differencesOf(this.#target, (await this.#asking.answers(from, focus))!, focus).length
    const gains: { change: Change; gain: number }[] = []
    for (const change of await this.#changes(from, focus)) {
      const answers = await this.#asking.answers(change.apply(from), focus)
      const gain = answers ? within - differencesOf(this.#target, answers, focus).length : 0
      if (gain > 0) gains.push({ change, gain })
    }
    let [best, fewest] = [from, before.length]
    const taken = new Set<unknown>()
    for (const { change } of gains.toSorted((a, b) => b.gain - a.gain)) {
      if (taken.has(change.of)) continue
      const settings = change.apply(best)
      const { length } = await this.#differences(settings)
      if (length >= fewest) continue
      taken.add(change.of)
      best = settings
      fewest = length
      if (length === 0) break
    }
    return best === from ? undefined : best
  }

  /** Another version is a change like another knob: what it gains tells which goes first. */
  async #changes(from: Settings, focus: readonly ContractStory[]): Promise<Change[]> {
    const profiles = this.#profiles.filter((profile) => profile !== from.profile)
    return [
      ...profiles.map((profile): Change => ({ of: 'profile', apply: (settings) => ({ ...settings, profile }) })),
      ...(await this.#candidates(from, focus)).map(
        (candidate): Change => ({ of: candidate.knob, apply: (settings) => applied(settings, candidate) }),
      ),
    ]
  }

  #candidates(from: Settings, focus: readonly ContractStory[]): Promise<Candidate[]> {
    const { settings } = this.#surface
    return proposalsFor({
      knobs: this.#knobs,
      resolved: settings.resolve(from.profile, from.knobs),
      from,
      focus,
      asking: this.#asking,
      target: this.#target,
    })
  }

  /** Settings that change nothing of what was asked are none of the target's. */
  async #withoutIdle(from: Settings): Promise<Settings> {
    let [best, fewest] = [from, (await this.#differences(from)).length]
    for (const { path } of this.#set(from)) {
      const without = { ...best, knobs: withValue(best.knobs, path, undefined) }
      const { length } = await this.#differences(without)
      if (length <= fewest) [best, fewest] = [without, length]
    }
    return best
  }

  #set({ knobs }: Settings): Knob[] {
    return this.#knobs.filter(({ path }) => valueAt(knobs, path) !== undefined)
  }

  /** A difference that comes back without a setting is decided by it. */
  async #deciders(settings: Settings, differences: readonly Found[]): Promise<Map<Found, string[]>> {
    const { name } = this.#surface
    const deciders = new Map<Found, string[]>()
    const note = async (decider: string, without: Settings): Promise<void> => {
      const back = new Set((await this.#differences(without)).map(placeOf))
      for (const one of differences)
        if (back.has(placeOf(one))) deciders.set(one, [...(deciders.get(one) ?? []), decider])
    }
    const usual = this.#profiles[0]!
    if (settings.profile !== usual) await note(`profile ${name}=${settings.profile}`, { ...settings, profile: usual })
    for (const knob of this.#set(settings))
      await note(nameOf(name, knob), { ...settings, knobs: withValue(settings.knobs, knob.path, undefined) })
    // What no setting takes away comes back with each of them, and is decided by none.
    const left = new Set((await this.#differences(settings)).map(placeOf))
    for (const one of differences) if (left.has(placeOf(one))) deciders.delete(one)
    return deciders
  }

  async #differences(settings: Settings): Promise<Found[]> {
    const answers = await this.#asking.answers(settings, this.#stories)
    return answers ? differencesOf(this.#target, answers) : NO_ANSWERS
  }
}

/** Settings that the surface does not take are as bad as can be. */
const NO_ANSWERS = { length: Infinity } as Found[]

interface Change {
  /** What is changed, once in a round. */
  readonly of: unknown
  apply(settings: Settings): Settings
}

function applied({ profile, knobs }: Settings, { knob, value }: Candidate): Settings {
  return { profile, knobs: withValue(knobs, knob.path, value) }
}

function placeOf({ story, step, place }: Found): string {
  return [story.name, step, place].join('\n')
}

/** A few stories in which every kind of difference stands. */
function focusOf(differences: readonly Found[]): ContractStory[] {
  const kinds = new Map<ContractStory, Set<string>>()
  for (const { story, place, target, emulator } of differences) {
    const kind = [place, target, emulator].join('\n')
    kinds.set(story, (kinds.get(story) ?? new Set()).add(kind))
  }
  const chosen: ContractStory[] = []
  const covered = new Set<string>()
  while (chosen.length < MOST_FOCUSED) {
    const fresh = (story: ContractStory): number => [...kinds.get(story)!].filter((kind) => !covered.has(kind)).length
    const next = [...kinds.keys()].toSorted((a, b) => fresh(b) - fresh(a))[0]
    if (!next || fresh(next) === 0) break
    chosen.push(next)
    for (const kind of kinds.get(next)!) covered.add(kind)
    kinds.delete(next)
  }
  return chosen
}
