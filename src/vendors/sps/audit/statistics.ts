/** Counting sessions by a value, or by time (guide 6.0.5 "Session statistics", 6.0.6 "Session histogram"). */
import { invalidParameter } from './faults.ts'
import { reader, timeOf, typeOf } from './fields.ts'
import { textOf, wholeNumber, type Given } from './parameters.ts'
import type { Spread } from './search.ts'
import type { AuditSessionRow, Json } from './session.ts'

/** How often a value comes. The answer's shape could not be read. */
export interface Counted {
  readonly key: unknown
  readonly count: number
  readonly items?: readonly Counted[]
}

/** Reads the parameters at once, so that a wrong one is told before anything is counted. */
export function statistics(given: Given): (rows: Iterable<AuditSessionRow>) => Counted[] {
  const field = demandField(given, 'field')
  // One name counts, further ones are ignored (guide 6.0.5).
  const [within] = (textOf(given, 'sub_fields') ?? '').split(',')
  if (within && !typeOf(within))
    throw invalidParameter('sub_fields', `names the unknown property "${within}"`)
  const size = wholeNumber(given, 'size', 1) ?? Infinity
  const read = reader(field)
  const readWithin = within ? reader(within) : undefined
  return (rows) => ranked(rows, read, readWithin, size)
}

/** The most frequent first. */
function ranked(
  rows: Iterable<AuditSessionRow>,
  read: (document: Json) => unknown,
  readWithin: ((document: Json) => unknown) | undefined,
  size: number,
): Counted[] {
  const counts = new Map<unknown, { count: number; readonly rows: AuditSessionRow[] }>()
  for (const row of rows) {
    for (const value of [read(row.document)].flat()) {
      if (value === undefined) continue
      const known = counts.get(value)
      const entry = known ?? { count: 0, rows: [] }
      entry.count++
      if (readWithin) entry.rows.push(row)
      if (!known) counts.set(value, entry)
    }
  }
  const sorted = [...counts].toSorted(
    ([one, a], [other, b]) => b.count - a.count || (String(one) < String(other) ? -1 : 1),
  )
  return sorted.slice(0, size).map(([key, { count, rows: own }]) => {
    if (!readWithin) return { key, count }
    return { key, count, items: ranked(own, readWithin, undefined, Infinity) }
  })
}

const BINS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
type Bin = (typeof BINS)[number]

const LENGTHS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const

/** The first Monday of the epoch. */
const MONDAY = 4 * 86_400_000

/** Most intervals of one answer. */
const MOST_BINS = 10_000

/** When the sessions that are asked for begin and end, where the search says so. */
export interface Period {
  readonly start?: number | undefined
  readonly end?: number | undefined
}

/** A histogram whose parameters have been read. */
export interface Histogram {
  /** The time that is counted by. */
  readonly field: string
  /** Counts by looking at each session. */
  of(rows: Iterable<AuditSessionRow>, asked: Period): Counted[]
  /** The same by asking for each interval, unless there are more than `most`. */
  ofSpread(spread: Spread, asked: Period, most: number): Counted[] | undefined
}

/**
 * Counts for each interval of the period that is asked for (guide 6.0.6), or else of the time that the sessions cover;
 * intervals without any are told too.
 */
export function histogram(given: Given): Histogram {
  const field = demandField(given, 'field')
  if (typeOf(field) !== 'time')
    throw invalidParameter('field', `is a time for a histogram, which "${field}" is not`)
  const bin = (textOf(given, 'bin-size') ?? 'day') as Bin
  if (!BINS.includes(bin)) throw invalidParameter('bin-size', `is one of ${BINS.join(', ')}, not "${bin}"`)
  const read = reader(field)
  const intervals = (
    { start: begin = Infinity, end = -Infinity }: Period,
    first: number,
    last: number,
  ): number[] => {
    const found: number[] = []
    // A period ends before its end.
    const to = Math.max(end === -Infinity ? -Infinity : startOf(bin, end - 1), last)
    for (
      let at = Math.min(begin === Infinity ? Infinity : startOf(bin, begin), first);
      at <= to;
      at = afterOf(bin, at)
    ) {
      if (found.length === MOST_BINS)
        throw invalidParameter('bin-size', `makes more than ${MOST_BINS} intervals; take a longer one`)
      found.push(at)
    }
    return found
  }
  const told = (starts: readonly number[], count: (start: number) => number): Counted[] =>
    starts.map((start) => ({ key: new Date(start).toISOString(), count: count(start) }))
  return {
    field,
    of(rows, asked) {
      const counts = new Map<number, number>()
      let [first, last] = [Infinity, -Infinity]
      for (const { document } of rows) {
        const time = timeOf(read(document))
        if (time === undefined) continue
        const start = startOf(bin, time)
        counts.set(start, (counts.get(start) ?? 0) + 1)
        first = Math.min(first, start)
        last = Math.max(last, start)
      }
      return told(intervals(asked, first, last), (start) => counts.get(start) ?? 0)
    },
    ofSpread({ first = Infinity, last = -Infinity, count }, asked, most) {
      const [from, to] = [first, last].map((time) => (Number.isFinite(time) ? startOf(bin, time) : time))
      const starts = intervals(asked, from!, to!)
      return starts.length > most ? undefined : told(starts, (start) => count(start, afterOf(bin, start)))
    },
  }
}

function startOf(bin: Bin, time: number): number {
  const date = new Date(time)
  if (bin === 'year') return Date.UTC(date.getUTCFullYear(), 0)
  if (bin === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  const origin = bin === 'week' ? MONDAY : 0
  return Math.floor((time - origin) / LENGTHS[bin]) * LENGTHS[bin] + origin
}

function afterOf(bin: Bin, start: number): number {
  const date = new Date(start)
  if (bin === 'year') return Date.UTC(date.getUTCFullYear() + 1, 0)
  if (bin === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return start + LENGTHS[bin]
}

function demandField(given: Given, name: string): string {
  const field = textOf(given, name)
  if (field === undefined) throw invalidParameter(name, 'is needed: the property to count by')
  if (!typeOf(field)) throw invalidParameter(name, `names the unknown property "${field}"`)
  return field
}
