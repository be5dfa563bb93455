/** XTAM's part of the state. */
import { slice, table, type Opened } from '../../kernel/store/table.ts'
import type {
  AuthTokenRow,
  FailureRow,
  FlowRow,
  GrantingTicketRow,
  ProxyGrantingRow,
  ServiceTicketRow,
  SessionRow,
  XsrfTokenRow,
} from './state-sign-in.ts'

export type * from './state-sign-in.ts'

/** What people see on a permission's three scales, weakest first (XTAM object permissions page). */
export const RECORD_CONTROLS = ['None', 'Viewer', 'Unlock', 'Editor', 'Manager', 'Owner'] as const
export type RecordControl = (typeof RECORD_CONTROLS)[number]

export const GLOBAL_ROLES = ['System Administrator', 'Auditor', 'Split View', 'Service'] as const
export type GlobalRole = (typeof GLOBAL_ROLES)[number]

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
}

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

export interface FolderRow extends TreeRow {
  readonly kind: 'folder'
  readonly vault: boolean
}

export interface RecordRow extends TreeRow {
  readonly kind: 'record'
  /** Id of its record type. */
  readonly type: string
  /** The JSON text of its fields, exactly as it was sent: order, blanks and value types stay. */
  readonly custom: string
}

export type ObjectRow = FolderRow | RecordRow

export interface RecordTypeRow {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly description: string
  /** Protocol of its sessions; empty: none. */
  readonly sessionManager: string
  readonly hidden: boolean
  readonly fields: readonly RecordField[]
}

export interface RecordField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'password' | 'secret' | 'file'
}

/** Rights of a user or group on an object; key: {@link permissionKey}. */
export interface PermissionRow {
  readonly object: string
  readonly principal: string
  readonly recordControl: RecordControl
  readonly sessionControl: string
  readonly taskControl: string
}

export const WORKFLOW_ACTIONS = [
  'Record Control',
  'Connect Control',
  'Task Control',
  'Administration',
] as const
export type WorkflowAction = (typeof WORKFLOW_ACTIONS)[number]

/** That an action needs approval on an object and all below it; key: object and action. */
export interface BindingRow {
  readonly object: string
  readonly action: WorkflowAction
  /** Logins and groups that decide. */
  readonly approvers: readonly string[]
}

export interface WorkflowRequestRow {
  readonly id: string
  readonly record: string
  readonly login: string
  readonly action: WorkflowAction
  readonly reason: string
  readonly from: number
  readonly until: number
  readonly decision: 'Active' | 'Approved' | 'Rejected'
  readonly decidedBy: string
  readonly createdAt: number
}

export interface AuditRow {
  readonly number: number
  readonly time: number
  readonly login: string
  readonly ip: string
  readonly object: string
  readonly category: string
  readonly level: 'INFO' | 'WARNING' | 'ERROR'
  readonly event: string
  readonly message: string
}

/** What the index of parents holds for the root folder. */
export const ROOT = '(root)'

export const xtamSlice = slice('xtam', {
  users: table<UserRow>(),
  objects: table<ObjectRow, 'number' | 'parent'>({
    number: (row) => String(row.number),
    parent: (row) => row.parent ?? ROOT,
  }),
  recordTypes: table<RecordTypeRow, 'number' | 'name'>({
    number: (row) => String(row.number),
    name: (row) => row.name,
  }),
  permissions: table<PermissionRow, 'object'>({ object: (row) => row.object }),
  authTokens: table<AuthTokenRow, 'id' | 'login'>({ id: (row) => row.id, login: (row) => row.login }),
  xsrfTokens: table<XsrfTokenRow, 'login'>({ login: (row) => row.login }),
  grantingTickets: table<GrantingTicketRow, 'cookie'>({ cookie: (row) => row.cookie }),
  serviceTickets: table<ServiceTicketRow>(),
  proxyGrantingTickets: table<ProxyGrantingRow, 'grantingTicket'>({
    grantingTicket: (row) => row.grantingTicket,
  }),
  failures: table<FailureRow>(),
  flows: table<FlowRow>(),
  sessions: table<SessionRow, 'grantingTicket'>({ grantingTicket: (row) => row.grantingTicket }),
  bindings: table<BindingRow, 'action'>({ action: (row) => row.action }),
  workflowRequests: table<WorkflowRequestRow, 'record'>({ record: (row) => row.record }),
  /** A ring: the key is the event's number modulo its size. */
  audit: table<AuditRow>(),
  /** The next number of each sequence. */
  sequences: table<{ readonly next: number }>(),
})

export type XtamTables = Opened<typeof xtamSlice>

/** The key of a permission: an id holds no blank. */
export function permissionKey(object: string, principal: string): string {
  return `${object} ${principal}`
}
