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
export const session = z.lazy(() => z.strictObject({ userId: id, usedAt: moment }).readonly())

/** A password that a user keeps for none but this very user. */
export const personalAccount = z.lazy(() =>
  z
    .strictObject({
      id,
      userId: id,
      categoryId: id,
      /** By the labels of the category's fields. */
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
export type SessionRow = z.infer<typeof session>
export type PersonalAccountRow = z.infer<typeof personalAccount>
