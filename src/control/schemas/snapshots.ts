import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const snapshotRequest = deferred(() =>
  z.strictObject({
    name: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores'),
  }),
)

export const snapshotParams = deferred(() => z.object({ name: z.string() }))
