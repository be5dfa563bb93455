/** A recorded session, and what lies below it. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { fieldTypes, type FieldType } from '../audit/fields.ts'
import { TRAIL_FORMATS } from '../audit/parts.ts'
import { scriptAlert, scriptEvent } from '../audit/session.ts'
import { below, item, keyed, link, links } from './common.ts'

const count = () => z.number()
/** An empty parameter counts as absent. */
const whole = () =>
  z
    .string()
    .regex(/^\d{0,15}$/)
    .meta({ documented: { type: 'integer', minimum: 0 } })

/** Which part of a list is wanted. */
export const page = () => ({
  limit: whole().optional(),
  offset: whole().optional(),
})

export const pageQuery = deferred(() => z.object(page()))
export const contentQuery = deferred(() =>
  z.object({ q: z.string().optional().describe('An expression; nothing matches without'), ...page() }),
)

export const trailQuery = deferred(() =>
  z.object({
    format: z
      .enum(['', ...TRAIL_FORMATS])
      .optional()
      .meta({ documented: { type: 'string', enum: ['srs', 'zat'], default: 'zat' } }),
  }),
)

export const channelParameters = deferred(() => z.strictObject({ key: z.string(), channel: z.string() }))

/** Links to the other pages of a list found by its offset. */
export const windowed = () => ({
  first: link(),
  last: link(),
  next: link().nullable(),
  previous: link().nullable(),
  limit: count(),
  match_count: count(),
  offset: count(),
})

const paged = (one: z.ZodType) => z.strictObject({ items: z.array(one), meta: below(windowed()) })

type Shape = Record<string, z.ZodType>

interface Branch {
  readonly [name: string]: FieldType | Branch
}

/** What a session shows: the properties that can be searched, all of which may be absent, and links. */
export const sessionDocument = deferred(() => sessionBody().meta({ id: 'RecordedSession' }))

function sessionBody(): z.ZodType {
  const branches: Record<string, unknown> = {}
  for (const [field, type] of fieldTypes) {
    const path = field.split('.')
    let at = branches
    for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>
    at[path.at(-1)!] = type
  }
  const { recording, ...rest } = branches as Branch
  const place = (): z.ZodType => links().optional()
  return z.looseObject({
    ...formsOf(rest),
    recording: z
      .looseObject({
        ...formsOf(recording as Branch),
        audit_trail: z.strictObject({ archive: z.null(), download: links() }).optional(),
      })
      .optional(),
    alerts: place(),
    channels: place(),
    events: place(),
    indexing: place(),
    trail_download_link: link().nullable().optional(),
    vault: z.looseObject({}).optional().describe('What a joined appliance for passwords adds'),
  })
}

function formsOf(branch: Branch): Shape {
  const entries = Object.entries(branch).map(([name, inner]) => [
    name,
    (typeof inner === 'string' ? LEAVES[inner]() : z.looseObject(formsOf(inner))).nullable().optional(),
  ])
  return Object.fromEntries(entries) as Shape
}

const LEAVES: Readonly<Record<FieldType, () => z.ZodType>> = {
  text: () => z.union([z.string(), z.array(z.string())]),
  number: () => z.number(),
  boolean: () => z.boolean(),
  time: () => z.string(),
}

export const recordedSession = deferred(() => keyed(sessionDocument()))

/** Where in a session something happened. */
const place = () => ({ record_id: count(), time: z.string() })

export const alertList = deferred(() =>
  paged(
    scriptAlert
      .unwrap()
      .omit({ after: true })
      .required()
      .extend({ channel_id: z.string(), ...place() }),
  ),
)
export const eventList = deferred(() =>
  paged(
    z.strictObject({
      action: z.string().nullable().describe('The command'),
      channels_id: z.string(),
      content: z.string(),
      type: scriptEvent.unwrap().shape.type.unwrap(),
      ...place(),
    }),
  ),
)

const switched = (more: Shape = {}) => z.strictObject({ enabled: z.boolean(), ...more })
const buffered = () => switched({ buffer_interval: count() })

export const indexingList = deferred(() =>
  paged(
    z.strictObject({
      config: z.strictObject({
        command: switched(),
        keyboard: buffered(),
        mouse: buffered(),
        near_realtime: z.boolean(),
        ocr_languages: z.array(z.string()),
        screen: switched({ omnipage_trade_off: z.string() }),
        title: switched(),
      }),
      statistics: z.strictObject({ cpu_time: count(), duration: count(), start_time: count() }),
      status: z.literal('COMPLETED'),
      version: z.strictObject({ adp: z.string(), worker: z.string() }),
    }),
  ),
)

export const downloadList = deferred(() =>
  paged(
    z.strictObject({
      from_api: z.boolean(),
      ip_address: z.string(),
      time: z.string(),
      username: z.string(),
    }),
  ),
)

/** What is done in a session may tell more, such as "command". */
const channelBody = () =>
  z.looseObject({
    type: z.string(),
    start_time: count(),
    end_time: count().optional(),
    duration: count().optional(),
    verdict: z.string(),
  })

export const channelList = deferred(() => paged(item({ body: channelBody() })))
export const channel = deferred(() => keyed(channelBody()))
