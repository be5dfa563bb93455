/** Host keys that connections have met. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { keyed } from './common.ts'

export const hostKey = deferred(() =>
  z.looseObject({
    // Both become part of the key, and so of links and headers.
    address: z.looseObject({ value: z.string().regex(/^[A-Za-z0-9.:_-]+$/) }),
    port: z.number().int().min(0).max(65_535),
    type: z.string().regex(/^[A-Za-z0-9@._-]+$/),
    host_key: z.string(),
  }),
)

/** Fixtures may tell fewer members of one. */
export const hostKeyAnswer = deferred(() => keyed(hostKey().partial()))
