/** What INPUT_DATA of the interactive API points at (client C6). */
import { z } from 'zod'
import { text } from './fields.ts'

export const target = z.object({
  RESOURCEID: text,
  PASSWDID: text,
  ACCOUNTID: text,
  REQUESTEDID: text,
  GROUPID: text,
})
