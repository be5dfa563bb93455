/** What answers of success hold. Members that no public source names are our proposal; see views/. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import {
  GLOBAL_ROLES,
  RECORD_CONTROLS,
  SESSION_CONTROLS,
  TASK_CONTROLS,
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
} from '../state.ts'

const id = deferred(() =>
  z.union([z.string(), z.int()]).meta({
    id: 'XtamId',
    description:
      'An id: "i-" and letters and digits, or the number of the object; in the form that the call asked by (knob idStyle)',
  }),
)
const moment = deferred(() =>
  z.union([z.int().meta({ format: 'int64' }), z.iso.datetime()]).meta({
    id: 'XtamMoment',
    description: 'Milliseconds since the epoch, or ISO 8601 (knob timeFormat)',
  }),
)
const reference = deferred(() => z.strictObject({ id: id(), name: z.string() }).meta({ id: 'XtamReference' }))
const createdId = deferred(() => z.strictObject({ id: id() }).meta({ id: 'XtamCreatedId' }))
/** Nothing once the object is gone. */
const maybeReference = deferred(() => reference().nullable())

const listOf = <Schema extends z.ZodType>(one: Deferred<Schema>) => deferred(() => z.array(one()))

/** The object, its id or nothing, by a knob. */
const created = <Schema extends z.ZodType>(one: Deferred<Schema>) =>
  deferred(() => z.union([one(), createdId()]))

/** Of what is gone. */
export const nothing = deferred(() => z.strictObject({}))
export const text = deferred(() => z.string())
export const page = deferred(() => z.string().meta({ description: 'HTML', contentMediaType: 'text/html' }))
export const bytes = deferred(() => z.string().meta({ description: 'the file' }))

export const record = deferred(() =>
  z
    .strictObject({
      id: id(),
      name: z.string(),
      description: z.string(),
      recordType: maybeReference(),
      custom: z.string().describe('the text of a JSON object, as it was sent'),
      archived: z.literal(true).optional(),
      folder: maybeReference(),
      created: moment(),
      updated: moment(),
      createdBy: z.string(),
      updatedBy: z.string(),
    })
    .meta({ id: 'XtamRecord' }),
)
export const createdRecord = created(record)

const typeOfObject = deferred(() =>
  z.union([reference(), z.strictObject({ name: z.literal('Folder') })]).nullable(),
)

export const folder = deferred(() =>
  z
    .strictObject({
      id: id(),
      name: z.string(),
      description: z.string(),
      recordType: typeOfObject(),
      parent: maybeReference(),
      vault: z.boolean(),
    })
    .meta({ id: 'XtamFolder' }),
)
export const createdFolder = created(folder)

export const listedObject = deferred(() =>
  z
    .strictObject({ id: id(), name: z.string(), description: z.string(), recordType: typeOfObject() })
    .meta({ id: 'XtamListedObject' }),
)
export const listedObjects = listOf(listedObject)

export const recordType = deferred(() =>
  z
    .strictObject({
      id: id(),
      name: z.string(),
      description: z.string(),
      sessionManager: z.string().meta({ description: 'protocol of its sessions; empty: none' }),
      parentType: maybeReference(),
      hidden: z.boolean(),
      personalVault: z.boolean(),
      fields: z.array(
        z.strictObject({ name: z.string(), kind: z.enum(['text', 'number', 'password', 'secret', 'file']) }),
      ),
    })
    .meta({ id: 'XtamRecordType' }),
)
export const recordTypes = listOf(recordType)

export const permission = deferred(() =>
  z
    .strictObject({
      object: maybeReference(),
      principal: z.string(),
      recordControl: z.enum(RECORD_CONTROLS),
      sessionControl: z.enum(SESSION_CONTROLS),
      taskControl: z.enum(TASK_CONTROLS),
    })
    .meta({ id: 'XtamPermission' }),
)
export const permissions = listOf(permission)

const directory = deferred(() => z.enum(['Local', 'AD']))
const roles = deferred(() => z.array(z.enum(GLOBAL_ROLES)))

export const user = deferred(() =>
  z
    .strictObject({
      id: id(),
      login: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      name: z.string(),
      email: z.string(),
      type: z.literal('User'),
      directory: directory(),
      admin: z.boolean(),
      auditor: z.boolean(),
      groups: z.array(z.string()),
    })
    .meta({ id: 'XtamUser' }),
)
export const switchedUser = deferred(() =>
  user().extend({ enabled: z.boolean() }).meta({ id: 'XtamUserState' }),
)

const account = deferred(() =>
  switchedUser()
    .extend({
      roles: roles(),
      mfaToken: z.boolean(),
      added: moment(),
      lastActivity: moment().nullable(),
      lastIp: z.string(),
      objects: z.int(),
      events: z.int(),
    })
    .meta({ id: 'XtamAccount' }),
)
export const accounts = listOf(account)

export const group = deferred(() =>
  z
    .strictObject({
      id: id(),
      name: z.string(),
      description: z.string(),
      type: z.literal('Group'),
      directory: directory(),
      roles: roles(),
      members: z.array(z.string()),
    })
    .meta({ id: 'XtamGroup' }),
)
export const groups = listOf(group)

export const token = deferred(() =>
  z
    .strictObject({
      id: z.string(),
      user: z.string(),
      comment: z.string(),
      ipFilter: z.string(),
      expires: moment(),
      enabled: z.boolean(),
    })
    .meta({ id: 'XtamToken' }),
)
export const tokens = listOf(token)
export const shownToken = deferred(() =>
  token().extend({ token: z.string() }).meta({ id: 'XtamGeneratedToken' }),
)

export const workflowRequest = deferred(() =>
  z
    .strictObject({
      id: z.string(),
      record: maybeReference(),
      user: z.string(),
      action: z.enum(WORKFLOW_ACTIONS),
      reason: z.string(),
      state: z.enum(['Active', 'Approved', 'Rejected', 'Completed', 'Expired']),
      from: moment(),
      to: moment(),
      decidedBy: z.string(),
      created: moment(),
    })
    .meta({ id: 'XtamWorkflowRequest' }),
)
export const workflowRequests = listOf(workflowRequest)

export const task = deferred(() =>
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      script: z.enum(TASK_SCRIPTS),
      event: z.enum(TASK_EVENTS),
      delay: z.int(),
      unique: z.boolean(),
    })
    .meta({ id: 'XtamTask' }),
)
export const tasks = listOf(task)

export const job = deferred(() =>
  z
    .strictObject({
      id: z.string(),
      record: maybeReference(),
      task: z.string(),
      name: z.string(),
      script: z.enum(TASK_SCRIPTS),
      event: z.enum(TASK_EVENTS),
      user: z.string(),
      state: z.enum(['Queued', 'Running', 'Completed', 'Failed']),
      queued: moment(),
      started: moment().nullable(),
      completed: moment().nullable(),
      message: z.string(),
    })
    .meta({ id: 'XtamJob' }),
)
export const jobs = listOf(job)

export const remoteSession = deferred(() =>
  z
    .strictObject({
      id: z.string(),
      record: maybeReference(),
      user: z.string(),
      joined: z.array(z.string()),
      protocol: z.string(),
      recording: z.boolean(),
      state: z.enum(['Active', 'Completed']),
      started: moment(),
      completed: moment().nullable(),
      completedBy: z.string(),
    })
    .meta({ id: 'XtamRemoteSession' }),
)
export const remoteSessions = listOf(remoteSession)

const auditEvent = deferred(() =>
  z
    .strictObject({
      id: z.int(),
      time: moment(),
      user: z.string(),
      object: z.string().meta({ description: 'its name, or its id once it is gone' }),
      ip: z.string(),
      category: z.string(),
      level: z.enum(['INFO', 'WARNING', 'ERROR']),
      event: z.string(),
      message: z.string(),
    })
    .meta({ id: 'XtamAuditEvent' }),
)
export const auditEvents = listOf(auditEvent)

/** How much of it there was in the file. */
export const imported = deferred(() =>
  z.strictObject({ users: z.int(), folders: z.int(), records: z.int() }).meta({ id: 'XtamImportResult' }),
)
