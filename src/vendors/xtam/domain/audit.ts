/** The audit trail: a bounded ring, so that a read that is audited stays cheap. */
import type { AuditRow, UserRow } from '../state.ts'
import { filtered, type Breath } from './leisure.ts'
import { nextNumber } from './sequence.ts'
import { newestFirst, noteEntry } from './trail.ts'
import type { Realm } from './world.ts'

export interface AuditEvent {
  /** Who did it, or tried to. */
  readonly user: Pick<UserRow, 'login'> | undefined
  readonly ip: string
  readonly object?: string
  readonly category: string
  readonly event: string
  readonly level?: AuditRow['level']
  readonly message: string
}

export function audit(
  realm: Realm,
  { user, ip, object = '', category, event, level = 'INFO', message }: AuditEvent,
): void {
  const number = nextNumber(realm, 'audit')
  const [time, login] = [realm.clock.now(), user?.login ?? '']
  const row: AuditRow = { number, time, login, object, level, ip, category, event, message }
  const { audit: ring } = realm.tables
  const key = String(number % realm.auditLimit)
  const replaced = ring.get(key)
  ring.touch(key, row)
  noteEntry(realm, row, replaced)
}

/** Notes what somebody did to something, such as `Unlock` to a record. */
export function noteEvent(
  { realm, user, ip }: { readonly realm: Realm; readonly user: UserRow; readonly ip: string },
  event: string,
  { kind, id, name }: { readonly kind: string; readonly id: string; readonly name: string },
): void {
  audit(realm, { user, ip, object: id, category: categoryOf(kind), event, message: `${event}: "${name}"` })
}

/** A kind with a capital; the two of nearly every event are not worked out again. */
function categoryOf(kind: string): string {
  if (kind === 'record') return 'Record'
  return kind === 'folder' ? 'Folder' : kind.charAt(0).toUpperCase() + kind.slice(1)
}

/** Which events are wanted. */
export interface AuditFilter {
  /** Milliseconds since the epoch. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly category?: string | undefined
  readonly level?: string | undefined
  readonly user?: string | undefined
  /** Text in the user's login or the message. */
  readonly query?: string | undefined
}

/** The trail, newest first. */
export function listAudit(realm: Realm, filter: AuditFilter): Iterable<AuditRow | Breath> {
  const { from = -Infinity, to = Infinity, category, level, user } = filter
  const text = filter.query?.toLowerCase()
  return filtered(
    newestFirst(realm),
    (row) =>
      row.time >= from &&
      row.time <= to &&
      (category === undefined || row.category === category) &&
      (level === undefined || row.level === level) &&
      (user === undefined || row.login === user) &&
      (text === undefined || `${row.login} ${row.message}`.toLowerCase().includes(text)),
  )
}

/** What has happened to objects that a user wants to hear of, since the user said so; newest first. */
export function listAlerts(realm: Realm, user: UserRow): Iterable<AuditRow | Breath> {
  const since = new Map<string, number>()
  for (const row of realm.tables.marks.find('login', user.login))
    if (row.mark === 'Alerts') since.set(row.object, row.since)
  if (since.size === 0) return []
  return filtered(newestFirst(realm), ({ object, time }) => time >= (since.get(object) ?? Infinity))
}
