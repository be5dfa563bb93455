/** What stands in queries. Other parameters are ignored. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

const text = z.string().optional()
const count = z
  .string()
  .optional()
  .meta({
    description: 'a whole number from 0 on',
    documented: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  })
const moment = z.string().optional().meta({ description: 'milliseconds since the epoch, or ISO 8601' })

const paging = { offset: count, limit: count }

/** The part of a list that is wanted. */
export const page = deferred(() => z.object(paging))
export const jobQuery = deferred(() =>
  z.object({ ...paging, record: text.meta({ description: 'id of the record whose jobs are wanted' }) }),
)
export const searchQuery = deferred(() =>
  z.object({ ...paging, query: text.meta({ description: 'plain text, or a prefix and its value' }) }),
)
export const auditQuery = deferred(() =>
  z.object({
    ...paging,
    from: moment,
    to: moment,
    level: z.enum(['INFO', 'WARNING', 'ERROR']).optional(),
    category: text,
    user: text,
    query: text,
  }),
)
export const exportQuery = deferred(() => z.object({ encrypted: z.enum(['true', 'false']).optional() }))

const service = text.meta({ description: 'URL that the browser goes on to, with a ticket' })
const flag = text.meta({ description: 'any text' })

export const loginQuery = deferred(() => z.object({ service, token: text, renew: flag, gateway: flag }))
export const logoutQuery = deferred(() => z.object({ service, url: text }))
export const validateQuery = deferred(() => z.object({ service: text, ticket: text, renew: flag }))
const format = text.meta({ description: '"JSON"; XML otherwise' })
export const serviceValidateQuery = deferred(() =>
  z.object({ service: text, ticket: text, renew: flag, pgtUrl: text, format }),
)
export const proxyQuery = deferred(() => z.object({ pgt: text, targetService: text, format }))
