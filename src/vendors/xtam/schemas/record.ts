/** Requests about records. */
import { z } from 'zod'

/** Form of record/new (XTAM API Python example) and record/update; `custom` is the text of a JSON object. */
export const newRecord = z.instanceof(URLSearchParams).transform((form) => ({
  name: form.get('name') ?? undefined,
  description: form.get('description') ?? undefined,
  custom: form.get('custom') ?? undefined,
}))
