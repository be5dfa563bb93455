/**
 * Finds sessions: by their key, in an order that is kept, or by looking at each. A page costs what it shows wherever an
 * index leads to it; otherwise every session is looked at once, and only those of the page are held.
 */
import type { ReadTable } from '../../../kernel/store/table.ts'
import type { Place, Stretch } from '../../../kernel/store/ordered-index.ts'
import { sorter } from './fields.ts'
import { Leading, type Page } from './leading.ts'
import { testOf, type Test } from './matching.ts'
import type { Query } from './query.ts'
import type { AuditSessionRow } from './session.ts'
import { auditTables, groupOf, KEYED_FIELDS, liveGroup, ORDERED_FIELDS } from './tables.ts'

type Order = (typeof ORDERED_FIELDS)[keyof typeof ORDERED_FIELDS]
export type Sessions = ReadTable<AuditSessionRow, 'recording', Order>

export interface Search {
  readonly query: Query
  /** Milliseconds: only sessions that started after. */
  readonly start?: number | undefined
  /** Milliseconds: only sessions that ended before. */
  readonly end?: number | undefined
  /** What else a session must fulfil, when something else is asked. */
  readonly also?: ((row: AuditSessionRow) => boolean) | undefined
}

/** How a search is gone about. */
interface Plan {
  readonly stretch: Stretch
  /** What the index does not decide; `undefined` when it decides all. */
  readonly test: ((row: AuditSessionRow) => boolean) | undefined
  /** The only session that can be meant. */
  readonly only?: readonly AuditSessionRow[]
}

/** So many groups are compared; one of them is a good choice. */
const COMPARED = 8

/** How many sessions there are. */
export function count(sessions: Sessions, search: Search): number {
  const { stretch, test, only } = planOf(sessions, search)
  if (only) return only.filter((row) => test?.(row) ?? true).length
  if (!test) return sessions.count('start', stretch)
  let found = 0
  for (const row of sessions.walk('start', stretch)) if (test(row)) found++
  return found
}

/** The sessions of a page, in their order. */
export function find(sessions: Sessions, search: Search, page: Page): AuditSessionRow[] {
  const { stretch, test, only } = planOf(sessions, search)
  const order = orderOf(page.field)
  if (!only && order === 'start') return walked(sessions, 'start', stretch, test, page)
  if (!only && order && isEverything(stretch)) return walked(sessions, order, {}, test, page)
  const leading = new Leading(sorter(page.field), page)
  for (const row of only ?? sessions.walk('start', stretch)) if (test?.(row) ?? true) leading.offer(row)
  return leading.page()
}

/** All sessions that are meant, oldest first. */
export function* each(sessions: Sessions, search: Search): IterableIterator<AuditSessionRow> {
  const { stretch, test, only } = planOf(sessions, search)
  for (const row of only ?? sessions.walk('start', stretch)) if (test?.(row) ?? true) yield row
}

/** Where in time sessions lie, told without looking at each. */
export interface Spread {
  readonly first: number | undefined
  readonly last: number | undefined
  /** How many lie from a moment on and before another. */
  readonly count: (from: number, before: number) => number
}

/** The spread of all sessions that are meant, where an index alone leads to them. */
export function spreadOf(sessions: Sessions, search: Search, field: string): Spread | undefined {
  const order = orderOf(field)
  if (order !== 'start' && order !== 'end') return undefined
  const { stretch, test, only } = planOf(sessions, search)
  if (test || only || (order === 'end' && !isEverything(stretch))) return undefined
  const { by } = auditTables.auditSessions.orders![order]
  const firstOf = (descending: boolean): number | undefined => {
    for (const row of sessions.walk(order, { ...stretch, to: LAST_MOMENT, descending })) return by(row)
    return undefined
  }
  const first = firstOf(false)
  // What tells no time counts as the epoch in the order, and is told nowhere.
  if (first === 0) return undefined
  const begin = stretch.from ?? -Infinity
  return {
    first,
    last: firstOf(true),
    count: (from, to) =>
      sessions.count(order, { ...stretch, ...(from > begin && { from, above: false }), to, below: true }),
  }
}

/** Of those that a date can tell. */
const LAST_MOMENT = 8.64e15

function walked(
  sessions: Sessions,
  order: Order,
  stretch: Stretch,
  test: Plan['test'],
  { descending, offset, limit, after }: Page,
): AuditSessionRow[] {
  const place: Place | undefined = after && { amount: Number(after.value), key: after.key }
  const rows: AuditSessionRow[] = []
  let skip = offset
  if (limit === 0) return rows
  for (const row of sessions.walk(order, { ...stretch, descending, after: place })) {
    if (test && !test(row)) continue
    if (skip-- > 0) continue
    rows.push(row)
    if (rows.length === limit) break
  }
  return rows
}

function planOf(sessions: Sessions, { query, start, end, also }: Search): Plan {
  const clauses = query.is === 'and' ? query.of : [query]
  const keyed = clauses.map((clause) => ({ clause, group: groupFor(clause), id: idIn(clause) }))
  const named = keyed.find(({ id }) => id !== undefined)
  const groups = keyed.filter(({ group }) => group !== undefined).slice(0, COMPARED)
  // The smallest group leaves the least to look at.
  const sizes = new Map(groups.map((one) => [one, sessions.count('start', { group: one.group })]))
  const chosen = named ?? groups.toSorted((a, b) => sizes.get(a)! - sizes.get(b)!)[0]
  const rest = keyed.filter((one) => one !== chosen).map(({ clause }) => clause)
  const of = rest.filter(({ is }) => is !== 'all')
  const stretch: Stretch = {
    group: named ? undefined : chosen?.group,
    // What ended before a moment started before it.
    ...(start !== undefined && { from: start, above: true }),
    ...(end !== undefined && { to: end, below: true }),
  }
  const tests = [
    ...(of.length === 0 ? [] : [documentTest(testOf({ is: 'and', of }))]),
    ...(end === undefined ? [] : [endedBefore(end)]),
    ...(named && start !== undefined ? [startedAfter(start)] : []),
    ...(also ? [also] : []),
  ]
  // A wrong value must be told even where an index would find nothing.
  if (chosen) testOf(chosen.clause)
  const test = tests.length === 0 ? undefined : (row: AuditSessionRow) => tests.every((one) => one(row))
  return named ? { stretch, test, only: [...sessions.find('recording', named.id!)] } : { stretch, test }
}

function groupFor(query: Query): string | undefined {
  if (query.is !== 'term' || query.field === undefined || query.glob) return undefined
  if (query.field === 'active') return query.text === 'true' ? liveGroup() : undefined
  const field = KEYED_FIELDS.find((one) => one === query.field)
  return field && groupOf(field, query.text)
}

function idIn(query: Query): string | undefined {
  if (query.is !== 'term' || query.field !== 'recording.session_id' || query.glob) return undefined
  return query.text.toLowerCase()
}

function orderOf(field: string): Order | undefined {
  return Object.hasOwn(ORDERED_FIELDS, field)
    ? ORDERED_FIELDS[field as keyof typeof ORDERED_FIELDS]
    : undefined
}

function isEverything({ group, from, to }: Stretch): boolean {
  return group === undefined && from === undefined && to === undefined
}

function documentTest(test: Test): (row: AuditSessionRow) => boolean {
  return ({ document }) => test(document)
}

function endedBefore(end: number): (row: AuditSessionRow) => boolean {
  const { by } = auditTables.auditSessions.orders!.end
  return (row) => by(row)! < end
}

function startedAfter(start: number): (row: AuditSessionRow) => boolean {
  const { by } = auditTables.auditSessions.orders!.start
  return (row) => by(row)! > start
}
