/** What stands in XTAM's fixture files. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { isJsonObject, publicId } from '../rows/fields.ts'
import {
  CAS_FLAVOURS,
  GLOBAL_ROLES,
  MARKS,
  RECORD_CONTROLS,
  SERVICE_ACCOUNT,
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
} from '../state.ts'
import { sessionControl, taskControl } from './administration.ts'

/** When everything was made that says nothing else. */
const FIRST_DAY = Date.UTC(2019, 0, 1)
const identity = { id: publicId, number: z.int().positive() }
const moment = z.iso.datetime().transform((text) => Date.parse(text))

const user = z.lazy(() =>
  z.strictObject({
    ...identity,
    login: z.string().min(1),
    password: z.string(),
    firstName: z.string().default(''),
    lastName: z.string().default(''),
    email: z.string().default(''),
    directory: z.enum(['Local', 'AD']).default('Local'),
    groups: z.array(z.string()).default([]),
    roles: z.array(z.enum(GLOBAL_ROLES)).default([]),
    mfaSecret: z
      .string()
      .regex(/^[A-Z2-7]*$/, 'expected base32')
      .default(''),
    enabled: z.boolean().default(true),
    locked: z.boolean().default(false),
    passwordExpired: z.boolean().default(false),
    created: moment.default(FIRST_DAY),
  }),
)

const group = z.lazy(() =>
  z.strictObject({
    ...identity,
    name: z.string().min(1),
    description: z.string().default(''),
    directory: z.enum(['Local', 'AD']).default('Local'),
    roles: z.array(z.enum(GLOBAL_ROLES)).default([]),
  }),
)

const recordType = z.lazy(() =>
  z.strictObject({
    ...identity,
    name: z.string().min(1),
    description: z.string().default(''),
    sessionManager: z.string().default(''),
    parentType: z
      .union([z.literal(''), publicId])
      .default('')
      .describe('id of the type whose fields it has too'),
    hidden: z.boolean().default(false),
    personalVault: z.boolean().default(false),
    fields: z
      .array(
        z.strictObject({ name: z.string(), kind: z.enum(['text', 'number', 'password', 'secret', 'file']) }),
      )
      .default([]),
  }),
)

const treeMembers = lazily(() => ({
  ...identity,
  name: z.string().min(1),
  description: z.string().default(''),
  inherits: z.boolean().default(true),
  created: moment.default(FIRST_DAY),
  createdBy: z.string().default(SERVICE_ACCOUNT),
  updated: moment.optional().describe('as created, when it is left out'),
  updatedBy: z.string().optional(),
}))

const folder = z.lazy(() =>
  z.strictObject({
    ...treeMembers(),
    parent: publicId.nullable().describe('id of the folder above; null for the one root folder'),
    vault: z.boolean().default(false),
  }),
)

const record = z.lazy(() =>
  z.strictObject({
    ...treeMembers(),
    folder: publicId,
    type: publicId,
    custom: z
      .union([z.record(z.string(), z.unknown()), z.string().refine(isJsonObject, 'expected a JSON object')])
      .describe('the fields, as an object, or as the text of one that is kept to the letter'),
    archived: z.boolean().default(false),
  }),
)

const permission = z.lazy(() =>
  z.strictObject({
    object: publicId,
    principal: z.string().describe('login of a user, or name of a group'),
    recordControl: z.enum(RECORD_CONTROLS),
    sessionControl,
    taskControl,
  }),
)

const link = z.lazy(() => z.strictObject({ folder: publicId, record: publicId }))

const mark = z.lazy(() =>
  z.strictObject({
    login: z.string().min(1),
    object: publicId,
    mark: z.enum(MARKS),
    since: moment.default(FIRST_DAY),
  }),
)

const binding = z.lazy(() =>
  z.strictObject({
    object: publicId,
    action: z.enum(WORKFLOW_ACTIONS),
    approvers: z.array(z.string()).min(1).describe('logins and groups that decide on requests'),
  }),
)

const task = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    owner: publicId.describe('id of a record type, or of the one record that has tasks of its own'),
    name: z.string().min(1),
    script: z.enum(TASK_SCRIPTS),
    event: z.enum(TASK_EVENTS).default('On Demand'),
    delayMs: z.int().min(0).default(0),
  }),
)

const authToken = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    text: z.string().min(1),
    login: z.string(),
    comment: z.string().default(''),
    ipFilter: z.string().default(''),
    expires: moment.describe('ISO 8601, UTC'),
    enabled: z.boolean().default(true),
    flavour: z
      .enum(['', ...CAS_FLAVOURS])
      .default('')
      .describe('the sign-in module that generated it, which alone takes it; empty: any takes it'),
  }),
)

export const sections = lazily(() => ({
  users: z.array(user).default([]),
  groups: z.array(group).default([]),
  recordTypes: z.array(recordType).default([]),
  folders: z.array(folder).default([]),
  records: z.array(record).default([]),
  permissions: z.array(permission).default([]),
  links: z.array(link).default([]),
  marks: z.array(mark).default([]),
  bindings: z.array(binding).default([]),
  tasks: z.array(task).default([]),
  authTokens: z.array(authToken).default([]),
}))

const whole = lazily(() => z.strictObject(sections()))

export type Fixtures = z.output<ReturnType<typeof whole>>
