/** Rows of what administrators set up, of certificates, and of what was done. */
import { z } from 'zod'
import { id, moment, texts } from './fields.ts'

export const certificate = z.lazy(() =>
  z
    .strictObject({
      id,
      organizationId: id,
      commonName: z.string(),
      serialNumber: z.string(),
      issuer: z.string(),
      expiresAt: moment,
      passphrase: z.string(),
      additionalFields: texts,
    })
    .readonly(),
)

/** A certificate signing request that was imported. */
export const csr = z.lazy(() =>
  z.strictObject({ id, organizationId: id, commonName: z.string(), email: z.string() }).readonly(),
)

export const policy = z.lazy(() =>
  z
    .strictObject({
      id,
      name: z.string().min(1),
      minLength: z.int().nonnegative(),
      maxLength: z.int().positive(),
      upperCase: z.boolean(),
      digit: z.boolean(),
      special: z.boolean(),
      /** After so many days a password is expired; null: never. */
      maxAgeDays: z.int().positive().nullable().default(null),
      /** So many of an account's former passwords may not come again. */
      remembered: z.int().nonnegative(),
    })
    .readonly(),
)

/** A custom field that administrators have defined; only these can be filled. */
export const customFieldDefinition = z.lazy(() =>
  z
    .strictObject({
      scope: z.enum(['resource', 'account']),
      label: z.string().min(1),
      type: z.enum(['Character', 'Password', 'Numeric', 'Date', 'File']),
      column: z.string().min(1),
    })
    .readonly(),
)

/** Settings an administrator makes for the whole system; one row. */
export const system = z.lazy(() =>
  z
    .strictObject({
      reasonRequired: z.boolean(),
      requestReasonRequired: z.boolean(),
      defaultResourceType: z.string().min(1),
      /** Types of the site's own, beside those of a fresh installation. */
      resourceTypes: z.array(z.string().min(1)).readonly(),
      defaultPolicy: z.string().min(1),
      ticketing: z
        .strictObject({
          viewing: z.enum(['none', 'optional', 'mandatory']),
          requests: z.boolean(),
          reachable: z.boolean(),
          /** Valid ticket ids; null: any. */
          tickets: z.array(z.string()).readonly().nullable().default(null),
        })
        .readonly(),
    })
    .readonly(),
)

export const audit = z.lazy(() =>
  z
    .strictObject({
      id: z.int().positive(),
      organizationId: id,
      at: moment,
      type: z.enum(['Resource', 'User']),
      operation: z.string(),
      operatedBy: z.string(),
      resourceId: z.string(),
      resourceName: z.string(),
      accountId: z.string(),
      accountName: z.string(),
      userName: z.string(),
      userFullName: z.string(),
      address: z.string(),
      reason: z.string(),
      ticketId: z.string(),
    })
    .readonly(),
)

/** What agents of an organisation are installed with. */
export const agentKey = z.lazy(() =>
  z.strictObject({ organizationId: id, key: z.string().min(1), expiresAt: moment }).readonly(),
)

/** The last id that a table has handed out, and in which run of the server. */
export const counter = z.lazy(() =>
  z.strictObject({ last: z.int().nonnegative(), run: z.int().nonnegative() }).readonly(),
)

export type CertificateRow = z.infer<typeof certificate>
export type CsrRow = z.infer<typeof csr>
export type PolicyRow = z.infer<typeof policy>
export type CustomFieldDefinition = z.infer<typeof customFieldDefinition>
export type SystemRow = z.infer<typeof system>
export type AuditRow = z.infer<typeof audit>
export type AgentKeyRow = z.infer<typeof agentKey>
export type CounterRow = z.infer<typeof counter>
