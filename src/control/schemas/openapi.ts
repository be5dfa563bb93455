import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const documentParams = deferred(() => z.object({ file: z.string() }))
