/**
 * Finds the settings by which the emulator answers as the target did. Emulators are asked with one candidate after the
 * other: every value of a knob that has several, and what stands in the target's answers where a free one shows.
 */
import type { ContractStory } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { Asking, differencesOf, distanceOf, type Answers, type Found } from './asking.ts'
import type { Settings } from './bench.ts'
import { proposalsFor, type Candidate } from './candidates.ts'
import { knobsOf, nameOf, valueAt, withValue, type Knob } from './knobs.ts'

export interface Calibration {
  readonly settings: Settings
  /** What was different at first. */
  readonly differences: readonly Found[]
  /** What decides each of them, where something does: `sps.texts.unauthorized.message`, `profile sps=7.0`. */
  deciders(): Promise<ReadonlyMap<Found, readonly string[]>>
  /** What is different still. */
  readonly left: readonly Found[]
}

export interface CalibrationOptions {
  readonly surface: AnySurface
  readonly asking: Asking
  readonly target: ReadonlyMap<ContractStory, Answers>
  /** The version; where none is named it is found out. */
  readonly profile?: string | undefined
  /** What the emulator is set to at first. */
  readonly knobs?: Readonly<Record<string, unknown>> | undefined
}

/** At most about so many requests are made to try a candidate. */
const MOST_STEPS = 30
const MOST_ROUNDS = 16
/** Distances are sums of parts; less than this is no difference. */
const LEAST = 0.001

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
  readonly #usual: Settings

  constructor({ surface, asking, target, profile, knobs = {} }: CalibrationOptions) {
    this.#surface = surface
    this.#asking = asking
    this.#target = target
    this.#stories = [...target.keys()]
    this.#profiles = profile === undefined ? surface.settings.profiles : [profile]
    this.#knobs = knobsOf(surface.settings)
    this.#usual = { profile: this.#profiles[0]!, knobs }
  }

  async run(): Promise<Calibration> {
    const usual = this.#usual
    const differences = await this.#differences(usual)
    if (differences.length === 0)
      return { settings: usual, differences, deciders: async () => new Map(), left: [] }
    let best = usual
    const tried = new Set<ContractStory>()
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const left = await this.#differences(best)
      const focus = focusOf(left.filter(({ story }) => !tried.has(story)))
      if (focus.length === 0) break
      const better = await this.#improved(best, left, focus)
      if (better) best = better
      else for (const story of focus) tried.add(story)
    }
    best = await this.#withoutIdle(best, differences)
    return {
      settings: best,
      differences,
      deciders: () => this.#deciders(best, differences),
      left: await this.#differences(best),
    }
  }

  /** Tries every candidate by itself, then takes those that help one after the other. */
  async #improved(
    from: Settings,
    differences: readonly Found[],
    focus: readonly ContractStory[],
  ): Promise<Settings | undefined> {
    const within = distanceOf(differencesOf(this.#target, (await this.#asking.answers(from, focus))!, focus))
    const gains: { change: Change; gain: number }[] = []
    for (const change of await this.#changes(from, focus)) {
      const answers = await this.#asking.answers(change.apply(from), focus)
      const gain = answers ? within - distanceOf(differencesOf(this.#target, answers, focus)) : 0
      if (gain > LEAST) gains.push({ change, gain })
    }
    const likely = gains.toSorted((a, b) => b.gain - a.gain).map(({ change }) => change)
    const together = await this.#applied(from, likely, focus)
    if (together === from) return undefined
    const before = distanceOf(differences)
    if ((await this.#distance(together)) < before) return together
    // What helps a few may hurt the others: each is held against all.
    const careful = await this.#applied(from, likely, this.#stories)
    return careful === from ? undefined : careful
  }

  /** Takes the changes that help one after the other, each on top of those before. */
  async #applied(
    from: Settings,
    changes: readonly Change[],
    stories: readonly ContractStory[],
  ): Promise<Settings> {
    let [best, nearest] = [from, await this.#distance(from, stories)]
    const taken = new Set<unknown>()
    for (const change of changes) {
      if (nearest < LEAST) break
      if (taken.has(change.of)) continue
      const settings = change.apply(best)
      const distance = await this.#distance(settings, stories)
      if (distance > nearest - LEAST) continue
      taken.add(change.of)
      best = settings
      nearest = distance
    }
    return best
  }

  /** Another version is a change like another knob: what it gains tells which goes first. */
  async #changes(from: Settings, focus: readonly ContractStory[]): Promise<Change[]> {
    const profiles = this.#profiles.filter((profile) => profile !== from.profile)
    // Of two that gain the same, a knob is the smaller change.
    return [
      ...(await this.#candidates(from, focus)).map((candidate): Change => ({
        of: candidate.knob,
        apply: (settings) => applied(settings, candidate),
      })),
      ...profiles.map((profile): Change => ({
        of: 'profile',
        apply: (settings) => ({ ...settings, profile }),
      })),
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
  async #withoutIdle(from: Settings, differences: readonly Found[]): Promise<Settings> {
    const focus = focusOf(differences)
    let best = from
    for (const { path } of this.#set(from)) {
      const without = { ...best, knobs: withValue(best.knobs, path, undefined) }
      if ((await this.#distance(without, focus)) <= (await this.#distance(best, focus))) best = without
    }
    return (await this.#distance(best)) <= (await this.#distance(from)) ? best : from
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
    const { profile } = this.#usual
    if (settings.profile !== profile)
      await note(`profile ${name}=${settings.profile}`, { ...settings, profile })
    for (const knob of this.#set(settings))
      await note(nameOf(name, knob), { ...settings, knobs: withValue(settings.knobs, knob.path, undefined) })
    // What no setting takes away comes back with each of them, and is decided by none.
    const left = new Set((await this.#differences(settings)).map(placeOf))
    for (const one of differences) if (left.has(placeOf(one))) deciders.delete(one)
    return deciders
  }

  async #differences(settings: Settings): Promise<Found[]> {
    const answers = await this.#asking.answers(settings, this.#stories)
    return answers ? differencesOf(this.#target, answers) : []
  }

  /** Settings that the surface does not take are as far away as can be. */
  async #distance(settings: Settings, stories = this.#stories): Promise<number> {
    const answers = await this.#asking.answers(settings, stories)
    return answers ? distanceOf(differencesOf(this.#target, answers, stories)) : Infinity
  }
}

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

/** A few stories in which many kinds of differences stand, those first that tell most by few requests. */
function focusOf(differences: readonly Found[]): ContractStory[] {
  const kinds = new Map<ContractStory, Set<string>>()
  for (const { story, place, target, emulator } of differences) {
    const kind = [place, target, emulator].join('\n')
    kinds.set(story, (kinds.get(story) ?? new Set()).add(kind))
  }
  const chosen: ContractStory[] = []
  const covered = new Set<string>()
  let steps = 0
  while (steps < MOST_STEPS) {
    const worth = (story: ContractStory): number =>
      [...kinds.get(story)!].filter((kind) => !covered.has(kind)).length / (1 + story.steps.length)
    const next = [...kinds.keys()].toSorted((a, b) => worth(b) - worth(a))[0]
    if (!next || worth(next) === 0) break
    chosen.push(next)
    steps += next.steps.length
    for (const kind of kinds.get(next)!) covered.add(kind)
    kinds.delete(next)
  }
  return chosen
}
