import { z } from 'zod'
import { deferred, type OutputOf } from '../../kernel/schema.ts'
import { flag } from './flag.ts'
import { entryFields, journalMatch } from './match.ts'

const whole = deferred(() =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number from 0')
    .transform(Number),
)

/** What is asked for, as texts of a query. */
const queryFields = () => ({
  ...entryFields(),
  match: z.string().optional().meta({
    description: 'A match as JSON, for headers, query and body; it holds beside the others.',
  }),
  status: z
    .string()
    .regex(/^(?:0|[1-5]\d\d)$/, 'must be a status such as 404')
    .transform(Number)
    .optional(),
  refused: flag().meta({ description: 'Only what was refused, or only what was not.' }),
  unmasked: flag().meta({ description: 'Shows secrets as they are.' }),
})

export const journalQuery = deferred(() =>
  z.strictObject({
    ...queryFields(),
    id: whole().optional().meta({ description: 'The entry of this id alone.' }),
    limit: whole().optional().meta({ description: 'At most so many entries, the newest ones.' }),
  }),
)

export const streamQuery = deferred(() =>
  z.strictObject({
    ...queryFields(),
    limit: whole().optional().meta({
      description: 'Begins with so many of the newest entries that are there already; with none by default.',
    }),
    brief: flag().meta({ description: 'Leaves headers and bodies out.' }),
    lastEventId: z.string().max(40).optional().meta({
      description: 'In place of the header `Last-Event-ID`, for who cannot send one.',
    }),
  }),
)

const times = deferred(() => z.int().min(0))

export const verification = deferred(() =>
  z.strictObject({
    match: journalMatch().default({}),
    count: z
      .union(
        [
          z.strictObject({ exactly: times() }),
          z.strictObject({ atLeast: times() }),
          z.strictObject({ atMost: times() }),
        ],
        { error: 'must be {"exactly": n}, {"atLeast": n} or {"atMost": n}' },
      )
      .default({ atLeast: 1 }),
  }),
)

export type Verification = OutputOf<typeof verification>
