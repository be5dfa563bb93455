import { z } from 'zod'

const text = z.string().min(1)

/** Fields of a journal entry by their last names, as texts of a query. */
export const journalQuery = z.strictObject({
  surface: text.optional(),
  operation: text.optional(),
  method: text.optional(),
  path: text.optional().meta({ description: '`*` stands for any run of characters.' }),
  status: z
    .string()
    .regex(/^[1-5]\d\d$/, 'must be a status such as 404')
    .transform(Number)
    .optional(),
  rule: text.optional(),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number from 0')
    .transform(Number)
    .optional()
    .meta({ description: 'At most so many entries, the newest ones.' }),
  unmasked: z
    .enum(['true', 'false'], { error: 'must be "true" or "false"' })
    .transform((word) => word === 'true')
    .optional()
    .meta({ description: 'Shows secrets as they are.' }),
})
