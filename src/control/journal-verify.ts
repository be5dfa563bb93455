/** Holds the journal against what a test expects, and shows what came closest when it does not hold. */
import { pathMatcher, type Journal, type JournalEntry, type JournalMatch } from '../kernel/journal/journal.ts'
import { ControlError } from './errors.ts'
import type { Verification } from './schemas/journal.ts'

/** What a near miss has, where something else was wanted. */
export interface Difference {
  readonly field: string
  readonly expected: unknown
  readonly actual: unknown
}

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

/** @returns how many entries match @throws ControlError 422 with the nearest misses */
export function verifyJournal(journal: Journal, { match, count }: Verification): number {
  const matched = journal.list({ match, limit: 0 }).total
  if (holds(matched, count)) return matched
  const detail = `Expected ${describeCount(count)} with ${describeMatch(match)}, but ${matched} of ${journal.size} match.`
  // Of too many it helps to see which they are; of too few, what else came.
  const tooMany = 'atMost' in count || ('exactly' in count && matched > count.exactly)
  throw new ControlError(422, detail, {
    matched,
    total: journal.size,
    matches: tooMany ? journal.list({ match, limit: MOST_SHOWN }).entries.map(summaryOf) : [],
    nearest: tooMany ? [] : nearestMisses(journal, match),
  })
}

/** A match in words: `surface "sps", status 200`. */
export function describeMatch(match: JournalMatch): string {
  const parts = Object.entries(match).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return parts.length === 0 ? 'any properties' : parts.join(', ')
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

function nearestMisses(journal: Journal, match: JournalMatch): NearMiss[] {
  const misses = journal
    .list({ limit: LOOKED_AT })
    .entries.map((entry) => ({ entry, differences: differencesOf(entry, match) }))
    .filter(({ differences }) => differences.length > 0)
  // The fewest differences first; of equal ones that with the least, of those the newest.
  return misses
    .toReversed()
    .toSorted((a, b) => distanceOf(a.differences) - distanceOf(b.differences))
    .slice(0, MOST_SHOWN)
    .map(({ entry, differences }) => Object.assign(summaryOf(entry), { differences }))
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

function differencesOf(entry: JournalEntry, match: JournalMatch): Difference[] {
  const { path } = entry.request
  const bare = path.replace(`/w/${entry.workspace}/`, '/')
  const actual: Record<keyof JournalMatch, unknown> = {
    surface: entry.surface,
    operation: entry.operation,
    method: entry.request.method,
    path,
    status: entry.response.status,
    rule: entry.reason?.rule ?? null,
    refused: entry.reason !== undefined,
    fault: entry.fault ?? null,
  }
  const differences: Difference[] = []
  for (const [name, expected] of Object.entries(match) as [keyof JournalMatch, string | number | boolean][]) {
    const found = actual[name]
    const fits =
      name === 'path'
        ? [path, bare].some(pathMatcher(String(expected)))
        : name === 'rule'
          ? typeof found === 'string' && pathMatcher(String(expected))(found)
          : name === 'method'
            ? found === String(expected).toUpperCase()
            : found === expected
    if (!fits) differences.push({ field: name, expected, actual: found })
  }
  return differences
}
