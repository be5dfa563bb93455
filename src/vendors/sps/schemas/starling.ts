/** Joining Starling. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { keyed } from './common.ts'

export const starlingNeeds = deferred(() =>
  keyed(
    z.strictObject({ product_instance: z.string().nullable(), product_tims: z.string().nullable() }),
    z.literal('join'),
  ),
)

export const starlingJoin = deferred(() =>
  z.looseObject({
    environment: z.string(),
    token_endpoint: z.string(),
    credential_string: z.string(),
  }),
)
