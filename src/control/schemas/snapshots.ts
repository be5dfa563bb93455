import { z } from 'zod'

const name = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores')

export const snapshotRequest = z.strictObject({ name })
export const snapshotParams = z.object({ name: z.string() })
