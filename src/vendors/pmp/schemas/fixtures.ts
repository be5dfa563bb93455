/** The schema of this surface's fixture files. Users are named by login, all other things by id. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { totpDigits, totpSecret } from '../rows/fields.ts'
import { id, login, moment } from './fixture-fields.ts'
import { certificate, keystoreKey, sshKey, sshResource } from './fixture-keys.ts'

const api = z.lazy(() =>
  z
    .strictObject({
      token: z.string().min(8),
      expiresAt: moment.optional().describe('The key never expires without it'),
      restEnabled: z.boolean().default(true),
      host: z
        .string()
        .min(1)
        .default('*')
        .describe('`*`, an address or a host name that requests must come from'),
      hostResolves: z.boolean().default(true),
    })
    .describe('What makes a user an API user'),
)

const organization = z.lazy(() =>
  z
    .strictObject({
      id,
      name: z.string().min(1),
      urlName: z.string().min(1).optional().describe('The name in URLs; the name in lower case without it'),
      managers: z.array(login).default([]).describe('Users of other organisations who may work in this one'),
      managerGroups: z.array(id).default([]).describe('User groups whose members may'),
    })
    .describe('A client of a managed service provider; "1" is the home of all that names no other'),
)

const personalAccount = z.lazy(() =>
  z.strictObject({
    id,
    category: z.enum(['Web Accounts', 'Banking', 'Credit Cards', 'Contacts']).default('Web Accounts'),
    fields: z.record(z.string(), z.string()).describe('By the columns of the category, such as "LOGINNAME"'),
    favourite: z.boolean().default(false),
    totpSecret: totpSecret.optional(),
  }),
)

const user = z.lazy(() =>
  z.strictObject({
    id,
    organization: id.default('1'),
    login,
    firstName: z.string().default(''),
    lastName: z.string().default(''),
    fullName: z.string().optional(),
    email: z.string().default(''),
    role: z
      .enum([
        'Administrator',
        'Privileged Administrator',
        'Password Administrator',
        'Password Auditor',
        'Password User',
      ])
      .default('Password User'),
    superAdministrator: z.boolean().default(false).describe('Access scope "All Passwords in the System"'),
    disabled: z.boolean().default(false),
    password: z.string().default('').describe('For the interactive login'),
    department: z.string().optional(),
    location: z.string().optional(),
    passphrase: z.string().min(1).optional().describe('Opens the personal passwords, when one is set'),
    secondFactorSecret: totpSecret
      .optional()
      .describe(
        'Makes the one-time passwords that the user is asked for, where the site has a second factor',
      ),
    personal: z.array(personalAccount).default([]).describe('Personal passwords'),
    api: api.optional(),
  }),
)

const accessControl = z.lazy(() =>
  z.strictObject({
    enabled: z.boolean().default(true),
    approvers: z.array(login).default([]),
    approvals: z.union([z.literal(1), z.literal(2)]).default(1),
    autoApprove: z.enum(['nobody', 'administrators', 'everybody']).default('nobody'),
    requestReasonRequired: z.boolean().default(false),
    exclusiveMinutes: z.number().positive().optional(),
    resetAfterUse: z.boolean().default(false),
  }),
)

const customFields = z.lazy(() => z.record(z.string(), z.string()).default({}))

const storedFile = z.lazy(() => z.strictObject({ name: z.string().min(1), contentBase64: z.base64() }))

const account = z.lazy(() =>
  z.strictObject({
    id,
    passwordId: id.optional(),
    name: z.string().min(1),
    password: z.string().default(''),
    notes: z.string().default(''),
    policy: z.string().optional(),
    customFields,
    createdAt: moment.optional(),
    modifiedAt: moment.optional(),
    accessedAt: moment.optional(),
    formerPasswords: z
      .array(z.strictObject({ password: z.string(), replacedAt: moment, replacedBy: login }))
      .default([])
      .describe('The history, the oldest first'),
    reasonRequired: z.boolean().optional(),
    accessControl: accessControl.optional(),
    file: storedFile.optional().describe('The file that is this password'),
    fieldFiles: z
      .record(z.string(), storedFile)
      .default({})
      .describe('Files held in custom fields, by label'),
    totp: z
      .strictObject({
        secret: totpSecret,
        algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']).default('SHA1'),
        digits: totpDigits.default(6),
        validitySeconds: z.int().positive().default(30),
      })
      .optional(),
  }),
)

const resource = z.lazy(() =>
  z.strictObject({
    id,
    name: z.string().min(1),
    type: z.string().min(1),
    description: z.string().default(''),
    url: z.string().default(''),
    dnsName: z.string().default(''),
    domainName: z.string().default(''),
    department: z.string().default(''),
    location: z.string().default(''),
    owner: login,
    policy: z.string().default('Strong'),
    customFields,
    remoteReset: z.enum(['works', 'fails']).default('works'),
    accessControl: accessControl.optional(),
    accounts: z.array(account).default([]),
  }),
)

const share = z.lazy(() =>
  z
    .strictObject({
      resource: id.optional(),
      account: id.optional(),
      resourceGroup: id.optional(),
      user: login.optional(),
      userGroup: id.optional(),
      level: z.enum(['remoteapp', 'view', 'modify', 'fullaccess']),
    })
    .refine((one) => [one.resource, one.account, one.resourceGroup].filter(Boolean).length === 1, {
      message: 'a share names one of "resource", "account" and "resourceGroup"',
    })
    .refine((one) => (one.user === undefined) !== (one.userGroup === undefined), {
      message: 'a share names either "user" or "userGroup"',
    }),
)

const request = z.lazy(() =>
  z.strictObject({
    account: id,
    user: login,
    state: z.enum(['waiting', 'approved']).default('waiting'),
    reason: z.string().default(''),
    ticketId: z.string().default(''),
    requestedAt: moment,
    voidAt: moment.optional().describe('When it comes to nothing; never without it'),
  }),
)

const policy = z.lazy(() =>
  z.strictObject({
    id: id.optional().describe('101, 102 and so on without it'),
    name: z.string().min(1),
    minLength: z.int().nonnegative().default(0),
    maxLength: z.int().positive().default(128),
    upperCase: z.boolean().default(false),
    digit: z.boolean().default(false),
    special: z.boolean().default(false),
    maxAgeDays: z.int().positive().optional().describe('After so many days a password is expired'),
    remembered: z.int().nonnegative().default(0).describe('So many former passwords may not come again'),
  }),
)

const criterion = z.lazy(() =>
  z.strictObject({
    column: z.string().min(1).describe('A search column such as "RESOURCE_TYPE"'),
    operator: z.enum(['equals', 'not-equals', 'contains', 'starts-with', 'ends-with']),
    value: z.string(),
  }),
)

const customField = z.lazy(() =>
  z.strictObject({
    scope: z.enum(['resource', 'account']),
    label: z.string().min(1),
    type: z.enum(['Character', 'Password', 'Numeric', 'Date', 'File']).default('Character'),
    column: z.string().min(1),
  }),
)

const system = z.lazy(() =>
  z.strictObject({
    reasonRequired: z.boolean().default(false),
    requestReasonRequired: z.boolean().default(false),
    defaultResourceType: z.string().default('Linux'),
    resourceTypes: z.array(z.string().min(1)).default([]).describe("Types of the site's own"),
    defaultPolicy: z.string().default('Strong'),
    ticketing: z
      .strictObject({
        viewing: z.enum(['none', 'optional', 'mandatory']).default('none'),
        requests: z.boolean().default(false),
        reachable: z.boolean().default(true),
        tickets: z.array(z.string()).optional().describe('The valid ticket ids; any without it'),
      })
      .prefault({}),
  }),
)

const sections = lazily(() =>
  z.strictObject({
    system: system.prefault({}),
    organizations: z.array(organization).default([]),
    policies: z.array(policy).default([]),
    customFields: z.array(customField).default([]),
    users: z.array(user).min(1),
    userGroups: z
      .array(
        z.strictObject({
          id,
          organization: id.default('1'),
          name: z.string().min(1),
          members: z.array(login).default([]),
        }),
      )
      .default([]),
    resources: z.array(resource).default([]),
    resourceGroups: z
      .array(
        z.strictObject({
          id,
          name: z.string().min(1),
          description: z.string().default(''),
          owner: login,
          resources: z.array(id).default([]),
          criteria: z
            .array(criterion)
            .min(1)
            .optional()
            .describe('Makes it a dynamic group, which fills itself'),
        }),
      )
      .default([]),
    remoteApps: z
      .array(
        z.strictObject({
          id,
          organization: id.default('1'),
          name: z.string().min(1),
          resources: z.array(id),
        }),
      )
      .default([]),
    shares: z.array(share).default([]),
    requests: z.array(request).default([]),
    certificates: z.array(certificate).default([]),
    sshKeys: z.array(sshKey).default([]),
    sshResources: z.array(sshResource).default([]),
    keystoreKeys: z.array(keystoreKey).default([]),
  }),
)

export const pmpFixtures = z.lazy(sections)

/** One file holds some of the sections. */
export const pmpFixtureFile = z.lazy(() => sections().partial().extend({ $schema: z.string().optional() }))

export type PmpFixtures = z.infer<typeof pmpFixtures>
export type FixtureResource = PmpFixtures['resources'][number]
export type FixtureAccount = FixtureResource['accounts'][number]
export type FixtureAccessControl = z.infer<typeof accessControl>
