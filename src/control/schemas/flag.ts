import { z } from 'zod'

/** A switch in a query. */
export const flag = z
  .enum(['true', 'false'], { error: 'must be "true" or "false"' })
  .transform((word) => word === 'true')
  .optional()
