/** Hidden settings: an emulator that is set at random, and whether calibration finds out how. */
import { isDeepStrictEqual } from 'node:util'
import type { ContractStory } from '../../src/kernel/surface/contract.ts'
import type { AnySurface } from '../../src/kernel/surface/surface.ts'
import { Asking, differencesOf, toldOf } from '../../src/verify/asking.ts'
import type { Bench, Settings } from '../../src/verify/bench.ts'
import { calibrate } from '../../src/verify/calibrate.ts'
import { knobsOf, nameOf, valueAt, withValue, type Knob } from '../../src/verify/knobs.ts'
import { storiesOf } from '../../src/verify/stories.ts'

export interface Recovery {
  readonly hidden: Settings
  readonly found: Settings
  /** Knobs that were hidden and show on the wire, and what became of each. */
  readonly knobs: readonly { readonly name: string; readonly outcome: 'found' | 'alike' | 'missed' }[]
  /** Those that do not show. */
  readonly unseen: readonly string[]
  /** Differences that are left. */
  readonly left: readonly string[]
}

/** Whole numbers from 0 to below `below`, the same for the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) % below
  }
}

/** One to six knobs and wordings with other values than the usual ones. */
export function drawSettings(
  surface: AnySurface,
  knobs: readonly Knob[],
  random: (below: number) => number,
): Settings {
  const { profiles } = surface.settings
  const profile = profiles[random(2) === 0 ? 0 : random(profiles.length)]!
  let drawn: Settings = { profile, knobs: {} }
  for (let count = 1 + random(6); count > 0; count -= 1) {
    // Wordings are many, and would leave little room for what else can be set.
    const areWords = random(2) === 0
    const kinds = knobs.filter(({ path }) => (path[0] === 'texts') === areWords)
    const knob = kinds[random(kinds.length)]!
    const value = otherValue(knob, valueAt(surface.settings.resolve(profile, {}), knob.path), random)
    if (value === undefined) continue
    const next = { profile, knobs: withValue(drawn.knobs, knob.path, value) }
    try {
      surface.settings.resolve(profile, next.knobs)
      drawn = next
    } catch {
      // They cannot be had together.
    }
  }
  return drawn
}

function otherValue(knob: Knob, usual: unknown, random: (below: number) => number): unknown {
  const others = knob.values.filter((value) => value !== usual)
  if (knob.kind === 'choice') return others[random(others.length)]
  if (knob.kind === 'set') return knob.values.filter(() => random(2) === 0)
  if (knob.kind === 'names') return undefined
  const places = typeof usual === 'string' ? [...usual.matchAll(/\{\w+\}/g)].map(([place]) => place) : []
  const words = ['other', 'words', String(random(1000)), ...places]
  const forms =
    knob.kind === 'text'
      ? [
          ...(typeof usual === 'string' && /^\w+\/[\w.+-]+/.test(usual)
            ? [`application/other${random(100)}`]
            : []),
          words.join(' '),
          words.join('-'),
          `/other${random(100)}`,
          `9.${random(9)}.${random(9)}`,
          String(10_000 + random(9999)),
          `http://other${random(100)}.test`,
        ]
      : [401 + random(150), 1 + random(60), 1000 * (1 + random(5000))]
  return forms.find((form) => knob.takes(form) && form !== usual)
}

/** All knobs, and those wordings that show on the wire of an emulator that is set as usual, when all is asked. */
export async function visibleKnobs(surface: AnySurface, asking: Asking): Promise<Knob[]> {
  const [profile] = surface.settings.profiles
  const all = knobsOf(surface.settings)
  const marks = all
    .filter(({ path }) => path[0] === 'texts')
    .map((knob, number) => ({
      knob,
      value: knob.kind === 'number' ? 410 + (number % 180) : `marked${number}x`,
    }))
  // Wordings are told from each other by what they say, so one look is enough.
  const knobs = marks.reduce((settings, { knob, value }) => withValue(settings, knob.path, value), {})
  const answers = await asking.answers({ profile, knobs }, storiesOf(surface))
  const shown = [...(answers?.values() ?? [])].flatMap((steps) =>
    [...steps.values()].flatMap((flat) =>
      [...flat].flatMap(([place, { values }]) => [...values].map((value) => `${place}: ${value}`)),
    ),
  )
  const seen = marks.filter(({ value }) =>
    shown.some((line) => (typeof value === 'number' ? line === `status: ${value}` : line.includes(value))),
  )
  return [...all.filter(({ path }) => path[0] !== 'texts'), ...seen.map(({ knob }) => knob)]
}

/** Has an emulator answer with hidden settings, and finds them. */
export async function recover(
  surface: AnySurface,
  bench: Bench,
  asking: Asking,
  hidden: Settings,
  writes: boolean,
  few?: number,
): Promise<Recovery> {
  /** Stories that show something, and as many others. */
  const someOf = async (all: readonly ContractStory[], most: number): Promise<ContractStory[]> => {
    const base = (await asking.answers({ profile: hidden.profile, knobs: {} }, all))!
    const showing = all.filter((story) => differencesOf(answers, base, [story]).length > 0)
    const spread = (list: readonly ContractStory[]): ContractStory[] =>
      list.filter(
        (_, at) => Math.floor((at * most) / list.length) !== Math.floor(((at - 1) * most) / list.length),
      )
    return [...spread(showing), ...spread(all.filter((story) => !showing.includes(story)))]
  }

  const all = storiesOf(surface).filter((story) => writes || !story.writes)
  const hiding = new Asking(bench, writes)
  const answers = (await hiding.answers(hidden, all))!
  const stories = few === undefined ? all : await someOf(all, few)
  const target = new Map(stories.map((story) => [story, answers.get(story)!]))
  const { settings: found, left } = await calibrate({ surface, asking, target })
  const resolved = {
    hidden: surface.settings.resolve(hidden.profile, hidden.knobs),
    found: surface.settings.resolve(found.profile, found.knobs),
  }
  const knobs: Recovery['knobs'][number][] = []
  const unseen: string[] = []
  const same = async (settings: Settings): Promise<boolean> => {
    const answers = await asking.answers(settings, stories)
    return answers !== undefined && differencesOf(target, answers).length === 0
  }
  const set = knobsOf(surface.settings).filter(({ path }) => valueAt(hidden.knobs, path) !== undefined)
  for (const knob of set) {
    const name = nameOf(surface.name, knob)
    const value = settled(resolved.found, found, knob)
    if (isDeepStrictEqual(settled(resolved.hidden, hidden, knob), value))
      knobs.push({ name, outcome: 'found' })
    else if (await same({ ...hidden, knobs: withValue(hidden.knobs, knob.path, undefined) }))
      unseen.push(name)
    else {
      const isAlike = await same({ ...hidden, knobs: withValue(hidden.knobs, knob.path, value) })
      knobs.push({ name, outcome: isAlike ? 'alike' : 'missed' })
    }
  }
  return {
    hidden,
    found,
    knobs,
    unseen,
    left: toldOf(left).map(({ story, step, place, target: ours, emulator }) =>
      [story.name, step, place, ours.slice(0, 120), emulator.slice(0, 120)].join(' | '),
    ),
  }
}

function settled(resolved: unknown, { knobs }: Settings, { path }: Knob): unknown {
  return valueAt(knobs, path) ?? valueAt(resolved, path)
}
