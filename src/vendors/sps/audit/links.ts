/** Links from one page of a list to others. They repeat what was asked. */
import { REPEATED, type Given } from './parameters.ts'

export interface PageLinks {
  readonly first: string
  readonly last: string
  readonly next: string | null
  readonly previous: string | null
}

/** The links of a page found by its offset. */
export function windowedLinks(
  path: string,
  given: Given,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  last: number,
): PageLinks {
  const at = (start: number): string => linkTo(path, given, { limit, offset: start })
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
  const parameters = [
    ...Object.entries(place),
    ['fields', given['fields'] ?? ''],
    ...asked.map((name) => [name, given[name]]),
    ...Object.entries(more),
  ]
  return `${path}?${parameters.map(([name, value]) => `${String(name)}=${encoded(String(value))}`).join('&')}`
}

/** Commas stay readable. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',')
}
