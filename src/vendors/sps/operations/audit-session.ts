/** One recorded session and what lies below it (guide 8.0 LTS, same chapter as the search). */
import { eventTest } from '../audit/content.ts'
import { SESSIONS, shownDocument } from '../audit/document.ts'
import { invalidParameter } from '../audit/faults.ts'
import { lastOffset, listLinks } from '../audit/links.ts'
import { pageOf, textOf } from '../audit/parameters.ts'
import {
  alertsOf,
  channelsOf,
  eventsOf,
  indexingOf,
  TRAIL_FORMATS,
  trailOf,
  type TrailFormat,
} from '../audit/parts.ts'
import type { AuditSessionRow, Json } from '../audit/session.ts'
import { downloadsOf, noteDownload } from '../audit/trail.ts'
import type { SpsCall } from '../call.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import type { Outcome } from '../outcome.ts'
import {
  alertList,
  channel,
  channelList,
  channelParameters,
  contentQuery,
  downloadList,
  eventList,
  indexingList,
  pageQuery,
  recordedSession,
  trailQuery,
} from '../schemas/audit-session.ts'
import { archive, keyParameter } from '../schemas/common.ts'
import type { Tables } from '../state.ts'
import { metaOf } from '../views/meta.ts'

const SOURCE = 'REST API Reference Guide, chapter "Search, retrieve, download, and index sessions"'

/** The right is that of the search. */
const audit = {
  source: SOURCE,
  evidence: 'documented',
  privilege: '/special/searchmenu',
  params: keyParameter,
} as const

/** What the guide's own sample of "indexing" calls itself. */
const INDEXER = 'indexer'

/** A list below a session: its name, what it is, where it is shown, and what it holds. */
const LISTS = [
  {
    name: 'alerts',
    summary: 'List the alerts of a session',
    page: 'guide 6.0.14, page 35',
    of: alertsOf,
    answer: alertList,
  },
  {
    name: 'events',
    summary: 'List the events of an indexed session',
    page: 'guide 6.0.12, "Session events"',
    of: (tables: Tables, row: AuditSessionRow) => eventsOf(tables, row),
    answer: eventList,
  },
  {
    name: 'indexing',
    summary: 'Tell how a session was indexed',
    page: 'topic doc1931532',
    of: (_: Tables, row: AuditSessionRow) => indexingOf(row),
    answer: indexingList,
  },
  {
    name: 'trail_downloads',
    summary: 'List who took the trail',
    page: 'guide 6.9.5, page 40',
    of: downloadsOf,
    answer: downloadList,
  },
] as const

export const auditSessionOperations = [
  operation({
    ...audit,
    id: 'sps.audit.get',
    route: 'GET /audit/sessions/:key',
    summary: 'Read a session',
    answer: recordedSession,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const row = demandSession(call, key)
      const body = shownDocument(row, call.mount)
      const meta = metaOf(call, { href: hrefOf(row), parent: SESSIONS })
      return { value: { key: row.key, body, meta } }
    },
  }),
  ...LISTS.map(({ name, summary, page, of, answer }) =>
    operation({
      ...audit,
      id: `sps.audit.${name.replaceAll('_', '-')}`,
      route: routesOf(name),
      summary,
      source: `${SOURCE}; ${page}`,
      query: pageQuery,
      answer,
      refusals: ['object-not-found', 'invalid-query'],
      run(call, { params: { key } }) {
        const row = demandSession(call, key)
        return listOf(call, row, name, of(call.tables, row))
      },
    }),
  ),
  operation({
    ...audit,
    id: 'sps.audit.channels',
    route: 'GET /audit/sessions/:key/channels',
    summary: 'List the channels of a session',
    query: pageQuery,
    answer: channelList,
    refusals: ['object-not-found', 'invalid-query'],
    run(call, { params: { key } }) {
      const row = demandSession(call, key)
      const href = `${call.mount}${hrefOf(row)}/channels`
      const items = channelItems(call.tables, row).map((item) =>
        Object.assign(item, { meta: { href: `${href}/${item.key}` } }),
      )
      return listOf(call, row, 'channels', items)
    },
  }),
  operation({
    ...audit,
    id: 'sps.audit.channel',
    route: 'GET /audit/sessions/:key/channels/:channel',
    summary: 'Read a channel of a session',
    evidence: 'inferred',
    params: channelParameters,
    answer: channel,
    refusals: ['object-not-found'],
    run(call, { params }) {
      const row = demandSession(call, params.key)
      const parent = `${hrefOf(row)}/channels`
      const item = channelItems(call.tables, row).find(({ key }) => key === params.channel)
      if (!item)
        throw unknown(parent, params.channel, `The session "${row.key}" has no channel "${params.channel}"`)
      return { value: { ...item, meta: metaOf(call, { href: `${parent}/${params.channel}`, parent }) } }
    },
  }),
  operation({
    ...audit,
    id: 'sps.audit.content',
    route: 'GET /audit/sessions/:key/content',
    summary: 'Search in what was done in a session',
    query: contentQuery,
    answer: eventList,
    refusals: ['object-not-found', 'invalid-query'],
    run(call, { params: { key } }) {
      const row = demandSession(call, key)
      const text = textOf(call.query, 'q')
      const { searchOperator: operator, searchClauses: clauses } = call.settings
      // Without an expression nothing matches, and it is no error (guide 6.9.2 page 38).
      const items =
        text === undefined ? [] : eventsOf(call.tables, row, eventTest(text, 'q', { operator, clauses }))
      return listOf(call, row, 'content', items)
    },
  }),
  operation({
    ...audit,
    id: 'sps.audit.trail',
    route: 'GET /audit/sessions/:key/audit_trail',
    summary: 'Download the audit trail',
    source: `${SOURCE}; guide 8.0 LTS, page 44`,
    query: trailQuery,
    answer: archive,
    refusals: ['object-not-found', 'invalid-query'],
    run(call, { params: { key } }) {
      const row = demandSession(call, key)
      const format = formatIn(call)
      if (!row.trail) throw unknown(hrefOf(row), 'audit_trail', `The session "${row.key}" has no audit trail`)
      // A look at the headers takes nothing.
      if (call.method === 'GET') noteDownload(call.workspace, row, call.caller.user, call.address)
      return {
        content: trailOf(call.tables, row, format),
        mediaType: 'application/octet-stream',
        // The key stands in it as it does in the link, encoded once more.
        fileName: `${encodeURIComponent(encodeURIComponent(row.key))}.${format}`,
        isBare: true,
      }
    },
  }),
]

/** The session that a path names. @throws SpsError `object-not-found` */
function demandSession({ tables }: SpsCall, key: string): AuditSessionRow {
  const row = tables.auditSessions.get(key)
  if (row) return row
  throw unknown(SESSIONS, key, `There is no recorded session "${key}"`)
}

function hrefOf({ key }: AuditSessionRow): string {
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

/** How the trail is wanted. @throws SpsError */
function formatIn({ query }: SpsCall): TrailFormat {
  const text = textOf(query, 'format') ?? 'zat'
  const format = TRAIL_FORMATS.find((one) => one === text)
  if (format) return format
  throw invalidParameter(
    'format',
    `is "srs", for a player that follows a live session, or "zat", not "${text}"`,
  )
}

/** The guide calls one list by three names: in its text, in its heading, and in its links. */
function routesOf(name: string): `GET /${string}`[] {
  const names = name === 'indexing' ? [name, INDEXER, `${INDEXER}s`] : [name]
  return names.map((one) => `GET /audit/sessions/:key/${one}` as const)
}

/** All lists have pages, as the sessions have. */
function listOf(call: SpsCall, row: AuditSessionRow, name: string, items: readonly object[]): Outcome {
  const page = pageOf(call.query, call.settings)
  const parent = hrefOf(row)
  const href = `${parent}/${name === 'indexing' ? INDEXER : name}`
  const links = listLinks(href, call.query, page, lastOffset(items.length, page.limit))
  return {
    value: {
      items: items.slice(page.offset, page.offset + page.limit),
      meta: {
        ...metaOf(call, { ...links, href, parent }),
        limit: page.limit,
        match_count: items.length,
        offset: page.offset,
      },
    },
  }
}
