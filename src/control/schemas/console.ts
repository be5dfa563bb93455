import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const fileParams = deferred(() => z.object({ file: z.string() }))
