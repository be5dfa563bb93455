/** XTAM's part of the state: its tables, how they are looked up, and how kept rows became what they are. */
import { slice, table, type Opened } from '../../kernel/store/table.ts'
import { byAge, groupsByName, objectsByName, usersByLogin } from './orders.ts'
import type {
  BindingRow,
  GroupRow,
  LinkRow,
  MarkRow,
  ObjectRow,
  PermissionRow,
  RecordRow,
  RecordTypeRow,
  UserRow,
} from './rows/objects.ts'
import type {
  AuthTokenRow,
  FailureRow,
  FlowRow,
  GrantingTicketRow,
  ProxyGrantingRow,
  ServiceTicketRow,
  SessionRow,
  XsrfTokenRow,
} from './rows/sign-in.ts'
import {
  SESSION_CONTROLS,
  TASK_CONTROLS,
  type Mark,
  type TaskEvent,
  type WorkflowAction,
} from './rows/words.ts'
import type { AuditRow, JobRow, RemoteSessionRow, TaskRow, WorkflowRequestRow } from './rows/work.ts'

export type * from './rows/objects.ts'
export type * from './rows/sign-in.ts'
export type * from './rows/work.ts'
export * from './rows/words.ts'

/** Does background work; no user (XTAM audit log page). */
export const SERVICE_ACCOUNT = 'pamservice'

/** What the index of parents holds for the root folder. */
export const ROOT = '(root)'

export const xtamSlice = slice('xtam', {
  users: table<UserRow, 'id' | 'number' | 'group', 'login'>(
    { id: (row) => row.id, number: (row) => String(row.number), group: (row) => row.groups },
    [
      (row) => ({ ...(row as UserRow), created: Date.UTC(2019, 0, 1) }),
      (row) => ({ ...(row as UserRow), locked: false, passwordExpired: false }),
    ],
    { login: usersByLogin },
  ),
  groups: table<GroupRow, 'id' | 'number', 'name'>(
    { id: (row) => row.id, number: (row) => String(row.number) },
    [],
    { name: groupsByName },
  ),
  objects: table<ObjectRow, 'number' | 'parent', 'name'>(
    { number: (row) => String(row.number), parent: (row) => row.parent ?? ROOT },
    [(row) => ((row as ObjectRow).kind === 'record' ? { ...(row as RecordRow), archived: false } : row)],
    { name: objectsByName },
  ),
  recordTypes: table<RecordTypeRow, 'number' | 'name'>(
    { number: (row) => String(row.number), name: (row) => row.name },
    [(row) => ({ ...(row as RecordTypeRow), parentType: '', personalVault: false })],
  ),
  permissions: table<PermissionRow, 'object' | 'principal'>(
    { object: (row) => row.object, principal: (row) => row.principal },
    [withKnownControls],
  ),
  links: table<LinkRow, 'folder' | 'record'>({ folder: (row) => row.folder, record: (row) => row.record }),
  marks: table<MarkRow, 'login' | 'object'>({ login: (row) => row.login, object: (row) => row.object }),
  authTokens: table<AuthTokenRow, 'id' | 'login'>({ id: (row) => row.id, login: (row) => row.login }, [
    // Nobody noted which module it was made by.
    (row) => ({ ...(row as AuthTokenRow), flavour: '' }),
  ]),
  xsrfTokens: table<XsrfTokenRow, 'login'>({ login: (row) => row.login }, [
    (row) => ({ ...(row as XsrfTokenRow), session: '' }),
  ]),
  grantingTickets: table<GrantingTicketRow, 'cookie'>({ cookie: (row) => row.cookie }, [
    // Held by nobody that is known: a cookie of that time signs in again.
    (row) => ({ ...(row as GrantingTicketRow), ip: '', userAgent: '' }),
    (row) => ({ ...(row as GrantingTicketRow), geolocation: 'unknown', hasGranted: true, audience: [] }),
  ]),
  serviceTickets: table<ServiceTicketRow, 'visit'>({ visit: (row) => visitOf(row) }, [
    (row) => ({ ...(row as ServiceTicketRow), proxies: [] }),
    (row) => ({ ...(row as ServiceTicketRow), superseded: false }),
  ]),
  proxyGrantingTickets: table<ProxyGrantingRow, 'grantingTicket'>(
    { grantingTicket: (row) => row.grantingTicket },
    [(row) => ({ ...(row as ProxyGrantingRow), hasGranted: true })],
  ),
  failures: table<FailureRow>(),
  flows: table<FlowRow>(),
  sessions: table<SessionRow, 'grantingTicket'>({ grantingTicket: (row) => row.grantingTicket }),
  bindings: table<BindingRow, 'action' | 'object' | 'approver'>({
    action: (row) => row.action,
    object: (row) => row.object,
    approver: (row) => row.approvers,
  }),
  workflowRequests: table<WorkflowRequestRow, 'login' | 'approved'>({
    login: (row) => row.login,
    approved: (row) =>
      row.decision === 'Approved' ? approvalKey(row.record, row.login, row.action) : undefined,
  }),
  tasks: table<TaskRow, 'owner' | 'trigger'>({
    owner: (row) => row.owner,
    trigger: ({ owner, event }) => triggerOf(owner, event),
  }),
  jobs: table<JobRow, never, 'age'>({}, [], { age: byAge }),
  remoteSessions: table<RemoteSessionRow, 'record' | 'login', 'age'>(
    { record: (row) => row.record, login: (row) => row.login },
    [],
    { age: byAge },
  ),
  /** A ring: the key is the event's number modulo its size. */
  audit: table<AuditRow>(),
  /** The next number of each sequence. */
  sequences: table<{ readonly next: number }>(),
})

/** A sign-in's visit to a page, of which only one ticket waits to be presented; nothing for those that do not. */
export function visitOf(row: Omit<ServiceTicketRow, 'id'>): string {
  const { spent, proxies, grantingTicket, service } = row
  return spent || proxies.length > 0 ? '' : `${grantingTicket} ${pageOf(service)}`
}

/** A service without what its servlet container and its visitors write into it. */
export function pageOf(service: string): string {
  return service.split(/[;?#]/, 1)[0] ?? service
}

/** What sets tasks of an owner off. */
export function triggerOf(owner: string, event: TaskEvent): string {
  return `${owner} ${event}`
}

/** Session and task control were any text once. */
function withKnownControls(row: unknown): PermissionRow {
  const { sessionControl, taskControl, ...rest } = row as PermissionRow
  return {
    ...rest,
    sessionControl: SESSION_CONTROLS.find((one) => one.startsWith(sessionControl)) ?? 'None',
    taskControl: TASK_CONTROLS.find((one) => one === taskControl) ?? 'None',
  }
}

export type XtamTables = Opened<typeof xtamSlice>

/** The key of a permission: an id holds no blank. */
export function permissionKey(object: string, principal: string): string {
  return `${object} ${principal}`
}

export function linkKey(folder: string, record: string): string {
  return `${folder} ${record}`
}

export function bindingKey(object: string, action: WorkflowAction): string {
  return `${object} ${action}`
}

/** Whose approval for what, on which object. */
export function approvalKey(object: string, login: string, action: WorkflowAction): string {
  return `${object} ${action} ${login}`
}

export function markKey(object: string, mark: Mark, login: string): string {
  return `${object} ${mark} ${login}`
}
