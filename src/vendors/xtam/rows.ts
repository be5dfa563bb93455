/** What a row of each table looks like, so that state changed from outside stays a state the product could be in. */
import { z } from 'zod'
import {
  GLOBAL_ROLES,
  MARKS,
  RECORD_CONTROLS,
  SESSION_CONTROLS,
  TASK_CONTROLS,
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
  type AuditRow,
  type AuthTokenRow,
  type BindingRow,
  type FailureRow,
  type FlowRow,
  type FolderRow,
  type GrantingTicketRow,
  type GroupRow,
  type JobRow,
  type LinkRow,
  type MarkRow,
  type PermissionRow,
  type ProxyGrantingRow,
  type RecordRow,
  type RecordTypeRow,
  type RemoteSessionRow,
  type ServiceTicketRow,
  type SessionRow,
  type TaskRow,
  type UserRow,
  type WorkflowRequestRow,
  type XsrfTokenRow,
  type xtamSlice,
} from './state.ts'

/** Latest moment that a date can hold. */
const LATEST = 8.64e15

export const publicId = z
  .string()
  .regex(/^i-[0-9A-Za-z]{1,11}$/, 'expected "i-" and up to 11 letters and digits')
const moment = z.int().min(0).max(LATEST).describe('milliseconds since the epoch')
const login = z.string().min(1)
const identity = { id: publicId, number: z.int().positive() }
const roles = z.array(z.enum(GLOBAL_ROLES))
const directory = z.enum(['Local', 'AD'])

const user = row<UserRow>()(() => ({
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

const group = row<GroupRow>()(() => ({
  ...identity,
  name: z.string().min(1),
  description: z.string(),
  directory,
  roles,
}))

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

const folder = row<FolderRow>()(() => ({
  ...tree,
  kind: z.literal('folder'),
  parent: publicId.nullable(),
  vault: z.boolean(),
}))

const record = row<RecordRow>()(() => ({
  ...tree,
  kind: z.literal('record'),
  parent: publicId,
  type: publicId,
  custom: z.string().refine(isJsonObject, 'expected the text of a JSON object'),
  archived: z.boolean(),
}))

const recordType = row<RecordTypeRow>()(() => ({
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

const permission = row<PermissionRow>()(() => ({
  object: publicId,
  principal: login,
  recordControl: z.enum(RECORD_CONTROLS),
  sessionControl: z.enum(SESSION_CONTROLS),
  taskControl: z.enum(TASK_CONTROLS),
}))

const grantingTicket = row<GrantingTicketRow>()(() => ({
  id: z.string().min(1),
  cookie: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  login,
  createdAt: moment,
  usedAt: moment,
}))

const serviceTicket = row<ServiceTicketRow>()(() => ({
  id: z.string().min(1),
  grantingTicket: z.string(),
  login,
  service: z.string(),
  createdAt: moment,
  fromNewLogin: z.boolean(),
  spent: z.boolean(),
  proxies: z.array(z.string()),
}))

const flow = row<FlowRow>()(() => ({
  id: z.string().min(1),
  execution: z.string(),
  service: z.string(),
  createdAt: moment,
  login: z.string(),
  newSecret: z.string(),
}))

const session = row<SessionRow>()(() => ({
  id: z.string().min(1),
  login,
  createdAt: moment,
  usedAt: moment,
  ticket: z.string(),
  grantingTicket: z.string(),
}))

const authToken = row<AuthTokenRow>()(() => ({
  id: z.string().min(1),
  text: z.string().min(1),
  login,
  comment: z.string(),
  ipFilter: z.string(),
  expiresAt: moment,
  enabled: z.boolean(),
}))

const workflowRequest = row<WorkflowRequestRow>()(() => ({
  id: z.string().min(1),
  record: publicId,
  login,
  action: z.enum(WORKFLOW_ACTIONS),
  reason: z.string(),
  from: moment,
  until: moment,
  decision: z.enum(['Active', 'Approved', 'Rejected', 'Completed']),
  decidedBy: z.string(),
  createdAt: moment,
}))

const task = row<TaskRow>()(() => ({
  id: z.string().min(1),
  owner: publicId,
  name: z.string().min(1),
  script: z.enum(TASK_SCRIPTS),
  event: z.enum(TASK_EVENTS),
  delayMs: z.int().min(0),
}))

const job = row<JobRow>()(() => ({
  id: z.string().min(1),
  record: publicId,
  task: z.string(),
  name: z.string(),
  script: z.enum(TASK_SCRIPTS),
  login,
  event: z.enum(TASK_EVENTS),
  queuedAt: moment,
  startsAt: moment,
  endsAt: moment,
  outcome: z.enum(['Pending', 'Completed', 'Failed']),
  message: z.string(),
}))

const remoteSession = row<RemoteSessionRow>()(() => ({
  id: z.string().min(1),
  record: publicId,
  login,
  joined: z.array(login),
  protocol: z.string(),
  isRecorded: z.boolean(),
  startedAt: moment,
  lapsesAt: moment,
  endedAt: moment,
  endedBy: z.string(),
}))

const audit = row<AuditRow>()(() => ({
  number: z.int().positive(),
  time: moment,
  login: z.string(),
  ip: z.string(),
  object: z.string(),
  category: z.string(),
  level: z.enum(['INFO', 'WARNING', 'ERROR']),
  event: z.string(),
  message: z.string(),
}))

export const rows = {
  users: user,
  groups: group,
  objects: z.discriminatedUnion('kind', [folder, record]),
  recordTypes: recordType,
  permissions: permission,
  links: row<LinkRow>()(() => ({ folder: publicId, record: publicId })),
  marks: row<MarkRow>()(() => ({ login, object: publicId, mark: z.enum(MARKS), since: moment })),
  authTokens: authToken,
  xsrfTokens: row<XsrfTokenRow>()(() => ({
    value: z.string().min(1),
    login,
    session: z.string(),
    expiresAt: moment,
  })),
  grantingTickets: grantingTicket,
  serviceTickets: serviceTicket,
  proxyGrantingTickets: row<ProxyGrantingRow>()(() => ({
    id: z.string().min(1),
    login,
    grantingTicket: z.string(),
    proxies: z.array(z.string()),
  })),
  failures: row<FailureRow>()(() => ({ key: z.string().min(1), count: z.int().positive(), last: moment })),
  flows: flow,
  sessions: session,
  bindings: row<BindingRow>()(() => ({
    object: publicId,
    action: z.enum(WORKFLOW_ACTIONS),
    approvers: z.array(login).min(1),
  })),
  workflowRequests: workflowRequest,
  tasks: task,
  jobs: job,
  remoteSessions: remoteSession,
  audit,
  sequences: row<{ readonly next: number }>()(() => ({ next: z.int().positive() })),
} satisfies Record<keyof (typeof xtamSlice)['tables'], z.ZodType>

/** A schema that has exactly the members of `Row`, so that a column added to the one is missed in the other. */
function row<Row>() {
  return <Shape extends { readonly [Name in keyof Row]-?: z.ZodType<Row[Name]> }>(shape: () => Shape) =>
    z.lazy(() => z.strictObject(shape()))
}

export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
