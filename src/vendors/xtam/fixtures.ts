/** XTAM's fixture files: a world that people can read and write, and how it fills the tables. */
import { z } from 'zod'
import {
  GLOBAL_ROLES,
  RECORD_CONTROLS,
  WORKFLOW_ACTIONS,
  permissionKey,
  type ObjectRow,
  type XtamTables,
} from './state.ts'

const publicId = z.string().regex(/^i-[0-9A-Za-z]{1,11}$/, 'expected "i-" and up to 11 letters and digits')
const identity = { id: publicId, number: z.int().positive() }
const moment = z.iso.datetime().transform((text) => Date.parse(text))

const user = z.strictObject({
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
})

const recordType = z.strictObject({
  ...identity,
  name: z.string().min(1),
  description: z.string().default(''),
  sessionManager: z.string().default(''),
  hidden: z.boolean().default(false),
  fields: z
    .array(
      z.strictObject({ name: z.string(), kind: z.enum(['text', 'number', 'password', 'secret', 'file']) }),
    )
    .default([]),
})

const treeMembers = {
  ...identity,
  name: z.string().min(1),
  description: z.string().default(''),
  inherits: z.boolean().default(true),
  created: moment.default(Date.UTC(2019, 0, 1)),
  createdBy: z.string().default('pamservice'),
}

const folder = z.strictObject({
  ...treeMembers,
  parent: publicId.nullable().describe('id of the folder above; null for the one root folder'),
  vault: z.boolean().default(false),
})

const record = z.strictObject({
  ...treeMembers,
  folder: publicId,
  type: publicId,
  custom: z.record(z.string(), z.unknown()).describe('the fields, as an object'),
})

const permission = z.strictObject({
  object: publicId,
  principal: z.string().describe('login of a user, or name of a group'),
  recordControl: z.enum(RECORD_CONTROLS),
  sessionControl: z.string().default('None'),
  taskControl: z.string().default('None'),
})

const binding = z.strictObject({
  object: publicId,
  action: z.enum(WORKFLOW_ACTIONS),
  approvers: z.array(z.string()).min(1).describe('logins and groups that decide on requests'),
})

const authToken = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  login: z.string(),
  comment: z.string().default(''),
  ipFilter: z.string().default(''),
  expires: moment.describe('ISO 8601, UTC'),
  enabled: z.boolean().default(true),
})

const sections = {
  users: z.array(user).default([]),
  recordTypes: z.array(recordType).default([]),
  folders: z.array(folder).default([]),
  records: z.array(record).default([]),
  permissions: z.array(permission).default([]),
  bindings: z.array(binding).default([]),
  authTokens: z.array(authToken).default([]),
}

/** A whole world. */
export const fixtureSchema = z.strictObject(sections).superRefine(checkReferences)

/** One file of it, for editors. */
export const fixtureFile = z.strictObject({ $schema: z.string().optional(), ...sections })

export type Fixtures = z.output<typeof fixtureSchema>

export function seed(data: Fixtures, tables: XtamTables): void {
  for (const row of data.users) tables.users.put(row.login, row)
  for (const row of data.recordTypes) tables.recordTypes.put(row.id, row)
  for (const row of data.folders) putObject(tables, { kind: 'folder', ...row, ...updatedAsCreated(row) })
  for (const { folder: parent, custom, ...row } of data.records) {
    const text = JSON.stringify(custom)
    putObject(tables, { kind: 'record', ...row, ...updatedAsCreated(row), parent, custom: text })
  }
  for (const row of data.permissions) tables.permissions.put(permissionKey(row.object, row.principal), row)
  for (const row of data.bindings) tables.bindings.put(`${row.object} ${row.action}`, row)
  for (const { expires, ...row } of data.authTokens) {
    tables.authTokens.put(row.text, { ...row, expiresAt: expires })
  }
  tables.sequences.put('objects', { next: Math.max(0, ...identities(data).map(({ number }) => number)) + 1 })
}

function putObject(tables: XtamTables, row: ObjectRow): void {
  tables.objects.put(row.id, row)
}

function updatedAsCreated({ created, createdBy }: { created: number; createdBy: string }) {
  return { updated: created, updatedBy: createdBy }
}

function identities(data: Fixtures) {
  return [...data.users, ...data.recordTypes, ...data.folders, ...data.records]
}

/** Ids are of one space, and everything that is referred to exists. */
function checkReferences(data: Fixtures, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message })
  }
  const seen = new Set<string | number>()
  for (const section of ['users', 'recordTypes', 'folders', 'records'] as const) {
    for (const [at, { id, number }] of data[section].entries()) {
      for (const one of [id, number]) {
        if (seen.has(one)) fault([section, at], `the id ${one} is used twice`)
        seen.add(one)
      }
    }
  }
  const folders = new Set(data.folders.map(({ id }) => id))
  const types = new Set(data.recordTypes.map(({ id }) => id))
  const objects = new Set([...folders, ...data.records.map(({ id }) => id)])
  const logins = new Set(data.users.map(({ login }) => login))
  const parents = new Map(data.folders.map(({ id, parent }) => [id, parent]))
  const root = data.folders.find(({ parent }) => parent === null)
  for (const [at, one] of data.folders.entries()) {
    const path = ['folders', at, 'parent']
    if (one.parent === null) {
      if (one !== root) fault(path, 'there is a root folder already')
    } else if (!folders.has(one.parent)) fault(path, `there is no folder ${one.parent}`)
    else if (isInsideItself(one.id, parents)) fault(path, `${one.id} lies inside itself`)
  }
  for (const [at, { folder: parent, type }] of data.records.entries()) {
    if (!folders.has(parent)) fault(['records', at, 'folder'], `there is no folder ${parent}`)
    if (!types.has(type)) fault(['records', at, 'type'], `there is no record type ${type}`)
  }
  for (const section of ['permissions', 'bindings'] as const) {
    for (const [at, { object }] of data[section].entries()) {
      if (!objects.has(object)) fault([section, at, 'object'], `there is no object ${object}`)
    }
  }
  for (const [at, { login }] of data.authTokens.entries()) {
    if (!logins.has(login)) fault(['authTokens', at, 'login'], `there is no user "${login}"`)
  }
}

function isInsideItself(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>()
  for (let at: string | null | undefined = id; at; at = parents.get(at)) {
    if (passed.has(at)) return true
    passed.add(at)
  }
  return false
}
