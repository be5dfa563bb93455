/** What a sign-in answers. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, flag, id, secret } from './fields.ts'

/** What the product compares in capitals before a sign-in. */
const capitals = deferred(() => z.enum(['TRUE', 'FALSE']))

/** How users sign in. */
export const signInModes = deferred(() =>
  z
    .strictObject({
      BUILDNUMBER: count(),
      FIRSTFACTOR: z.string(),
      FIRSFACTOR: z.string().meta({ description: "The product's own slip, which its clients read" }),
      ISLOCALAUTHENABLED: capitals(),
      DEFAULTDOMAIN: z.string(),
      DOMAINLIST: z.array(z.strictObject({ DOMAINNAME: z.string() })),
      ISSECONDFACTORENABLED: capitals(),
      SECONDFACTOR: z.string(),
      MSPENABLED: flag(),
      SESSIONTIMEOUT: z.string().meta({ description: 'In minutes' }),
      CLIPBOARDTIMEOUT: z.string().meta({ description: 'In seconds' }),
      REBRANDLOGONAME: z.string(),
    })
    .meta({ id: 'PmpSignInModes' }),
)

export const secondFactorStatus = deferred(() => z.strictObject({ ISSECONDFACTORENABLED: capitals() }))

const organizations = deferred(() =>
  z
    .record(
      z.string(),
      z
        .strictObject({ ORGID: z.int(), ORGNAME: z.string(), ORGURLNAME: z.string() })
        .meta({ id: 'PmpSessionOrganization' }),
    )
    .meta({ description: 'By keys that nobody reads' }),
)

/** Builds before 9700 put the user and the role into PERMISSIONS. */
export const session = deferred(() => {
  const told = {
    USERLOGINNAME: z.string(),
    USERID: id(),
    ORGLIST: organizations(),
    ISAUTOLOGONACCESS: flag(),
    ISAUTOFILLACCESS: flag(),
    ENFORCEMAXTIMELIMIT: flag(),
    ENFORCE_PREVENT_BROWSER_ADD_ACCOUNT: flag(),
    SESSIONTIMEOUT: z.string().meta({ description: 'In minutes' }),
    ISPERSONALTABENABLED: flag(),
  }
  return z
    .union([
      z.strictObject({ AUTHKEY: secret(), ...told, USERROLE: z.string() }).meta({ id: 'PmpFlatSession' }),
      z
        .strictObject({
          AUTHKEY: secret(),
          PERMISSIONS: z.strictObject({
            USERDETAILS: z.strictObject({ ...told, USEREMAILID: z.string(), USERFULLNAME: z.string() }),
            USERROLES: z.strictObject({ ROLE: z.string() }),
          }),
        })
        .meta({ id: 'PmpNestedSession' }),
    ])
    .meta({ id: 'PmpSession' })
})

/** A session, or half of one where a second factor is asked for. */
export const sessionOrHalf = deferred(() =>
  z
    .union([
      session(),
      z
        .strictObject({
          USERLOGINNAME: z.string(),
          USERID: id(),
          FIRSTFACTORSECRETKEY: secret(),
          ISSECONDFACTORENABLED: capitals(),
          SECONDFACTOR: z.string(),
        })
        .meta({ id: 'PmpHalfSession' }),
    ])
    .meta({ id: 'PmpSessionOrHalf' }),
)
