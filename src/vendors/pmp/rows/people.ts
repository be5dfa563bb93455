/** Rows of who uses the product: organisations, users, their groups and sessions. */
import { z } from 'zod'
import { id, ids, maybe, moment, texts, totpSecret } from './fields.ts'

/** 2014 names four roles; later builds add Privileged Administrator and roles of a site's own. */
export const role = z.enum([
  'Administrator',
  'Privileged Administrator',
  'Password Administrator',
  'Password Auditor',
  'Password User',
])

/** A client of a managed service provider: what belongs to one is absent for all others (PAM360, MSP edition). */
export const organization = z.lazy(() =>
  z
    .strictObject({
      id,
      name: z.string().min(1),
      /** The name it has in URLs (client C6 reads ORGURLNAME). */
      urlName: z.string().min(1),
      /** Users, and members of user groups, of other organisations who may work in this one. */
      managerIds: ids,
      managerGroupIds: ids,
    })
    .readonly(),
)

/** What makes a user an API user. */
export const apiAccess = z.lazy(() =>
  z
    .strictObject({
      token: z.string().min(1),
      /** Null: never. */
      expiresAt: maybe,
      restEnabled: z.boolean(),
      /** `*`, an address or a host name that requests must come from. */
      host: z.string().min(1),
      /** Whether the host name resolves; the product hangs up on callers when it does not (client C1). */
      hostResolves: z.boolean(),
    })
    .readonly(),
)

export const user = z.lazy(() =>
  z
    .strictObject({
      id,
      organizationId: id,
      login: z.string().min(1),
      firstName: z.string(),
      lastName: z.string(),
      fullName: z.string(),
      email: z.string(),
      role,
      /** Access scope "All Passwords in the System". */
      superAdministrator: z.boolean(),
      disabled: z.boolean(),
      /** For the interactive login. */
      password: z.string(),
      /** What opens the user's personal passwords; null: nothing is asked for. */
      passphrase: z.string().nullable().default(null),
      /** What makes the one-time passwords of the second factor, where the site has one; null: none is asked for. */
      secondFactorSecret: totpSecret.nullable().default(null),
      api: apiAccess.nullable().default(null),
      /** What else the product keeps of a user: department, location, telephone numbers and the like. */
      attributes: texts,
    })
    .readonly(),
)

export const userGroup = z.lazy(() =>
  z.strictObject({ id, organizationId: id, name: z.string().min(1), memberIds: ids }).readonly(),
)

/** An interactive session, under its key. */
export const session = z.lazy(() =>
  z
    .strictObject({
      userId: id,
      usedAt: moment,
      /** Half a session: the password was right, and the second factor has not come. */
      isHalf: z.boolean().default(false),
    })
    .readonly(),
)

/** Failures in a row of a login, or of a user's passphrase, and the captcha that was shown last. */
export const captcha = z.lazy(() =>
  z.strictObject({ failures: z.int().positive(), captchaId: z.string().nullable().default(null) }).readonly(),
)

/** A password that a user keeps for none but this very user. */
export const personalAccount = z.lazy(() =>
  z
    .strictObject({
      id,
      userId: id,
      categoryId: id,
      /** By the columns of the category. */
      fields: texts,
      favourite: z.boolean(),
      totpSecret: totpSecret.nullable().default(null),
    })
    .readonly(),
)

export type Role = z.infer<typeof role>
export type OrganizationRow = z.infer<typeof organization>
export type ApiAccess = z.infer<typeof apiAccess>
export type UserRow = z.infer<typeof user>
export type UserGroupRow = z.infer<typeof userGroup>
export type CaptchaRow = z.infer<typeof captcha>
export type SessionRow = z.infer<typeof session>
export type PersonalAccountRow = z.infer<typeof personalAccount>
