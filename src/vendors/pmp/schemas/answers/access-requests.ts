/** What answers say of the access control workflow. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, id, moment } from './fields.ts'
import { printed } from './printed.ts'

/** How the password stands after the step. */
export const status = deferred(() => z.strictObject({ STATUS: z.string() }))

const request = deferred(() =>
  z
    .strictObject(
      printed('passwordRequest', {
        'REQUESTED TIME': moment(),
        'PASSWD ID': id(),
        STATUS: z.string().meta({ description: 'Empty in the answers of 2014' }),
        'RESOURCE ID': id(),
        'RESOURCE NAME': z.string(),
        'ACCOUNT ID': id(),
        'ACCOUNT NAME': z.string(),
        REASON: z.string(),
        // PAM360 alone.
        START_TIME: moment().optional(),
        END_TIME: moment().optional(),
        'TOTAL APPROVAL ADMIN COUNT': count().optional(),
        'APPROVED ADMIN COUNT': count().optional(),
      }),
    )
    .meta({ id: 'PmpAccessRequest' }),
)

const requester = deferred(() =>
  z
    .strictObject({
      'REQUESTER USERID': id(),
      'REQUESTED BY': z.string(),
      'REQUESTED BY FULLNAME': z.string(),
      PASSWORDREQUESTLIST: z.array(request()).min(1),
    })
    .meta({ id: 'PmpRequester' }),
)

/** In the answers of 2014 a single requester is no list, and rows are not counted. */
export const requestList = deferred(() =>
  z.strictObject({
    Details: z.union([z.array(requester()).min(1), requester()]).optional(),
    totalRows: z.int().nonnegative().optional(),
  }),
)
