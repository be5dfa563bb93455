/** What `GET /api` lists. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { entryPointKeys } from '../entry-points.ts'
import { item, link, meta } from './common.ts'

export const entryPoints = deferred(() =>
  z.strictObject({
    items: z.array(item({}, entryPointKeys)),
    meta: meta({ next: link(), transaction: link() }),
  }),
)
