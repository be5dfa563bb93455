/** Holds the journal against what a test expects, and shows what came closest when it does not hold. */
import type { JournalEntry } from '../kernel/journal/entry.ts'
import type { Journal, Miss } from '../kernel/journal/journal.ts'
import { describeMatch, type Difference, type JournalMatch } from '../kernel/match/match.ts'
import { describeTest, type ValueTest } from '../kernel/match/value-test.ts'
import { inTurns } from '../kernel/in-turns.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { ControlError } from './errors.ts'
import { describeFault, summaryOfFault } from './fault-words.ts'
import type { Verification } from './schemas/journal.ts'

/** An entry, in short. */
export interface EntrySummary {
  readonly id: string
  /** Method and path. */
  readonly request: string
  readonly status: number
}

export interface NearMiss extends EntrySummary {
  readonly differences: readonly Difference[]
}

/** So many entries help; more only hide them. */
const MOST_SHOWN = 3
/** So many of the newest entries are looked at for them. */
const LOOKED_AT = 1000

/** @returns how many entries match @throws ControlError 422 with the nearest misses, and the faults that none has met */
export async function verifyJournal(
  { journal, faults }: Workspace,
  { match, count }: Verification,
): Promise<number> {
  const matched = (await inTurns(journal.listing({ match, limit: 0 }))).total
  if (holds(matched, count)) return matched
  const detail = `Expected ${describeCount(count)} with ${describeMatch(match)}, but ${matched} of ${journal.size} match.`
  // Of too many it helps to see which they are; of too few, what else came.
  const tooMany = 'atMost' in count || ('exactly' in count && matched > count.exactly)
  const idle = faults.list().filter(({ fired }) => fired === 0)
  const asked = match.fault === undefined ? undefined : faults.get(match.fault)
  const told = asked && !idle.some(({ id }) => id === asked.id) ? [asked, ...idle] : idle
  const words = told.slice(0, MOST_SHOWN).map((fault) => describeFault(fault, journal.size))
  throw new ControlError(422, [detail, ...words].join(' '), {
    matched,
    total: journal.size,
    faults: told.map(summaryOfFault),
    matches: tooMany
      ? (await inTurns(journal.listing({ match, limit: MOST_SHOWN }))).entries.map(summaryOf)
      : [],
    nearest: tooMany ? [] : await inTurns(nearestMisses(journal, match)),
  })
}

/** A difference in words: `status is 401, not 200`. */
export function describeDifference({ field, expected, actual }: Difference): string {
  const found =
    actual === undefined ? (field === 'credential' ? 'another' : 'absent') : JSON.stringify(actual)
  return `${field} is ${found}, not ${describeTest(expected as ValueTest)}`
}

function holds(matched: number, count: Verification['count']): boolean {
  if ('exactly' in count) return matched === count.exactly
  return 'atLeast' in count ? matched >= count.atLeast : matched <= count.atMost
}

function describeCount(count: Verification['count']): string {
  const [word, n] =
    'exactly' in count
      ? ['exactly', count.exactly]
      : 'atLeast' in count
        ? ['at least', count.atLeast]
        : ['at most', count.atMost]
  return `${word} ${n} ${n === 1 ? 'request' : 'requests'}`
}

/** The fewest differences first; of equal ones that with the least, of those the newest. */
function* nearestMisses(journal: Journal, match: JournalMatch): Generator<undefined, NearMiss[]> {
  const misses = yield* journal.misses(match, LOOKED_AT)
  const ranked: (readonly [distance: number, miss: Miss])[] = []
  for (const miss of misses.toReversed()) {
    ranked.push([distanceOf(miss.differences), miss])
    yield undefined
  }
  return ranked
    .toSorted(([a], [b]) => a - b)
    .slice(0, MOST_SHOWN)
    .map(([, { entry, differences }]) => Object.assign(summaryOf(entry), { differences }))
}

function summaryOf({ id, request, response }: JournalEntry): EntrySummary {
  return { id, request: `${request.method} ${request.path}`, status: response.status }
}

/** One for each difference, and less than one more for how far apart texts are. */
function distanceOf(differences: readonly Difference[]): number {
  const apart = differences.map(({ expected, actual }) =>
    typeof expected === 'string' && typeof actual === 'string' ? 1 - likeness(expected, actual) : 1,
  )
  return differences.length + apart.reduce((sum, one) => sum + one, 0) / (differences.length + 1)
}

/** From 0 to 1: how much of two texts is the same at their beginning and end. */
function likeness(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let start = 0
  while (start < most && one[start] === other[start]) start++
  let end = 0
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++
  return (start + end) / Math.max(one.length, other.length, 1)
}
