/** Pages of a search in the recorded sessions. */
import { choose, csvOf, SESSIONS, shownDocument } from '../audit/document.ts'
import { sorter } from '../audit/fields.ts'
import { lastOffset, linkTo, windowedLinks } from '../audit/links.ts'
import { cursorOf, cursorText, listingOf } from '../audit/parameters.ts'
import { count, find } from '../audit/search.ts'
import type { AuditSessionRow } from '../audit/session.ts'
import type { SpsCall } from '../call.ts'
import type { Outcome } from '../outcome.ts'
import { searchOf, sessionsFor } from './audit-scope.ts'
import { metaOf } from './meta.ts'

const PARENT = '/api/audit'

/** A page of the first so many results, by offset. */
export function window(call: SpsCall): Outcome {
  const { query, mount, settings } = call
  const { filter, page, fields, format } = listingOf(query, settings, call.headers.accept)
  const sessions = sessionsFor(call, undefined)
  const search = searchOf(call, filter)
  const room = Math.max(0, settings.searchWindow - page.offset)
  const rows = find(sessions, search, { ...page, limit: Math.min(page.limit, room) })
  if (format === 'csv') return csv(csvOf(rows, fields, mount))
  const matches = count(sessions, search)
  const last = lastOffset(Math.min(matches, settings.searchWindow), page.limit)
  const links = windowedLinks(SESSIONS, query, page, last)
  return {
    value: {
      items: itemsOf(rows, fields, mount),
      meta: {
        ...metaOf(call, { ...links, href: SESSIONS, parent: PARENT }),
        fields,
        limit: page.limit,
        match_count: matches,
        offset: page.offset,
      },
    },
  }
}

/** A page of a snapshot: the next one begins after the last session of this one, so there is no end to them. */
export function snapshotPage(call: SpsCall, id: string): Outcome {
  const { query, mount } = call
  const { filter, page, fields, format } = listingOf(query, call.settings, call.headers.accept)
  const after = cursorOf(query, page.field)
  const sessions = sessionsFor(call, id)
  const found = find(sessions, searchOf(call, filter), {
    ...page,
    after,
    offset: after ? 0 : page.offset,
    limit: page.limit + 1,
  })
  const rows = found.slice(0, page.limit)
  if (format === 'csv') return csv(csvOf(rows, fields, mount))
  const last = found.length > page.limit ? rows.at(-1) : undefined
  const cursor = last && cursorText({ value: sorter(page.field)(last.document), key: last.key })
  const { limit } = page
  const next = cursor === undefined ? null : linkTo(SESSIONS, query, { limit }, { search_after: cursor })
  const first = linkTo(SESSIONS, query, { limit })
  return {
    value: {
      items: itemsOf(rows, fields, mount),
      meta: {
        ...metaOf(call, { first, href: SESSIONS, last: null, next, parent: PARENT, previous: null }),
        fields,
        limit,
        search_after: cursor === undefined ? null : (JSON.parse(cursor) as unknown),
      },
    },
  }
}

function itemsOf(rows: readonly AuditSessionRow[], fields: readonly string[], mount: string): object[] {
  return rows.map((row) => {
    const item = { key: row.key, meta: { href: `${mount}${SESSIONS}/${encodeURIComponent(row.key)}` } }
    return fields.length === 0 ? item : { ...item, body: choose(shownDocument(row, mount), fields) }
  })
}

function csv(content: string): Outcome {
  return { content, mediaType: 'text/csv' }
}
