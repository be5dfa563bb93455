/** One recorded session and what lies below it (guide 8.0 LTS, same chapter as the search). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { eventTest } from '../audit/content.ts'
import { SESSIONS, shownDocument } from '../audit/document.ts'
import { lastOffset, windowedLinks } from '../audit/links.ts'
import { pageOf, textOf, type Given } from '../audit/parameters.ts'
import { alertsOf, channelsOf, eventsOf, indexingOf, trailOf } from '../audit/parts.ts'
import type { AuditSessionRow, Json } from '../audit/session.ts'
import { downloadsOf, noteDownload } from '../audit/trail.ts'
import { sessionOf } from '../auth.ts'
import { allowOf, answer, metaOf, settingsOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'
import { spsSlice, type Tables } from '../state.ts'
import { SEARCH } from './audit.ts'

const SOURCE = 'REST API Reference Guide, chapter "Search, retrieve, download, and index sessions"'
const audit = operations('audit', SOURCE)
const inferred = operations('audit', SOURCE, 'inferred')

/** A list below a session: its name, what it is, where it is shown, and what it holds. */
const LISTS: readonly (readonly [name: string, summary: string, page: string, of: typeof alertsOf])[] = [
  ['alerts', 'List the alerts of a session', 'guide 6.0.14, page 35', alertsOf],
  ['events', 'List the events of an indexed session', 'guide 5.7.0, page 30', eventsOf],
  ['indexing', 'Tell how a session was indexed', 'topic doc1931532', (_, row) => indexingOf(row)],
  ['trail_downloads', 'List who took the trail', 'guide 6.9.5, page 40', downloadsOf],
]

export const auditSessionRoutes: FastifyPluginAsync = async (app) => {
  app.get('/audit/sessions/:key', { config: audit('get', 'Read a session', SEARCH) }, (request, reply) => {
    const row = demandSession(request)
    return answer(request, reply, {
      key: row.key,
      body: shownDocument(row, request.mount),
      meta: metaOf(request, { href: hrefOf(row), parent: SESSIONS }),
    })
  })

  for (const [name, summary, page, itemsOf] of LISTS) {
    app.get<{ Querystring: Given }>(
      `/audit/sessions/:key/${name}`,
      { config: operations('audit', `${SOURCE}; ${page}`)(name.replaceAll('_', '-'), summary, SEARCH) },
      (request, reply) => {
        const row = demandSession(request)
        return sendList(request, reply, row, name, itemsOf(request.workspace.state(spsSlice), row))
      },
    )
  }

  app.get<{ Querystring: Given }>(
    '/audit/sessions/:key/channels',
    { config: audit('channels', 'List the channels of a session', SEARCH) },
    (request, reply) => {
      const row = demandSession(request)
      const href = `${request.mount}${hrefOf(row)}/channels`
      const items = channelItems(request.workspace.state(spsSlice), row).map((item) =>
        Object.assign(item, { meta: { href: `${href}/${item.key}` } }),
      )
      return sendList(request, reply, row, 'channels', items)
    },
  )

  app.get(
    '/audit/sessions/:key/channels/:channel',
    { config: inferred('channel', 'Read a channel of a session', SEARCH) },
    (request, reply) => {
      const row = demandSession(request)
      const { channel } = request.params as { channel: string }
      const parent = `${hrefOf(row)}/channels`
      const item = channelItems(request.workspace.state(spsSlice), row).find(({ key }) => key === channel)
      if (!item) throw unknown(parent, channel, `The session "${row.key}" has no channel "${channel}"`)
      return answer(request, reply, {
        ...item,
        meta: metaOf(request, { href: `${parent}/${channel}`, parent }),
      })
    },
  )

  app.get<{ Querystring: Given }>(
    '/audit/sessions/:key/content',
    { config: audit('content', 'Search in what was done in a session', SEARCH) },
    (request, reply) => {
      const row = demandSession(request)
      const text = textOf(request.query, 'q')
      const tables = request.workspace.state(spsSlice)
      // Without an expression nothing matches, and it is no error (guide 6.9.2 page 38).
      const items =
        text === undefined
          ? []
          : eventsOf(tables, row, eventTest(text, 'q', settingsOf(request).searchOperator))
      return sendList(request, reply, row, 'content', items)
    },
  )

  app.get(
    '/audit/sessions/:key/audit_trail',
    { config: audit('trail', 'Download the audit trail', SEARCH) },
    (request, reply) => {
      const row = demandSession(request)
      const trail = `${hrefOf(row)}/audit_trail`
      if (!row.trail) throw unknown(hrefOf(row), 'audit_trail', `The session "${row.key}" has no audit trail`)
      const { workspace } = request
      // A look at the headers takes nothing.
      if (request.method === 'GET') noteDownload(workspace, row, sessionOf(request).user, request.ip)
      return reply
        .header('allow', allowOf(request))
        .header('content-type', 'application/octet-stream')
        .header(
          'content-disposition',
          `attachment; filename="${encodeURIComponent(trail.split('/')[4]!)}.zat"`,
        )
        .send(trailOf(workspace.state(spsSlice), row))
    },
  )
}

/** The session that a path names. @throws SpsError `object-not-found` */
export function demandSession(request: FastifyRequest): AuditSessionRow {
  const { key } = request.params as { key: string }
  const row = request.workspace.state(spsSlice).auditSessions.get(key)
  if (row) return row
  throw unknown(SESSIONS, key, `There is no recorded session "${key}"`)
}

export function hrefOf({ key }: AuditSessionRow): string {
  return `${SESSIONS}/${encodeURIComponent(key)}`
}

function unknown(ancestor: string, path: string, what: string): SpsError {
  return new SpsError(
    'object-not-found',
    {
      rule: 'sps.audit.unknown',
      message: `${what}; GET ${SESSIONS} lists what there is.`,
      source: `${SOURCE} (the answer is our reading)`,
    },
    { ancestor, path },
  )
}

function channelItems(tables: Tables, row: AuditSessionRow): { key: string; body: Json }[] {
  return channelsOf(tables, row).map((body, at) => ({ key: String(at + 1), body }))
}

/** All lists have pages, as the sessions have. */
function sendList(
  request: FastifyRequest<{ Querystring: Given }>,
  reply: FastifyReply,
  row: AuditSessionRow,
  name: string,
  items: readonly object[],
): FastifyReply {
  const page = pageOf(request.query, settingsOf(request))
  const parent = hrefOf(row)
  // The guide's own sample of "indexing" calls itself "indexer".
  const href = `${parent}/${name === 'indexing' ? 'indexer' : name}`
  const links = windowedLinks(`${parent}/${name}`, request.query, page, lastOffset(items.length, page.limit))
  return answer(request, reply, {
    items: items.slice(page.offset, page.offset + page.limit),
    meta: {
      ...metaOf(request, { ...links, href, parent }),
      limit: page.limit,
      match_count: items.length,
      offset: page.offset,
    },
  })
}
