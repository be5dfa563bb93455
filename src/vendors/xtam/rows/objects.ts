/** The rows of XTAM's tables, and the words that stand in them. */

/** What people see on a permission's three scales, weakest first (XTAM object permissions page). */
export const RECORD_CONTROLS = ['None', 'Viewer', 'Unlock', 'Editor', 'Manager', 'Owner'] as const
export type RecordControl = (typeof RECORD_CONTROLS)[number]

/** What people see on the two other scales, weakest first. The fourth way to connect is cut off in the public page. */
export const SESSION_CONTROLS = [
  'None',
  'Connect (Optionally Recording)',
  'Connect (Always Recording)',
  'Connect (Optionally Recording, Session Events)',
  'Connect (Always Recording, Session Events)',
] as const
export type SessionControl = (typeof SESSION_CONTROLS)[number]

/** `Manage` is documented, the two below it are our reading. */
export const TASK_CONTROLS = ['None', 'Execute', 'Manage'] as const
export type TaskControl = (typeof TASK_CONTROLS)[number]

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
  /** When it was added; milliseconds since the epoch. */
  readonly created: number
}

/** Users that rights and roles are given to together; who is in it, its users say. */
export interface GroupRow {
  readonly name: string
  readonly id: string
  readonly number: number
  readonly description: string
  readonly directory: 'Local' | 'AD'
  readonly roles: readonly GlobalRole[]
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
  /** Whether it was put away: listings and the search leave it out until it is restored. */
  readonly archived: boolean
}

export type ObjectRow = FolderRow | RecordRow

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

/** Rights of a user or group on an object; key: {@link permissionKey}. */
export interface PermissionRow {
  readonly object: string
  readonly principal: string
  readonly recordControl: RecordControl
  readonly sessionControl: SessionControl
  readonly taskControl: TaskControl
}

/** That a record stands in a second folder too; key: {@link linkKey}. */
export interface LinkRow {
  readonly folder: string
  readonly record: string
}

export const MARKS = ['Favorite', 'Alerts'] as const
export type Mark = (typeof MARKS)[number]

/** That a user wants an object at hand, or to hear what happens to it; key: {@link markKey}. */
export interface MarkRow {
  readonly login: string
  readonly object: string
  readonly mark: Mark
  readonly since: number
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
  readonly decision: 'Active' | 'Approved' | 'Rejected' | 'Completed'
  readonly decidedBy: string
  readonly createdAt: number
}

export const TASK_EVENTS = ['On Demand', 'After Unlock', 'After Check-In', 'Period'] as const
export type TaskEvent = (typeof TASK_EVENTS)[number]

export const TASK_SCRIPTS = ['Check Status', 'Password Reset'] as const
export type TaskScript = (typeof TASK_SCRIPTS)[number]

/** A script and what sets it off. */
export interface TaskRow {
  readonly id: string
  /** Id of the record type whose records have it, or of the one record that is unique in its tasks. */
  readonly owner: string
  readonly name: string
  readonly script: TaskScript
  readonly event: TaskEvent
  /** How long after the event it runs; for `Period`, how often. */
  readonly delayMs: number
}

/** One run of a task. */
export interface JobRow {
  readonly id: string
  readonly record: string
  readonly task: string
  readonly name: string
  readonly script: TaskScript
  /** Who or what set it off. */
  readonly login: string
  readonly event: TaskEvent
  readonly queuedAt: number
  readonly startsAt: number
  readonly endsAt: number
  /** `Pending` until it has ended. */
  readonly outcome: 'Pending' | 'Completed' | 'Failed'
  readonly message: string
}

/** A session on the host of a record. */
export interface RemoteSessionRow {
  readonly id: string
  readonly record: string
  readonly login: string
  /** Others who joined it. */
  readonly joined: readonly string[]
  /** Such as `SSH`. */
  readonly protocol: string
  readonly isRecorded: boolean
  readonly startedAt: number
  /** When the approval it rests on is over; 0: it rests on none. */
  readonly lapsesAt: number
  /** 0 while it goes on. */
  readonly endedAt: number
  readonly endedBy: string
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
