import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const actionParams = deferred(() => z.object({ surface: z.string(), action: z.string() }))

export const actionBody = deferred(() =>
  z.unknown().meta({ description: 'What the action has to be told; see GET /actions.' }),
)
