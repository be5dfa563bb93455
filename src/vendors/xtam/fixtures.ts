/** XTAM's fixture files: a world that people can read and write, and how it fills the tables. */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { checkReferences } from './fixture-checks.ts'
import { isJsonObject, publicId } from './rows.ts'
import { sessionControl, taskControl } from './schemas/administration.ts'
import {
  GLOBAL_ROLES,
  MARKS,
  RECORD_CONTROLS,
  SERVICE_ACCOUNT,
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
  linkKey,
  markKey,
  permissionKey,
  type ObjectRow,
  type XtamTables,
} from './state.ts'

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
  }),
)

const sections = lazily(() => ({
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
const database = lazily(() => whole().superRefine(checkReferences))

/** A whole database, as an export gives it. */
export const databaseSchema = z.lazy(database)

/** A whole world to start from. Nothing runs before the first request, so no task can run by itself from the start. */
export const fixtureSchema = z.lazy(() =>
  database().superRefine(({ tasks }, context) => {
    for (const [at, { event }] of tasks.entries()) {
      if (event !== 'Period') continue
      const message = 'a task by period is made with POST /rest/task/create, or imported'
      context.addIssue({ code: 'custom', path: ['tasks', at, 'event'], message })
    }
  }),
)

/** One file of it, for editors. */
export const fixtureFile = z.lazy(() => z.strictObject({ $schema: z.string().optional(), ...sections() }))

export type Fixtures = z.output<ReturnType<typeof whole>>

export function seed(data: Fixtures, tables: XtamTables): void {
  for (const row of data.users) tables.users.put(row.login, row)
  for (const row of data.groups) tables.groups.put(row.name, row)
  for (const row of data.recordTypes) tables.recordTypes.put(row.id, row)
  for (const row of data.folders) putObject(tables, { kind: 'folder', ...row, ...updateOf(row) })
  for (const { folder: parent, custom, ...row } of data.records) {
    const text = typeof custom === 'string' ? custom : JSON.stringify(custom)
    putObject(tables, { kind: 'record', ...row, ...updateOf(row), parent, custom: text })
  }
  for (const row of data.permissions) tables.permissions.put(permissionKey(row.object, row.principal), row)
  for (const row of data.links) tables.links.put(linkKey(row.folder, row.record), row)
  for (const row of data.marks) tables.marks.put(markKey(row.object, row.mark, row.login), row)
  for (const row of data.tasks) tables.tasks.put(row.id, row)
  for (const row of data.bindings) tables.bindings.put(`${row.object} ${row.action}`, row)
  for (const { expires, ...row } of data.authTokens) {
    tables.authTokens.put(row.text, { ...row, expiresAt: expires })
  }
  const numbers = [...identities(data).map(({ number }) => number), ...lesserNumbers(data)]
  tables.sequences.put('objects', { next: numbers.reduce((most, one) => Math.max(most, one), 0) + 1 })
}

function putObject(tables: XtamTables, row: ObjectRow): void {
  tables.objects.put(row.id, row)
}

function updateOf(row: z.output<typeof folder> | Omit<z.output<typeof record>, 'folder' | 'custom'>) {
  return { updated: row.updated ?? row.created, updatedBy: row.updatedBy ?? row.createdBy }
}

/** Tokens and tasks take their ids from the same sequence, unless a file calls them otherwise. */
function lesserNumbers({ authTokens, tasks }: Fixtures): number[] {
  return [...authTokens, ...tasks].map(({ id }) => Number(id)).filter(Number.isSafeInteger)
}

function identities(data: Fixtures) {
  return [...data.users, ...data.groups, ...data.recordTypes, ...data.folders, ...data.records]
}
