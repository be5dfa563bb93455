/** Sessions on hosts: opened by connecting, joined by others, ended by leaving, by an owner, or with the approval (XTAM, join an active remote session; workflow binding actions). */
import { XtamError, because } from '../errors.ts'
import type { RecordRow, RemoteSessionRow, UserRow } from '../state.ts'
import { filtered, type Breath } from './leisure.ts'
import { typeOfRecord } from './objects.ts'
import { hasControl, requireConnect, sessionControlOf } from './permissions.ts'
import type { Realm } from './world.ts'
import { hasRole } from './roles.ts'
import { nextNumber } from './sequence.ts'
import { newestAbout, workSeenBy } from './work.ts'
import { requireApproval } from './workflow.ts'

const SESSIONS = 'XTAM, join an active remote session; object permissions, session control'

export type RemoteSessionState = 'Active' | 'Completed'

export function remoteSessionState(realm: Realm, session: RemoteSessionRow): RemoteSessionState {
  return endOf(realm, session) === 0 ? 'Active' : 'Completed'
}

/** When a session ended; 0: it goes on. One that rests on an approval ends with it. */
export function endOf({ clock }: Realm, { endedAt, lapsesAt }: RemoteSessionRow): number {
  if (endedAt !== 0) return endedAt
  return lapsesAt !== 0 && clock.now() >= lapsesAt ? lapsesAt : 0
}

/** @throws XtamError without the right or the approval, or where the type knows no protocol */
export function connect(
  realm: Realm,
  user: UserRow,
  record: RecordRow,
  wantsRecording: boolean,
): RemoteSessionRow {
  const control = requireConnect(realm, user, record)
  const approval = requireApproval(realm, user, record, 'Connect Control')
  const { name, sessionManager } = typeOfRecord(realm, record)
  if (sessionManager === '')
    throw invalid('no-protocol', `Records of the type "${name}" have no sessions; it has no session manager.`)
  return realm.update(() => {
    const id = String(nextNumber(realm, 'objects'))
    const row: RemoteSessionRow = {
      id,
      record: record.id,
      login: user.login,
      joined: [],
      protocol: sessionManager,
      isRecorded: wantsRecording || control.includes('Always'),
      startedAt: realm.clock.now(),
      lapsesAt: approval?.until ?? 0,
      endedAt: 0,
      endedBy: '',
    }
    realm.tables.remoteSessions.put(id, row)
    return row
  })
}

/** Looks over somebody's shoulder. @throws XtamError without Editor and session control, or when it is over */
export function join(realm: Realm, user: UserRow, id: string): RemoteSessionRow {
  const session = findActive(realm, id)
  const record = realm.tables.objects.get(session.record)
  const mayJoin =
    hasRole(realm, user, 'System Administrator') ||
    (record !== undefined &&
      hasControl(realm, user, record, 'Editor') &&
      sessionControlOf(realm, user, record) !== 'None')
  if (!mayJoin)
    throw denied('not-joinable', `"${user.login}" needs Editor and session control to join ${id}.`)
  if (session.login === user.login) throw invalid('own', `Session ${id} is the caller's own.`)
  if (session.joined.includes(user.login)) return session
  return put(realm, { ...session, joined: [...session.joined, user.login] })
}

/** Its owner's leaving completes a session; others just go. @throws XtamError for who is not in it */
export function leave(realm: Realm, user: UserRow, id: string): RemoteSessionRow {
  const session = findActive(realm, id)
  if (session.login === user.login) return end(realm, session, user)
  if (!session.joined.includes(user.login))
    throw denied('not-in-it', `"${user.login}" is not in session ${id}; its owner is "${session.login}".`)
  return put(realm, { ...session, joined: session.joined.filter((login) => login !== user.login) })
}

/** Ends somebody's session. @throws XtamError unless the user owns the record or is system administrator */
export function terminate(realm: Realm, user: UserRow, id: string): RemoteSessionRow {
  const session = findActive(realm, id)
  const record = realm.tables.objects.get(session.record)
  const mayEnd =
    record === undefined
      ? hasRole(realm, user, 'System Administrator')
      : hasControl(realm, user, record, 'Owner')
  if (mayEnd) return end(realm, session, user)
  throw denied('not-terminable', `"${user.login}" needs Owner on the record of session ${id} to end it.`)
}

/** Ends what goes on, on a record that goes away. */
export function endSessionsOf(realm: Realm, record: RecordRow, user: UserRow): void {
  for (const session of realm.tables.remoteSessions.find('record', record.id))
    if (endOf(realm, session) === 0) end(realm, session, user)
}

/** The user's own sessions and those on records that the user may edit, newest first; all for administrators and auditors. */
export function listRemoteSessions(
  realm: Realm,
  user: UserRow,
  record?: RecordRow,
): Iterable<RemoteSessionRow | Breath> {
  return filtered(newestAbout(realm.tables.remoteSessions, record), workSeenBy(realm, user))
}

function end(realm: Realm, session: RemoteSessionRow, { login }: UserRow): RemoteSessionRow {
  return put(realm, { ...session, endedAt: realm.clock.now(), endedBy: login })
}

function put({ tables, update }: Realm, row: RemoteSessionRow): RemoteSessionRow {
  update(() => tables.remoteSessions.put(row.id, row))
  return row
}

function findActive(realm: Realm, id: string): RemoteSessionRow {
  const session = realm.tables.remoteSessions.get(id)
  if (!session) {
    const reason = because('remote-session.not-found', `There is no remote session "${id}".`, SESSIONS)
    throw new XtamError('unknown-object', reason, { text: 'notFound' })
  }
  if (endOf(realm, session) === 0) return session
  throw invalid('completed', `Session ${id} is completed; only an active one can be joined, left or ended.`)
}

function denied(rule: string, message: string): XtamError {
  return new XtamError('denied', because(`remote-session.${rule}`, message, SESSIONS), { text: 'denied' })
}

function invalid(rule: string, message: string): XtamError {
  const reason = because(`remote-session.${rule}`, message, SESSIONS)
  return new XtamError('invalid-input', reason, { text: 'requestInvalid' })
}
