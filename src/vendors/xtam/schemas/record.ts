/** Requests about records. */
import { z } from 'zod'

/** Form of record/new (XTAM API Python example); `custom` is the text of a JSON object. */
export const newRecord = z.object({
  name: z.string().optional(),
  description: z.string().default(''),
  custom: z.string().default('{}'),
})
