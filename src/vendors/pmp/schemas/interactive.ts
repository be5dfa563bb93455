/** What INPUT_DATA of the interactive API points at (client C6). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { text } from './fields.ts'

export const target = deferred(() =>
  z.object({
    RESOURCEID: text,
    PASSWDID: text,
    ACCOUNTID: text,
    REQUESTEDID: text,
    GROUPID: text,
  }),
)

export type TargetField = keyof z.output<ReturnType<typeof target>>
