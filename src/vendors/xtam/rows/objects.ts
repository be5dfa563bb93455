/** Rows of people, of the tree of objects, and of rights to it. */
import { z } from 'zod'
import { directory, identity, isJsonObject, login, moment, publicId, roles, type Kept } from './fields.ts'
import { MARKS, RECORD_CONTROLS, SESSION_CONTROLS, TASK_CONTROLS, WORKFLOW_ACTIONS } from './words.ts'

export const userRow = z.lazy(() =>
  z.strictObject({
    /** Its id among all objects, in both forms. */
    ...identity,
    login,
    password: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    directory,
    groups: z.array(z.string()),
    roles,
    /** Base32 key of the user's authenticator; empty: none registered. */
    mfaSecret: z.string().regex(/^[A-Z2-7]*$/, 'expected base32'),
    enabled: z.boolean(),
    /** Whether an administrator locked the account; wrong passwords lock one by themselves where the settings say so. */
    locked: z.boolean(),
    /** Whether the password must be renewed before it is good again. */
    passwordExpired: z.boolean(),
    /** When it was added; milliseconds since the epoch. */
    created: moment,
  }),
)
export type UserRow = Kept<typeof userRow>

/** Users that rights and roles are given to together; who is in it, its users say. */
export const groupRow = z.lazy(() =>
  z.strictObject({
    ...identity,
    name: z.string().min(1),
    description: z.string(),
    directory,
    roles,
  }),
)
export type GroupRow = Kept<typeof groupRow>

const tree = {
  /** Its id, `i-` and base62, is the row's key; the number is the same object's. */
  ...identity,
  name: z.string().min(1),
  description: z.string(),
  /** Whether permissions of the folders above count here too. */
  inherits: z.boolean(),
  /** Milliseconds since the epoch. */
  created: moment,
  updated: moment,
  createdBy: z.string(),
  updatedBy: z.string(),
}

const folder = z.lazy(() =>
  z.strictObject({
    ...tree,
    kind: z.literal('folder'),
    /** Id of the folder it lies in; `null` for the root folder. */
    parent: publicId.nullable(),
    vault: z.boolean(),
  }),
)
export type FolderRow = Kept<typeof folder>

const record = z.lazy(() =>
  z.strictObject({
    ...tree,
    kind: z.literal('record'),
    parent: publicId,
    /** Id of its record type. */
    type: publicId,
    /** The JSON text of its fields, exactly as it was sent: order, blanks and value types stay. */
    custom: z.string().refine(isJsonObject, 'expected the text of a JSON object'),
    /** Whether it was put away: listings and the search leave it out until it is restored. */
    archived: z.boolean(),
  }),
)
export type RecordRow = Kept<typeof record>

export type ObjectRow = FolderRow | RecordRow

export const objectRow = z.discriminatedUnion('kind', [folder, record])

export const recordTypeRow = z.lazy(() =>
  z.strictObject({
    ...identity,
    name: z.string().min(1),
    description: z.string(),
    /** Protocol of its sessions; empty: none. */
    sessionManager: z.string(),
    /** Id of the type whose fields it has too; empty: none. */
    parentType: z.union([z.literal(''), publicId]),
    hidden: z.boolean(),
    /** Whether it is offered in personal vaults. */
    personalVault: z.boolean(),
    /** Its own fields, in their order. */
    fields: z.array(
      z.strictObject({
        name: z.string().min(1),
        kind: z.enum(['text', 'number', 'password', 'secret', 'file']),
      }),
    ),
  }),
)
export type RecordTypeRow = Kept<typeof recordTypeRow>
export type RecordField = RecordTypeRow['fields'][number]

/** Rights of a user or group on an object; key: {@link permissionKey}. */
export const permissionRow = z.lazy(() =>
  z.strictObject({
    object: publicId,
    principal: login,
    recordControl: z.enum(RECORD_CONTROLS),
    sessionControl: z.enum(SESSION_CONTROLS),
    taskControl: z.enum(TASK_CONTROLS),
  }),
)
export type PermissionRow = Kept<typeof permissionRow>

/** That a record stands in a second folder too; key: {@link linkKey}. */
export const linkRow = z.lazy(() => z.strictObject({ folder: publicId, record: publicId }))
export type LinkRow = Kept<typeof linkRow>

/** That a user wants an object at hand, or to hear what happens to it; key: {@link markKey}. */
export const markRow = z.lazy(() =>
  z.strictObject({ login, object: publicId, mark: z.enum(MARKS), since: moment }),
)
export type MarkRow = Kept<typeof markRow>

/** That an action needs approval on an object and all below it; key: object and action. */
export const bindingRow = z.lazy(() =>
  z.strictObject({
    object: publicId,
    action: z.enum(WORKFLOW_ACTIONS),
    /** Logins and groups that decide. */
    approvers: z.array(login).min(1),
  }),
)
export type BindingRow = Kept<typeof bindingRow>
