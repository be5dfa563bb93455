/** The body of the one function that takes a file. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

export const upload = deferred(() =>
  z
    .object({
      file: z
        .string()
        .meta({ description: 'an export, encrypted or not; the name of the part does not count' }),
    })
    .meta({ id: 'XtamUpload' }),
)
