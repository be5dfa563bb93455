import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const certificateParams = deferred(() =>
  z.object({ user: z.string().regex(/^[\w.@ -]{1,64}$/, 'must be a name of 1 to 64 characters') }),
)
