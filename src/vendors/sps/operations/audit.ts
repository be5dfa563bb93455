/** Searching the recorded sessions (guide 8.0 LTS, chapter "Search, retrieve, download, and index sessions"). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { cursorOf, filterOf, listingOf, textOf, type Filter, type Given } from '../audit/parameters.ts'
import { choose, csvOf, SESSIONS, shownDocument } from '../audit/document.ts'
import { lastOffset, linkTo, windowedLinks } from '../audit/links.ts'
import { isIndexed, scriptOf } from '../audit/parts.ts'
import { count, find, type Search, type Sessions } from '../audit/search.ts'
import type { AuditSessionRow } from '../audit/session.ts'
import { openSnapshot, sessionsAt, type SnapshotOwner } from '../audit/snapshots.ts'
import { sorter } from '../audit/fields.ts'
import { cursorText } from '../audit/parameters.ts'
import { sessionOf } from '../auth.ts'
import { allowOf, answer, metaOf, settingsOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { spsSlice } from '../state.ts'

const ROOT = '/api/audit'
const SOURCE = 'REST API Reference Guide, topics doc1621301 and doc1582861; SafeguardPowerBI'
const SNAPSHOT_SOURCE = 'REST API Reference Guide, topic doc2157314; SafeguardPowerBI'

/** The right to search (topic doc1374282: the group "search"). */
export const SEARCH = { privilege: '/special/searchmenu' } as const

const audit = operations('audit', SOURCE)
const snapshot = operations('audit', SNAPSHOT_SOURCE)

export const auditRoutes: FastifyPluginAsync = async (app) => {
  app.get('/audit', { config: audit('root', 'List what is audited', SEARCH) }, (request, reply) =>
    answer(request, reply, {
      items: [{ key: 'sessions', meta: { href: request.mount + SESSIONS } }],
      meta: metaOf(request, { href: ROOT, parent: '/api' }),
    }),
  )

  app.get<{ Querystring: Given }>(
    '/audit/sessions',
    { config: audit('search', 'Search the recorded sessions', SEARCH) },
    (request, reply) => {
      const id = settingsOf(request).auditSnapshots ? textOf(request.query, 'snapshot') : undefined
      return id === undefined ? sendWindow(request, reply) : sendSnapshotPage(request, reply, id)
    },
  )

  app.get(
    '/audit/sessions/_snapshot',
    {
      config: snapshot('open-snapshot', 'Open a search snapshot', { ...SEARCH, feature: 'auditSnapshots' }),
    },
    (request, reply) =>
      answer(request, reply, {
        key: '_snapshot',
        body: { snapshot: openSnapshot(request.workspace, ownerOf(request)) },
        meta: metaOf(request, { href: `${SESSIONS}/_snapshot`, parent: SESSIONS }),
      }),
  )

  app.get<{ Querystring: Given }>(
    '/audit/sessions/_count',
    { config: snapshot('count', 'Count sessions', { ...SEARCH, feature: 'auditSnapshots' }) },
    (request, reply) => {
      const id = textOf(request.query, 'snapshot')
      // The connector sends "fields" and "sort" here too; they mean nothing.
      const filter = filterOf(request.query, settingsOf(request))
      return answer(request, reply, {
        count: count(sessionsFor(request, id), searchOf(request, filter)),
        meta: metaOf(request, { href: `${SESSIONS}/_count`, parent: SESSIONS }),
      })
    },
  )
}

/** A page of the first so many results, by offset. */
function sendWindow(request: FastifyRequest<{ Querystring: Given }>, reply: FastifyReply): FastifyReply {
  const { query, mount, headers } = request
  const settings = settingsOf(request)
  const { filter, page, fields, format } = listingOf(query, settings, headers.accept)
  const sessions = sessionsFor(request, undefined)
  const search = searchOf(request, filter)
  const room = Math.max(0, settings.searchWindow - page.offset)
  const rows = find(sessions, search, { ...page, limit: Math.min(page.limit, room) })
  if (format === 'csv') return sendCsv(request, reply, csvOf(rows, fields, mount))
  const matches = count(sessions, search)
  const last = lastOffset(Math.min(matches, settings.searchWindow), page.limit)
  const links = windowedLinks(SESSIONS, query, page, last)
  return answer(request, reply, {
    items: itemsOf(rows, fields, mount),
    meta: {
      ...metaOf(request, { ...links, href: SESSIONS, parent: ROOT }),
      fields,
      limit: page.limit,
      match_count: matches,
      offset: page.offset,
    },
  })
}

/** A page of a snapshot: the next one begins after the last session of this one, so there is no end to them. */
function sendSnapshotPage(
  request: FastifyRequest<{ Querystring: Given }>,
  reply: FastifyReply,
  id: string,
): FastifyReply {
  const { query, mount, headers } = request
  const { filter, page, fields, format } = listingOf(query, settingsOf(request), headers.accept)
  const after = cursorOf(query, page.field)
  const sessions = sessionsFor(request, id)
  const found = find(sessions, searchOf(request, filter), {
    ...page,
    after,
    offset: after ? 0 : page.offset,
    limit: page.limit + 1,
  })
  const rows = found.slice(0, page.limit)
  if (format === 'csv') return sendCsv(request, reply, csvOf(rows, fields, mount))
  const last = found.length > page.limit ? rows.at(-1) : undefined
  const cursor = last && cursorText({ value: sorter(page.field)(last.document), key: last.key })
  const { limit } = page
  const next = cursor === undefined ? null : linkTo(SESSIONS, query, { limit }, { search_after: cursor })
  const first = linkTo(SESSIONS, query, { limit })
  return answer(request, reply, {
    items: itemsOf(rows, fields, mount),
    meta: {
      ...metaOf(request, { first, href: SESSIONS, last: null, next, parent: ROOT, previous: null }),
      fields,
      limit,
      search_after: cursor === undefined ? null : (JSON.parse(cursor) as unknown),
    },
  })
}

/** The sessions as they are, or as a snapshot has them. */
export function sessionsFor(request: FastifyRequest, id: string | undefined): Sessions {
  const { workspace } = request
  if (id === undefined) return workspace.state(spsSlice).auditSessions
  return sessionsAt(workspace, id, ownerOf(request))
}

/** What a filter means in this world. */
export function searchOf(request: FastifyRequest, { content, ...filter }: Filter): Search {
  if (!content) return filter
  const tables = request.workspace.state(spsSlice)
  return { ...filter, also: (row) => isIndexed(row) && content(scriptOf(tables, row)) }
}

function ownerOf(request: FastifyRequest): SnapshotOwner {
  const { user } = sessionOf(request)
  return { user, address: request.ip, agent: request.headers['user-agent'] ?? '' }
}

function itemsOf(rows: readonly AuditSessionRow[], fields: readonly string[], mount: string): object[] {
  return rows.map((row) => {
    const item = { key: row.key, meta: { href: `${mount}${SESSIONS}/${encodeURIComponent(row.key)}` } }
    return fields.length === 0 ? item : { ...item, body: choose(shownDocument(row, mount), fields) }
  })
}

function sendCsv(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('allow', allowOf(request))
    .header('content-language', 'en')
    .header('content-type', 'text/csv')
    .send(text)
}
