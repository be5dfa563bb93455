/** Requests about records. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

const custom = z.string().optional().describe('the text of a JSON object')

/** Form of record/new (XTAM API Python example); other fields are ignored. */
export const newRecord = deferred(() =>
  z
    .object({ name: z.string().optional(), description: z.string().optional(), custom })
    .meta({ id: 'XtamNewRecord', required: ['name'] }),
)
/** Form of record/update: what is to change. */
export const changedRecord = deferred(() =>
  z
    .object({ name: z.string().optional(), description: z.string().optional(), custom })
    .meta({ id: 'XtamRecordChanges' }),
)
