/** What INPUT_DATA of the interactive API points at (client C6). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { id } from './fields.ts'

export const target = deferred(() =>
  z.object({
    RESOURCEID: id,
    PASSWDID: id,
    ACCOUNTID: id,
    REQUESTEDID: id,
    GROUPID: id,
  }),
)

export type TargetField = keyof z.output<ReturnType<typeof target>>
