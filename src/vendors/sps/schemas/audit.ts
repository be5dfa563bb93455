/** Searching and counting recorded sessions. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { page, sessionDocument, windowed } from './audit-session.ts'
import { below, inVersions, item, keyed, link, list, listOf } from './common.ts'

const text = (what: string) => z.string().optional().describe(what)

const ofSnapshots = (what: string) => inVersions(text(what), (features) => features.auditSnapshots)

/** Which sessions are meant. */
const filter = () => ({
  q: text('An expression in the language of the search'),
  content: text('An expression that something done in the session must fulfil'),
  start: text('Only sessions that started after, in ISO 8601'),
  end: text('Only sessions that ended before, in ISO 8601'),
})

export const searchQuery = deferred(() =>
  z.object({
    ...filter(),
    ...page(),
    fields: text('Properties that items show, separated by commas; * for all'),
    format: z.enum(['json', 'csv']).optional(),
    search_after: ofSnapshots(
      'Where a page of a snapshot begins, as meta.search_after of the page before says',
    ),
    snapshot: ofSnapshots('The id of a search snapshot'),
    sort: text('A property; -start_time by default'),
  }),
)

export const countQuery = deferred(() => z.object({ ...filter(), snapshot: text('The id of a snapshot') }))

const cursor = () => z.tuple([z.union([z.number(), z.string()]), z.string()])

const items = deferred(() => z.array(item({ body: sessionDocument().optional() })))
const fields = () => z.array(z.string())

/** A page by offset. */
export const windowPage = deferred(() =>
  z
    .strictObject({ items: items(), meta: below({ ...windowed(), fields: fields() }) })
    .meta({ id: 'SessionPage' }),
)

export const snapshotPage = deferred(() =>
  z
    .strictObject({
      items: items(),
      meta: below({
        fields: fields(),
        first: link(),
        last: z.null(),
        limit: z.number(),
        next: link().nullable(),
        previous: z.null(),
        search_after: cursor().nullable(),
      }),
    })
    .meta({ id: 'SessionSnapshotPage' }),
)

/** A page by offset, a page of a snapshot, or either as lines of comma-separated values. */
export const listing = deferred(() => z.union([windowPage(), snapshotPage(), z.string()]))

export const auditRoot = listOf('sessions')

export const openedSnapshot = deferred(() =>
  keyed(z.strictObject({ snapshot: z.string() }), z.literal('_snapshot')),
)

export const sessionCount = deferred(() => z.strictObject({ count: z.number(), meta: below() }))

const field = () => z.string().describe('The property to count by')

export const statisticsQuery = deferred(() =>
  z.object({
    ...filter(),
    field: field(),
    size: page().limit,
    sub_fields: text('A property to count by within each value'),
  }),
)

export const histogramQuery = deferred(() =>
  z.object({
    ...filter(),
    field: field(),
    'bin-size': z.enum(['minute', 'hour', 'day', 'week', 'month', 'year']).optional(),
  }),
)

const value = () => z.union([z.string(), z.number(), z.boolean()])

export const statisticsAnswer = deferred(() => {
  const counted = z.strictObject({ count: z.number(), key: value() })
  return list(counted.extend({ items: z.array(counted).optional() }))
})

export const histogramAnswer = deferred(() =>
  list(z.strictObject({ count: z.number(), key: z.string().describe('When the interval begins') })),
)

export const liveSessionQuery = deferred(() =>
  z.object({ id: z.string().describe('The recording.session_id of the session') }),
)
