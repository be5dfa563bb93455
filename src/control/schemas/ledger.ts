import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const ledgerQuery = deferred(() =>
  z.strictObject({
    surface: z.string().min(1).optional().meta({ description: 'One surface alone.' }),
    object: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'What was done to one secret alone, and what of it is open: its id.' }),
  }),
)
