/** Links from one page of a list to others. They repeat what was asked. */
import { REPEATED, type Given } from './parameters.ts'

export interface PageLinks {
  readonly first: string
  readonly last: string
  readonly next: string | null
  readonly previous: string | null
}

interface Window {
  readonly offset: number
  readonly limit: number
}

/** The links of a page found by its offset. */
export function windowedLinks(path: string, given: Given, window: Window, last: number): PageLinks {
  return pageLinks(window, last, (place) => linkTo(path, given, place))
}

/** The same of a list below a session, such as `…/indexer?limit=500&offset=0` (topic doc1931532). */
export function listLinks(path: string, { q }: Given, window: Window, last: number): PageLinks {
  const asked = q === undefined || q === '' ? [] : [['q', q] as const]
  return pageLinks(window, last, (place) => withParameters(path, [...Object.entries(place), ...asked]))
}

function pageLinks(
  { offset, limit }: Window,
  last: number,
  linkAt: (place: { readonly limit: number; readonly offset: number }) => string,
): PageLinks {
  const at = (start: number): string => linkAt({ limit, offset: start })
  return {
    first: at(0),
    last: at(last),
    next: offset + limit <= last ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
  }
}

/** Where the last page of so many begins. */
export function lastOffset(matches: number, limit: number): number {
  return Math.max(0, Math.ceil(matches / limit) - 1) * limit
}

/** Such as `/api/audit/sessions?limit=500&offset=0&fields=` (topic doc1621301); what else was asked follows. */
export function linkTo(
  path: string,
  given: Given,
  place: Readonly<Record<string, number>>,
  more: Readonly<Record<string, string>> = {},
): string {
  const asked = REPEATED.filter((name) => given[name] !== undefined && given[name] !== '')
  return withParameters(path, [
    ...Object.entries(place),
    ['fields', given['fields'] ?? ''],
    ...asked.map((name) => [name, given[name]] as const),
    ...Object.entries(more),
  ])
}

function withParameters(path: string, parameters: readonly (readonly [string, unknown])[]): string {
  return `${path}?${parameters.map(([name, value]) => `${name}=${encoded(String(value))}`).join('&')}`
}

/** Commas stay readable. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',')
}
