/** Requests about records. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

/** Form of record/new (XTAM API Python example) and record/update; other fields are ignored. */
export const newRecord = deferred(() =>
  z.object({
    name: z.string().optional(),
    description: z.string().optional(),
    custom: z.string().optional().meta({ description: 'the text of a JSON object' }),
  }),
)
