/** What administrators, owners and approvers see. Members that no public source names are our proposal. */
import type { AccountActivity } from '../domain/activity.ts'
import { jobState } from '../domain/jobs.ts'
import { answerStyle, showId, type IdStyle } from '../domain/object-id.ts'
import type { Realm } from '../domain/world.ts'
import { endOf, remoteSessionState } from '../domain/remote-sessions.ts'
import { stateOf } from '../domain/workflow.ts'
import type {
  AuditRow,
  AuthTokenRow,
  GroupRow,
  JobRow,
  RemoteSessionRow,
  TaskRow,
  UserRow,
  WorkflowRequestRow,
} from '../state.ts'
import { reference, showTime, userView } from './objects.ts'

/** A row of the users report. */
export function accountView(realm: Realm, user: UserRow, activity: AccountActivity) {
  return {
    ...userView(realm, user),
    enabled: user.enabled,
    roles: user.roles,
    mfaToken: user.mfaSecret !== '',
    added: showTime(realm, user.created),
    ...activityView(realm, activity),
  }
}

/** The users report has groups among the users. */
export function groupView(realm: Realm, group: GroupRow, members: readonly string[]) {
  return {
    id: showId(group, answerStyle(realm.settings)),
    name: group.name,
    description: group.description,
    type: 'Group',
    directory: group.directory,
    roles: group.roles,
    members,
  }
}

/** A token as listings show it: never its text. */
export function tokenView(realm: Realm, { id, login, comment, ipFilter, expiresAt, enabled }: AuthTokenRow) {
  return { id, user: login, comment, ipFilter, expires: showTime(realm, expiresAt), enabled }
}

export function workflowView(realm: Realm, row: WorkflowRequestRow, asked: IdStyle) {
  return {
    id: row.id,
    record: reference(realm, row.record, answerStyle(realm.settings, asked)),
    user: row.login,
    action: row.action,
    reason: row.reason,
    state: stateOf(realm, row),
    from: showTime(realm, row.from),
    to: showTime(realm, row.until),
    decidedBy: row.decidedBy,
    created: showTime(realm, row.createdAt),
  }
}

export function taskView({ id, name, script, event, delayMs, owner }: TaskRow, record: string) {
  return { id, name, script, event, delay: delayMs, unique: owner === record }
}

export function jobView(realm: Realm, job: JobRow, asked: IdStyle) {
  const state = jobState(realm, job)
  return {
    id: job.id,
    record: reference(realm, job.record, answerStyle(realm.settings, asked)),
    task: job.task,
    name: job.name,
    script: job.script,
    event: job.event,
    user: job.login,
    state,
    queued: showTime(realm, job.queuedAt),
    started: state === 'Queued' ? null : showTime(realm, job.startsAt),
    completed: job.outcome === 'Pending' ? null : showTime(realm, job.endsAt),
    message: job.message,
  }
}

export function remoteSessionView(realm: Realm, session: RemoteSessionRow, asked: IdStyle) {
  const ended = endOf(realm, session)
  return {
    id: session.id,
    record: reference(realm, session.record, answerStyle(realm.settings, asked)),
    user: session.login,
    joined: session.joined,
    protocol: session.protocol,
    recording: session.isRecorded,
    state: remoteSessionState(realm, session),
    started: showTime(realm, session.startedAt),
    completed: ended === 0 ? null : showTime(realm, ended),
    completedBy: session.endedBy,
  }
}

export function auditView(realm: Realm, { number, time, login, object, ...event }: AuditRow) {
  const row = object === '' ? undefined : realm.tables.objects.get(object)
  return { id: number, time: showTime(realm, time), user: login, object: row?.name ?? object, ...event }
}

function activityView(realm: Realm, { lastActivity, lastIp, objects, events }: AccountActivity) {
  return {
    lastActivity: lastActivity === undefined ? null : showTime(realm, lastActivity),
    lastIp,
    objects,
    events,
  }
}
