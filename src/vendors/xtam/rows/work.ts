/** Rows of what goes on: requests for approval, tasks and their runs, sessions on hosts, and the trail of it all. */
import { z } from 'zod'
import { login, moment, publicId, type Kept } from './fields.ts'
import { TASK_EVENTS, TASK_SCRIPTS, WORKFLOW_ACTIONS } from './words.ts'

export const workflowRequestRow = z.lazy(() =>
  z.strictObject({
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
  }),
)
export type WorkflowRequestRow = Kept<typeof workflowRequestRow>

/** A script and what sets it off. */
export const taskRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    /** Id of the record type whose records have it, or of the one record that is unique in its tasks. */
    owner: publicId,
    name: z.string().min(1),
    script: z.enum(TASK_SCRIPTS),
    event: z.enum(TASK_EVENTS),
    /** How long after the event it runs; for `Period`, how often. */
    delayMs: z.int().min(0),
  }),
)
export type TaskRow = Kept<typeof taskRow>

/** One run of a task. */
export const jobRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    record: publicId,
    task: z.string(),
    name: z.string(),
    script: z.enum(TASK_SCRIPTS),
    /** Who or what set it off. */
    login,
    event: z.enum(TASK_EVENTS),
    queuedAt: moment,
    startsAt: moment,
    endsAt: moment,
    /** `Pending` until it has ended. */
    outcome: z.enum(['Pending', 'Completed', 'Failed']),
    message: z.string(),
  }),
)
export type JobRow = Kept<typeof jobRow>

/** A session on the host of a record. */
export const remoteSessionRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    record: publicId,
    login,
    /** Others who joined it. */
    joined: z.array(login),
    /** Such as `SSH`. */
    protocol: z.string(),
    isRecorded: z.boolean(),
    startedAt: moment,
    /** When the approval it rests on is over; 0: it rests on none. */
    lapsesAt: moment,
    /** 0 while it goes on. */
    endedAt: moment,
    endedBy: z.string(),
  }),
)
export type RemoteSessionRow = Kept<typeof remoteSessionRow>

export const auditRow = z.lazy(() =>
  z.strictObject({
    number: z.int().positive(),
    time: moment,
    login: z.string(),
    ip: z.string(),
    object: z.string(),
    category: z.string(),
    level: z.enum(['INFO', 'WARNING', 'ERROR']),
    event: z.string(),
    message: z.string(),
  }),
)
export type AuditRow = Kept<typeof auditRow>
