/** Rows of people, of the tree of objects, and of rights to it; each with its schema. */
import { z } from 'zod'
import { directory, identity, isJsonObject, login, moment, publicId, roles, row } from './fields.ts'
import {
  MARKS,
  RECORD_CONTROLS,
  SESSION_CONTROLS,
  TASK_CONTROLS,
  WORKFLOW_ACTIONS,
  type GlobalRole,
  type Mark,
  type RecordControl,
  type SessionControl,
  type TaskControl,
  type WorkflowAction,
} from './words.ts'

export interface UserRow {
  readonly login: string
  /** Its id among all objects, in both forms. */
  readonly id: string
  readonly number: number
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly directory: 'Local' | 'AD'
  readonly groups: readonly string[]
  readonly roles: readonly GlobalRole[]
  /** Base32 key of the user's authenticator; empty: none registered. */
  readonly mfaSecret: string
  readonly enabled: boolean
  /** Whether an administrator locked the account; wrong passwords lock one by themselves where the settings say so. */
  readonly locked: boolean
  /** Whether the password must be renewed before it is good again. */
  readonly passwordExpired: boolean
  /** When it was added; milliseconds since the epoch. */
  readonly created: number
}

export const userRow = row<UserRow>()(() => ({
  ...identity,
  login,
  password: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  directory,
  groups: z.array(z.string()),
  roles,
  mfaSecret: z.string().regex(/^[A-Z2-7]*$/, 'expected base32'),
  enabled: z.boolean(),
  locked: z.boolean(),
  passwordExpired: z.boolean(),
  created: moment,
}))

/** Users that rights and roles are given to together; who is in it, its users say. */
export interface GroupRow {
  readonly name: string
  readonly id: string
  readonly number: number
  readonly description: string
  readonly directory: 'Local' | 'AD'
  readonly roles: readonly GlobalRole[]
}

export const groupRow = row<GroupRow>()(() => ({
  ...identity,
  name: z.string().min(1),
  description: z.string(),
  directory,
  roles,
}))

interface TreeRow {
  /** `i-` and base62; the row's key. */
  readonly id: string
  /** The same object's number. */
  readonly number: number
  readonly name: string
  readonly description: string
  /** Id of the folder it lies in; `null` for the root folder. */
  readonly parent: string | null
  /** Whether permissions of the folders above count here too. */
  readonly inherits: boolean
  /** Milliseconds since the epoch. */
  readonly created: number
  readonly updated: number
  readonly createdBy: string
  readonly updatedBy: string
}

const tree = {
  ...identity,
  name: z.string().min(1),
  description: z.string(),
  inherits: z.boolean(),
  created: moment,
  updated: moment,
  createdBy: z.string(),
  updatedBy: z.string(),
}

export interface FolderRow extends TreeRow {
  readonly kind: 'folder'
  readonly vault: boolean
}

const folder = row<FolderRow>()(() => ({
  ...tree,
  kind: z.literal('folder'),
  parent: publicId.nullable(),
  vault: z.boolean(),
}))

export interface RecordRow extends TreeRow {
  readonly kind: 'record'
  /** Id of its record type. */
  readonly type: string
  /** The JSON text of its fields, exactly as it was sent: order, blanks and value types stay. */
  readonly custom: string
  /** Whether it was put away: listings and the search leave it out until it is restored. */
  readonly archived: boolean
}

const record = row<RecordRow>()(() => ({
  ...tree,
  kind: z.literal('record'),
  parent: publicId,
  type: publicId,
  custom: z.string().refine(isJsonObject, 'expected the text of a JSON object'),
  archived: z.boolean(),
}))

export type ObjectRow = FolderRow | RecordRow

export const objectRow = z.discriminatedUnion('kind', [folder, record])

export interface RecordTypeRow {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly description: string
  /** Protocol of its sessions; empty: none. */
  readonly sessionManager: string
  /** Id of the type whose fields it has too; empty: none. */
  readonly parentType: string
  readonly hidden: boolean
  /** Whether it is offered in personal vaults. */
  readonly personalVault: boolean
  /** Its own fields, in their order. */
  readonly fields: readonly RecordField[]
}

export interface RecordField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'password' | 'secret' | 'file'
}

export const recordTypeRow = row<RecordTypeRow>()(() => ({
  ...identity,
  name: z.string().min(1),
  description: z.string(),
  sessionManager: z.string(),
  parentType: z.union([z.literal(''), publicId]),
  hidden: z.boolean(),
  personalVault: z.boolean(),
  fields: z.array(
    z.strictObject({
      name: z.string().min(1),
      kind: z.enum(['text', 'number', 'password', 'secret', 'file']),
    }),
  ),
}))

/** Rights of a user or group on an object; key: {@link permissionKey}. */
export interface PermissionRow {
  readonly object: string
  readonly principal: string
  readonly recordControl: RecordControl
  readonly sessionControl: SessionControl
  readonly taskControl: TaskControl
}

export const permissionRow = row<PermissionRow>()(() => ({
  object: publicId,
  principal: login,
  recordControl: z.enum(RECORD_CONTROLS),
  sessionControl: z.enum(SESSION_CONTROLS),
  taskControl: z.enum(TASK_CONTROLS),
}))

/** That a record stands in a second folder too; key: {@link linkKey}. */
export interface LinkRow {
  readonly folder: string
  readonly record: string
}

export const linkRow = row<LinkRow>()(() => ({ folder: publicId, record: publicId }))

/** That a user wants an object at hand, or to hear what happens to it; key: {@link markKey}. */
export interface MarkRow {
  readonly login: string
  readonly object: string
  readonly mark: Mark
  readonly since: number
}

export const markRow = row<MarkRow>()(() => ({ login, object: publicId, mark: z.enum(MARKS), since: moment }))

/** That an action needs approval on an object and all below it; key: object and action. */
export interface BindingRow {
  readonly object: string
  readonly action: WorkflowAction
  /** Logins and groups that decide. */
  readonly approvers: readonly string[]
}

export const bindingRow = row<BindingRow>()(() => ({
  object: publicId,
  action: z.enum(WORKFLOW_ACTIONS),
  approvers: z.array(login).min(1),
}))
