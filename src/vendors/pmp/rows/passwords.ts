/** Rows of what is kept: resources, accounts, and who may have them. */
import { z } from 'zod'
import { id, ids, maybe, moment, totpDigits, totpSecret } from './fields.ts'

/** Password access control, set for a resource or for one account, whose own setting takes precedence. */
export const accessControl = z.lazy(() =>
  z
    .strictObject({
      enabled: z.boolean(),
      /** Ids of the users who may decide. */
      approvers: ids,
      /** How many of them must approve. */
      approvals: z.union([z.literal(1), z.literal(2)]),
      /** Whose requests are approved at once. */
      autoApprove: z.enum(['nobody', 'administrators', 'everybody']),
      requestReasonRequired: z.boolean(),
      /** How long a password stays checked out; null: the system's default. */
      exclusiveMinutes: z.number().positive().nullable().default(null),
      /** Whether the password changes after use. */
      resetAfterUse: z.boolean(),
    })
    .readonly(),
)

export const customField = z.lazy(() => z.strictObject({ label: z.string(), value: z.string() }).readonly())

export const resource = z.lazy(() =>
  z
    .strictObject({
      id,
      organizationId: id,
      name: z.string().min(1),
      type: z.string().min(1),
      description: z.string(),
      url: z.string(),
      dnsName: z.string(),
      domainName: z.string(),
      department: z.string(),
      location: z.string(),
      ownerId: id,
      policy: z.string(),
      customFields: z.array(customField).readonly(),
      /** Whether a REMOTE password reset reaches the target. */
      remoteReset: z.enum(['works', 'fails']),
      accessControl: accessControl.nullable().default(null),
    })
    .readonly(),
)

/** One-time passwords by time (RFC 6238). */
export const totpSetup = z.lazy(() =>
  z
    .strictObject({
      secret: totpSecret,
      algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
      digits: totpDigits,
      /** How long one password holds, in seconds. */
      validitySeconds: z.int().positive(),
    })
    .readonly(),
)

export const storedFile = z.lazy(() =>
  z.strictObject({ name: z.string(), contentBase64: z.base64() }).readonly(),
)

export const account = z.lazy(() =>
  z
    .strictObject({
      id,
      /** Usually the account's id, but not always (client C14). */
      passwordId: id,
      resourceId: id,
      name: z.string().min(1),
      password: z.string(),
      notes: z.string(),
      /** The account's own policy; null: the resource's. */
      policy: z.string().nullable().default(null),
      customFields: z.array(customField).readonly(),
      createdAt: maybe,
      modifiedAt: maybe,
      /** A reason must be given for viewing; null: the system's default. */
      reasonRequired: z.boolean().nullable().default(null),
      accessControl: accessControl.nullable().default(null),
      /** The file that is this account's password, in a File Store and the like. */
      file: storedFile.nullable().default(null),
      /** Files held in custom fields, by label. */
      fieldFiles: z.record(z.string(), storedFile).readonly(),
      totp: totpSetup.nullable().default(null),
    })
    .readonly(),
)

/** What may be lost in a crash: when a password was last read. */
export const accountUse = z.lazy(() => z.strictObject({ accessedAt: moment }).readonly())

/** A password that an account once had. */
export const oldPassword = z.lazy(() =>
  z
    .strictObject({
      accountId: id,
      /** Counts the account's passwords from 1. */
      number: z.int().positive(),
      password: z.string(),
      /** When another took its place, and by whose hand. */
      replacedAt: moment,
      replacedBy: z.string(),
    })
    .readonly(),
)

/** Levels of a share, weakest first. */
export const shareLevel = z.enum(['remoteapp', 'view', 'modify', 'fullaccess'])

export const share = z.lazy(() =>
  z
    .strictObject({
      target: z.enum(['resource', 'account', 'group']),
      targetId: id,
      grantee: z.enum(['user', 'usergroup']),
      granteeId: id,
      level: shareLevel,
    })
    .readonly(),
)

export const favourite = z.lazy(() => z.strictObject({ userId: id, accountId: id }).readonly())

/** A user's request for one account's password, until it has run its course. */
export const accessRequest = z.lazy(() =>
  z
    .strictObject({
      accountId: id,
      userId: id,
      state: z.enum(['waiting', 'approved', 'checked-out']),
      reason: z.string(),
      ticketId: z.string(),
      requestedAt: moment,
      /** Who has approved so far. */
      approvedBy: ids,
      /** When it comes to nothing, undecided or unused; null: never. */
      voidAt: maybe,
      /** The window asked for, when not at once. */
      startsAt: maybe,
      endsAt: maybe,
      /** When a checked-out password is taken back. */
      returnAt: maybe,
    })
    .readonly(),
)

/** What a resource must be like to be in a dynamic group (`DynamicGroupCriteria` of the PAM360 SDK). */
export const criterion = z.lazy(() =>
  z
    .strictObject({
      column: z.string().min(1),
      operator: z.enum(['equals', 'not-equals', 'contains', 'starts-with', 'ends-with']),
      value: z.string(),
    })
    .readonly(),
)

export const resourceGroup = z.lazy(() =>
  z
    .strictObject({
      id,
      organizationId: id,
      name: z.string().min(1),
      description: z.string(),
      ownerId: id,
      /** Null: a static group, whose resources are put in by hand. */
      criteria: z.array(criterion).readonly().nullable().default(null),
      resourceIds: ids,
    })
    .readonly(),
)

/** A program on a landing server that opens resources in its own way. */
export const remoteApp = z.lazy(() =>
  z.strictObject({ id, organizationId: id, name: z.string().min(1), resourceIds: ids }).readonly(),
)

/** A resource, or a single account, that was deleted and can be restored (PAM360). */
export const trashed = z.lazy(() =>
  z
    .strictObject({
      id,
      type: z.enum(['resource', 'account']),
      resource,
      accounts: z.array(account).readonly(),
    })
    .readonly(),
)

export type AccessControl = z.infer<typeof accessControl>
export type CustomField = z.infer<typeof customField>
export type ResourceRow = z.infer<typeof resource>
export type TotpSetup = z.infer<typeof totpSetup>
export type StoredFile = z.infer<typeof storedFile>
export type AccountRow = z.infer<typeof account>
export type AccountUse = z.infer<typeof accountUse>
export type OldPasswordRow = z.infer<typeof oldPassword>
export type ShareLevel = z.infer<typeof shareLevel>
export type ShareRow = z.infer<typeof share>
export type FavouriteRow = z.infer<typeof favourite>
export type AccessRequestRow = z.infer<typeof accessRequest>
export type Criterion = z.infer<typeof criterion>
export type ResourceGroupRow = z.infer<typeof resourceGroup>
export type RemoteAppRow = z.infer<typeof remoteApp>
export type TrashRow = z.infer<typeof trashed>
