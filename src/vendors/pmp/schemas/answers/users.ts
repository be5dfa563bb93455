/** What answers say of users, their groups and organisations, and of sessions. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { flag, id, secret } from './fields.ts'
import { profilesWhere } from './printed.ts'

export const user = deferred(() =>
  z
    .strictObject({
      USERID: id(),
      USERNAME: z.string(),
      FIRSTNAME: z.string(),
      LASTNAME: z.string(),
      FULLNAME: z.string(),
      EMAIL: z.string(),
      ROLE: z.string(),
      ISSUPERADMIN: flag(),
      DEPARTMENT: z.string(),
      LOCATION: z.string(),
      ISAPIUSER: flag(),
      STATUS: z.enum(['Active', 'Locked']),
    })
    .meta({ id: 'PmpUser' }),
)

/** PAM360 tells the id of who was created, and an API user's token; PMP does not. */
export const userCreated = deferred(() =>
  z.strictObject({
    Details: z
      .strictObject({ USERID: id(), AUTHTOKEN: secret().optional() })
      .optional()
      .meta(profilesWhere(({ createAnswersId }) => createAnswersId)),
  }),
)

export const userId = deferred(() => z.strictObject({ USERID: id() }))
export const userGroupId = deferred(() => z.strictObject({ USERGROUPID: id() }))
export const token = deferred(() => z.strictObject({ AUTHTOKEN: secret() }))
export const featureRole = deferred(() => z.enum(['AutoLogon', 'AccessControl_Authorize']))

export const userGroup = deferred(() =>
  z
    .strictObject({ USERGROUPID: id(), USERGROUPNAME: z.string(), USERIDS: z.array(id()) })
    .meta({ id: 'PmpUserGroup' }),
)

export const userGroupCreated = deferred(() => z.strictObject({ USERGROUPID: id() }))

export const organization = deferred(() =>
  z
    .strictObject({ orgId: id(), orgName: z.string(), orgUrlName: z.string() })
    .meta({ id: 'PmpOrganization' }),
)
