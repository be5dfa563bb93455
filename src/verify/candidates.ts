/** What may be set otherwise, given where the target's answers differ. */
import type { ContractStory } from '../kernel/surface/contract.ts'
import { differencesOf, type Answers, type Asking } from './asking.ts'
import type { Settings } from './bench.ts'
import { valueAt, withValue, type Knob } from './knobs.ts'
import { numberSentinel, textSentinel, valuesFor, type Sentinel } from './sentinels.ts'

export interface Candidate {
  readonly knob: Knob
  /** Nothing: as usual. */
  readonly value: unknown
}

export interface Proposing {
  readonly knobs: readonly Knob[]
  /** What the settings come to. */
  readonly resolved: unknown
  readonly from: Settings
  readonly focus: readonly ContractStory[]
  readonly asking: Asking
  readonly target: ReadonlyMap<ContractStory, Answers>
}

/** Wordings are found all at once; what else is free may change the way of an answer, and is tried by itself. */
export async function proposalsFor(proposing: Proposing): Promise<Candidate[]> {
  const { knobs } = proposing
  const [wordings, others] = [knobs.filter(isWording), knobs.filter((knob) => !isWording(knob))]
  const candidates = await activeOf(
    others.flatMap((knob) => chosen(knob, proposing)),
    proposing,
  )
  candidates.push(...(await found(sentinelsFor(wordings, proposing), proposing)))
  for (const sentinel of await activeOf(sentinelsFor(others, proposing), proposing)) {
    candidates.push(...(await found([sentinel], proposing)))
    // Of a bound that nobody tells, another is as good as the target's.
    if (sentinel.knob.kind === 'number') candidates.push(sentinel)
  }
  for (const knob of others.filter(({ kind }) => kind === 'names'))
    candidates.push(...(await renamed(knob, proposing)))
  return candidates
}

/** At first so many are tried together. */
const GROUP = 12

/** Those that change anything: of many that change nothing together none does by itself. */
export async function activeOf<One extends Candidate>(
  all: readonly One[],
  proposing: Pick<Proposing, 'asking' | 'from' | 'focus'>,
): Promise<One[]> {
  const rows: One[][] = []
  for (const one of all) {
    const row = rows.find((group) => group.length < GROUP && group.every(({ knob }) => knob !== one.knob))
    if (row) row.push(one)
    else rows.push([one])
  }
  const active: One[] = []
  for (const row of rows) active.push(...(await activeIn(row, proposing)))
  return active
}

async function activeIn<One extends Candidate>(
  group: readonly One[],
  proposing: Pick<Proposing, 'asking' | 'from' | 'focus'>,
): Promise<One[]> {
  const { asking, from, focus } = proposing
  const { knobs } = from
  const together = group.reduce((settings, { knob, value }) => withValue(settings, knob.path, value), knobs)
  const [base, answers] = [
    await asking.answers(from, focus),
    await asking.answers({ ...from, knobs: together }, focus),
  ]
  if (base && answers && differencesOf(base, answers, focus).length === 0) return []
  if (group.length === 1) return [...group]
  const half = Math.ceil(group.length / 2)
  return [
    ...(await activeIn(group.slice(0, half), proposing)),
    ...(await activeIn(group.slice(half), proposing)),
  ]
}

/** The part of a catalogue that is of words alone. */
function isWording({ path }: Knob): boolean {
  return path[0] === 'texts' || path[0] === 'status'
}

/** Every other value, and the usual one where another is set. */
function chosen(knob: Knob, { resolved, from }: Proposing): Candidate[] {
  const current = valueAt(resolved, knob.path)
  const given = valueAt(from.knobs, knob.path)
  const values = knob.kind === 'set' ? toggled(knob.values, current) : knob.values
  return [
    ...values.filter((value) => value !== current).map((value) => ({ knob, value })),
    ...(given === undefined ? [] : [{ knob, value: undefined }]),
  ]
}

/** A list with one element more or less. */
function toggled(values: readonly unknown[], current: unknown): unknown[] {
  const now = Array.isArray(current) ? (current as unknown[]) : []
  return [
    ...values.map((value) => values.filter((one) => now.includes(one) !== (one === value))),
    ...values.map((value) => [value]),
    [],
  ]
}

function sentinelsFor(knobs: readonly Knob[], { resolved }: Proposing): Sentinel[] {
  return knobs.flatMap((knob, number) => {
    if (knob.kind === 'text') return textSentinel(knob, number, valueAt(resolved, knob.path)) ?? []
    if (knob.kind !== 'number') return []
    // Wordings with a status are asked at once, so each gets one of its own.
    return isWording(knob) ? { knob, value: 410 + (number % 180) } : (numberSentinel(knob) ?? [])
  })
}

/** What the target has where these show. */
async function found(
  sentinels: readonly Sentinel[],
  { from, focus, asking, target, resolved }: Proposing,
): Promise<Candidate[]> {
  let { knobs } = from
  const usual = new Map(
    sentinels.flatMap(({ knob }, number) => {
      const wording = valueAt(resolved, knob.path)
      return typeof wording === 'string' ? [[numbered(sentinels[number]!), wording] as const] : []
    }),
  )
  for (const { knob, value } of sentinels) knobs = withValue(knobs, knob.path, value)
  const answers = sentinels.length === 0 ? undefined : await asking.answers({ ...from, knobs }, focus)
  if (!answers) return []
  const candidates = new Map<string, Candidate>()
  for (const story of focus)
    for (const [step, flat] of answers.get(story) ?? []) {
      const other = target.get(story)?.get(step)
      for (const sentinel of other ? sentinels : [])
        for (const value of valuesFor(sentinel, flat, other!, usual))
          candidates.set(`${sentinel.knob.path.join('.')} ${JSON.stringify(value)}`, {
            knob: sentinel.knob,
            value,
          })
    }
  return [...candidates.values()].filter(({ knob, value }) => valueAt(resolved, knob.path) !== value)
}

function numbered({ value }: Sentinel): number {
  return Number(/^Zq7a(\d+)x/.exec(String(value))?.[1] ?? -1)
}

const MOST_NAMES = 24

/** A name in place of another, wherever the target has one. */
async function renamed(knob: Knob, { from, focus, asking, target }: Proposing): Promise<Candidate[]> {
  const now = (valueAt(from.knobs, knob.path) ?? {}) as Readonly<Record<string, string>>
  const answers = await asking.answers(from, focus)
  const pairs = new Map(
    (answers ? differencesOf(target, answers, focus) : [])
      .filter(({ target: ours, emulator }) => isName(ours) && isName(emulator))
      .map((one) => [one.emulator, one.target] as const),
  )
  return [...pairs].slice(0, MOST_NAMES).map(([name, other]) => {
    const original = Object.entries(now).find(([, value]) => value === name)?.[0] ?? name
    return { knob, value: { ...now, [original]: other } }
  })
}

function isName(text: string): boolean {
  return /^[\w -]{1,60}$/.test(text)
}
