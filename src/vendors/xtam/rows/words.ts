/** The words that stand in rows, as the product writes them. */

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

export const MARKS = ['Favorite', 'Alerts'] as const
export type Mark = (typeof MARKS)[number]

export const WORKFLOW_ACTIONS = [
  'Record Control',
  'Connect Control',
  'Task Control',
  'Administration',
] as const
export type WorkflowAction = (typeof WORKFLOW_ACTIONS)[number]

export const TASK_EVENTS = ['On Demand', 'After Unlock', 'After Check-In', 'Period'] as const
export type TaskEvent = (typeof TASK_EVENTS)[number]

export const TASK_SCRIPTS = ['Check Status', 'Password Reset'] as const
export type TaskScript = (typeof TASK_SCRIPTS)[number]

/** Releases of Apereo CAS that the Federated Sign-In Module was (XTAM, updating the module). */
export const CAS_FLAVOURS = ['5.2', '6.5'] as const
export type CasFlavour = (typeof CAS_FLAVOURS)[number]
