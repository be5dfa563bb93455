/**
 * Jobs: runs of tasks. One waits in a queue, runs, and then has done what its script does (XTAM tasks; job history
 * report). The last step happens on the workspace's clock, whether or not anybody asks.
 */
import { z } from 'zod'
import type { DueHandler } from '../../../kernel/world/scheduler.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import {
  SERVICE_ACCOUNT,
  triggerOf,
  type JobRow,
  type RecordRow,
  type TaskEvent,
  type TaskRow,
  type UserRow,
} from '../state.ts'
import { audit } from './audit.ts'
import { filtered, type Breath } from './leisure.ts'
import { changeRecord } from './objects.ts'
import { realmOf, type Realm } from './world.ts'
import { runScript } from './scripts.ts'
import { nextNumber } from './sequence.ts'
import { newestAbout, workSeenBy } from './work.ts'

const JOB_ENDS = 'xtam.job.ends'
const PERIOD_ENDS = 'xtam.task.period'
const SERVICE = { login: SERVICE_ACCOUNT }
const payload = z.object({ id: z.string() })

export type JobState = 'Queued' | 'Running' | 'Completed' | 'Failed'

export function jobState({ clock }: Realm, job: JobRow): JobState {
  if (job.outcome !== 'Pending') return job.outcome
  return clock.now() < job.startsAt ? 'Queued' : 'Running'
}

/** Puts a run of a task into the queue. */
export function queueJob(
  realm: Realm,
  record: RecordRow,
  task: TaskRow,
  { login, delayMs = 0 }: { readonly login: string; readonly delayMs?: number },
): JobRow {
  const { tables, clock, settings, scheduler, update } = realm
  const queuedAt = clock.now()
  const startsAt = queuedAt + delayMs + settings.jobs.queueTime
  return update(() => {
    const id = String(nextNumber(realm, 'objects'))
    const row: JobRow = {
      id,
      record: record.id,
      task: task.id,
      name: task.name,
      script: task.script,
      login,
      event: task.event,
      queuedAt,
      startsAt,
      endsAt: startsAt + settings.jobs.runTime,
      outcome: 'Pending',
      message: '',
    }
    tables.jobs.put(id, row)
    scheduler.schedule({ key: `${JOB_ENDS} ${id}`, at: row.endsAt, kind: JOB_ENDS, payload: { id } })
    return row
  })
}

/** Queues the tasks that an event on a record sets off. Costs a few look-ups where none waits for it. */
export function trigger(realm: Realm, record: RecordRow, event: TaskEvent, user: UserRow): void {
  const { tasks } = realm.tables
  const set = triggerOf(tasks.first('owner', record.id) ? record.id : record.type, event)
  if (!tasks.first('trigger', set)) return
  for (const task of tasks.find('trigger', set))
    queueJob(realm, record, task, { login: user.login, delayMs: task.delayMs })
}

/** Enters the next run of a task that is run again and again. */
export function schedulePeriod({ clock, scheduler }: Realm, { id, delayMs }: TaskRow): void {
  const at = clock.now() + delayMs
  scheduler.schedule({ key: `${PERIOD_ENDS} ${id}`, at, kind: PERIOD_ENDS, payload: { id } })
}

/** Jobs on records that the user may edit, newest first; all of them for administrators and auditors. */
export function listJobs(realm: Realm, user: UserRow, record?: RecordRow): Iterable<JobRow | Breath> {
  return filtered(newestAbout(realm.tables.jobs, record), workSeenBy(realm, user))
}

export const due: Readonly<Record<string, DueHandler<Workspace>>> = {
  [JOB_ENDS](workspace, data) {
    const realm = realmOf(workspace)
    const job = realm.tables.jobs.get(payload.parse(data).id)
    if (job?.outcome === 'Pending') endJob(realm, job)
  },
  [PERIOD_ENDS](workspace, data) {
    const realm = realmOf(workspace)
    const task = realm.tables.tasks.get(payload.parse(data).id)
    const record = task && realm.tables.objects.get(task.owner)
    if (task?.event !== 'Period' || record?.kind !== 'record') return
    queueJob(realm, record, task, SERVICE)
    schedulePeriod(realm, task)
  },
}

function endJob(realm: Realm, job: JobRow): void {
  const record = realm.tables.objects.get(job.record)
  const result = runScript(realm, job.script, record?.kind === 'record' ? record : undefined)
  realm.tables.jobs.put(job.id, {
    ...job,
    outcome: result.failed ? 'Failed' : 'Completed',
    message: result.message,
  })
  if (record?.kind === 'record' && result.custom !== undefined)
    changeRecord(realm, SERVICE, record, { custom: result.custom })
  audit(realm, {
    user: SERVICE,
    ip: '',
    object: job.record,
    category: 'Job',
    event: job.script,
    level: result.failed ? 'ERROR' : 'INFO',
    message: `${job.name}: ${result.message}`,
  })
}
