/** What a search is asked by: the parameters of its URL. */
import type { SpsSettings } from '../settings.ts'
import { contentTest } from './content.ts'
import { invalidParameter } from './faults.ts'
import { isChoice, typeOf, type SortValue } from './fields.ts'
import type { Cursor, Page } from './leading.ts'
import { spanOf } from './moments.ts'
import { parseQuery } from './query.ts'
import type { Search } from './search.ts'
import type { Script } from './session.ts'

/** Parameters as the framework reads them: a repeated one is a list. */
export type Given = Readonly<Record<string, unknown>>

/** A search, but for what is done in sessions. */
export interface Filter extends Omit<Search, 'also'> {
  readonly content?: ((script: Script) => boolean) | undefined
}

export interface Listing {
  readonly filter: Filter
  readonly page: Page
  readonly fields: readonly string[]
  readonly format: 'json' | 'csv'
}

/** Parameters that links to other pages repeat, in this order. */
export const REPEATED = ['q', 'content', 'start', 'end', 'sort', 'format', 'snapshot'] as const

/** Reads which sessions are meant. @throws SpsError `invalid-query` */
export function filterOf(
  given: Given,
  { searchOperator: operator, searchClauses: clauses }: SpsSettings,
): Filter {
  const content = textOf(given, 'content')
  return {
    query: parseQuery(textOf(given, 'q') ?? '', { operator, clauses }),
    start: momentOf(given, 'start'),
    end: momentOf(given, 'end'),
    content: content === undefined ? undefined : contentTest(content, 'content', { operator, clauses }),
  }
}

/**
 * Reads a whole listing. `Accept: text/csv` stands in for a format (safeguard-ps offers it); no other `Accept` matters.
 *
 * @throws SpsError `invalid-query`
 */
export function listingOf(given: Given, settings: SpsSettings, accept: string | undefined): Listing {
  const format = textOf(given, 'format') ?? (accept?.startsWith('text/csv') ? 'csv' : 'json')
  if (format !== 'json' && format !== 'csv')
    throw invalidParameter('format', `is "json" or "csv", not "${format}"`)
  const sort = textOf(given, 'sort') ?? '-start_time'
  const field = sort.replace(/^[-+]/, '')
  if (!typeOf(field)) throw invalidParameter('sort', `names the unknown property "${field}"`)
  const page = { field, descending: sort.startsWith('-'), ...pageOf(given, settings) }
  return { filter: filterOf(given, settings), page, fields: fieldsOf(given), format }
}

/** Reads which part of a list is wanted. @throws SpsError `invalid-query` */
export function pageOf(
  given: Given,
  { searchPageSize, searchWindow }: SpsSettings,
): { readonly offset: number; readonly limit: number } {
  const limit = wholeNumber(given, 'limit', 1) ?? searchPageSize
  const offset = wholeNumber(given, 'offset', 0) ?? 0
  // Larger offsets are ignored, larger pages cut (topic doc1582861).
  return { limit: Math.min(limit, searchPageSize), offset: offset > searchWindow ? 0 : offset }
}

/** Where a page of a snapshot begins, as the link to it says. @throws SpsError `invalid-query` */
export function cursorOf(given: Given, field: string): Cursor | undefined {
  const text = textOf(given, 'search_after')
  if (text === undefined) return undefined
  let parts: unknown
  try {
    parts = JSON.parse(text)
  } catch {
    parts = undefined
  }
  const [value, key] = Array.isArray(parts) && parts.length === 2 ? (parts as unknown[]) : []
  const amount = sortValueOf(value, field)
  if (amount === undefined || typeof key !== 'string')
    throw invalidParameter('search_after', 'is what "meta.next" of the page before says')
  return { value: amount, key }
}

/** A cursor as links carry it; JSON has no infinity. */
export function cursorText({ value, key }: Cursor): string {
  const isFinite = typeof value === 'string' || Number.isFinite(value)
  return JSON.stringify([isFinite ? value : String(value), key])
}

/** A parameter that may be given once; an empty one counts as absent. @throws SpsError `invalid-query` */
export function textOf(given: Given, name: string): string | undefined {
  const value = given[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw invalidParameter(name, 'may be given once')
  return value
}

/** A parameter that is a number without fraction. @throws SpsError `invalid-query` */
export function wholeNumber(given: Given, name: string, least: number): number | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (!(number >= least)) throw invalidParameter(name, `is a whole number from ${least} on, not "${text}"`)
  return number
}

function momentOf(given: Given, name: 'start' | 'end'): number | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  const span = spanOf(text)
  if (!span) throw invalidParameter(name, `is an ISO 8601 time such as 2017-01-25T10:00, not "${text}"`)
  return span.first
}

function fieldsOf(given: Given): string[] {
  const fields = (textOf(given, 'fields') ?? '').split(',').map((one) => one.trim())
  const named = fields.filter((one) => one !== '')
  const unknown = named.find((one) => one !== '*' && !isChoice(one))
  if (unknown !== undefined) throw invalidParameter('fields', `names the unknown property "${unknown}"`)
  return named
}

function sortValueOf(value: unknown, field: string): SortValue | undefined {
  const type = typeOf(field)
  if (type !== 'number' && type !== 'time') return typeof value === 'string' ? value : undefined
  const amount = value === 'Infinity' || value === '-Infinity' ? Number(value) : value
  return typeof amount === 'number' ? amount : undefined
}
