/** Rows of what goes on: requests for approval, tasks and their runs, sessions on hosts, and the trail of it all. */
import { z } from 'zod'
import { login, moment, publicId, row } from './fields.ts'
import {
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
  type TaskEvent,
  type TaskScript,
  type WorkflowAction,
} from './words.ts'

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

export const workflowRequestRow = row<WorkflowRequestRow>()(() => ({
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

export const taskRow = row<TaskRow>()(() => ({
  id: z.string().min(1),
  owner: publicId,
  name: z.string().min(1),
  script: z.enum(TASK_SCRIPTS),
  event: z.enum(TASK_EVENTS),
  delayMs: z.int().min(0),
}))

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

export const jobRow = row<JobRow>()(() => ({
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

export const remoteSessionRow = row<RemoteSessionRow>()(() => ({
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

export const auditRow = row<AuditRow>()(() => ({
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
