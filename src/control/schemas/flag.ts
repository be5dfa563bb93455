import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

/** A switch in a query. */
export const flag = deferred(() =>
  z
    .enum(['true', 'false'], { error: 'must be "true" or "false"' })
    .transform((word) => word === 'true')
    .optional(),
)
