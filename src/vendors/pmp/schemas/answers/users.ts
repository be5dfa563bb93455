/** What answers say of users, their groups and organisations, and of sessions. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, flag, id, secret } from './fields.ts'
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
export const role = deferred(() => z.strictObject({ USERROLE: z.string() }))

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

/** How users sign in. */
export const signInModes = deferred(() =>
  z
    .strictObject({
      BUILDNUMBER: count(),
      FIRSTFACTOR: z.string(),
      FIRSFACTOR: z.string().meta({ description: "The product's own slip, which its clients read as well" }),
      DEFAULTDOMAIN: z.string(),
      DOMAINLIST: z.array(z.strictObject({ DOMAINNAME: z.string() })),
      ISSECONDFACTORENABLED: flag(),
      SECONDFACTOR: z.string(),
      MSPENABLED: flag(),
      SESSIONTIMEOUT: z.string().meta({ description: 'In minutes' }),
    })
    .meta({ id: 'PmpSignInModes' }),
)

const sessionOrganization = deferred(() =>
  z
    .strictObject({ ORGID: id(), ORGNAME: z.string(), ORGURLNAME: z.string() })
    .meta({ id: 'PmpSessionOrganization' }),
)

/** Builds before 9700 put the user and the role into PERMISSIONS. */
export const session = deferred(() => {
  const common = {
    AUTHKEY: secret(),
    ORGLIST: z.array(sessionOrganization()),
    ISAUTOLOGONACCESS: flag(),
    ISAUTOFILLACCESS: flag(),
    ENFORCEMAXTIMELIMIT: flag(),
    SESSIONTIMEOUT: z.string().meta({ description: 'In minutes' }),
    ISPERSONALTABENABLED: flag(),
  }
  const who = { USERLOGINNAME: z.string(), USERID: id() }
  return z
    .union([
      z.strictObject({ ...common, ...who, USERROLE: z.string() }).meta({ id: 'PmpFlatSession' }),
      z
        .strictObject({
          ...common,
          PERMISSIONS: z.strictObject({
            USERDETAILS: z.strictObject(who),
            USERROLES: z.strictObject({ ROLE: z.string() }),
          }),
        })
        .meta({ id: 'PmpNestedSession' }),
    ])
    .meta({ id: 'PmpSession' })
})
