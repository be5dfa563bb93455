/** What INPUT_DATA of the interactive API points at (client C6). */
import { z } from 'zod'
import { deferred, type OutputOf } from '../../../kernel/schema.ts'
import { choice, count, id, text } from './fields.ts'

export const target = deferred(() =>
  z.object({
    RESOURCEID: id,
    PASSWDID: id,
    ACCOUNTID: id,
    REQUESTEDID: id,
    GROUPID: id,
  }),
)

/** One element of what a client reports to have been done while it was away (clients C6 and C16). */
const report = deferred(() =>
  z.object({
    AUDITTYPE: choice(['USERAUDIT', 'RESOURCEAUDIT']),
    OPERATIONTYPE: text,
    OPERATEDTIME: text.transform((value, context) => {
      const at = momentOf(value)
      if (at !== undefined || value === undefined) return at
      context.addIssue('expected a moment since 1970, in milliseconds or in seconds')
      return z.NEVER
    }),
    USERNAME: text,
    LOGINUSER: text,
    REASON: text,
    ORGID: id,
    RESOURCENAME: text,
    ACCOUNTNAME: text,
  }),
)

/** Both clients send a list; one that is sent alone is a list of one (our reading). */
export const reports = deferred(() => z.union([z.array(report()), report().transform((one) => [one])]))

export type Report = OutputOf<typeof report>

/** Client C6 sends milliseconds, client C16 seconds: before 1973 the one, and after 5000 the other, is the other. */
function momentOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,15}$/.test(value)) return undefined
  const number = Number(value)
  return number < 1e11 ? number * 1000 : number
}

/** The tree of resource groups: the owners, or the groups of one, or those in a group (client C6). */
export const groupTree = deferred(() =>
  z.object({ NODETYPE: choice(['PARENTNODE', 'GROUPNODE']), GROUPOWNERID: text }),
)

/** A page of a list. */
export const page = deferred(() => z.object({ STARTINDEX: count, LIMIT: count }))

export type TargetField = keyof z.output<ReturnType<typeof target>>
