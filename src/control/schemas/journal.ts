import { z } from 'zod'
import { flag } from './flag.ts'

const text = z.string().min(1)

/** Fields of a journal entry by their last names. */
const matchFields = {
  surface: text.optional(),
  operation: text.optional(),
  method: text.optional(),
  path: text.optional().meta({ description: '`*` stands for any run of characters.' }),
  rule: text.optional().meta({ description: '`*` stands for any run of characters.' }),
  fault: text.optional().meta({ description: 'The id of a fault that fired.' }),
}

export const journalMatch = z.strictObject({
  ...matchFields,
  status: z.int().min(0).max(599).optional(),
  refused: z.boolean().optional(),
})

/** The same as texts of a query. */
const queryFields = {
  ...matchFields,
  status: z
    .string()
    .regex(/^(?:0|[1-5]\d\d)$/, 'must be a status such as 404')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number from 0')
    .transform(Number)
    .optional()
    .meta({ description: 'At most so many entries, the newest ones.' }),
  refused: flag.meta({ description: 'Only what was refused, or only what was not.' }),
  unmasked: flag.meta({ description: 'Shows secrets as they are.' }),
}

export const journalQuery = z.strictObject(queryFields)

const times = z.int().min(0)

export const verification = z.strictObject({
  match: journalMatch.default({}),
  count: z
    .union(
      [
        z.strictObject({ exactly: times }),
        z.strictObject({ atLeast: times }),
        z.strictObject({ atMost: times }),
      ],
      { error: 'must be {"exactly": n}, {"atLeast": n} or {"atMost": n}' },
    )
    .default({ atLeast: 1 }),
})

export type Verification = z.output<typeof verification>
