import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

/** What the control plane refuses with (RFC 9457). */
export const problem = deferred(() =>
  z
    .looseObject({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string().meta({ description: 'What is wrong, in a sentence.' }),
      hint: z.string().optional().meta({ description: 'What to do.' }),
      errors: z
        .array(z.object({ field: z.string(), message: z.string() }))
        .optional()
        .meta({ description: 'Each field that is wrong, such as `body.match.status`.' }),
    })
    .meta({ id: 'Problem' }),
)
