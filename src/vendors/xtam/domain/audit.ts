/** The audit trail: a bounded ring, so that a read that is audited stays cheap. */
import type { AuditRow, UserRow } from '../state.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './realm.ts'

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

export function audit(realm: Realm, { user, object = '', level = 'INFO', ...event }: AuditEvent): void {
  const number = nextNumber(realm, 'audit')
  realm.tables.audit.touch(String(number % realm.auditLimit), {
    number,
    time: realm.clock.now(),
    login: user?.login ?? '',
    object,
    level,
    ...event,
  })
}

/** Which events are wanted; `from` and `to` are milliseconds since the epoch or ISO 8601. */
export type AuditQuery = Readonly<
  Partial<Record<'from' | 'to' | 'category' | 'level' | 'query', string | undefined>>
>

/** The trail, newest first. */
export function listAudit({ tables }: Realm, { from, to, category, level, query }: AuditQuery): AuditRow[] {
  const [earliest, latest] = [momentOf(from) ?? -Infinity, momentOf(to) ?? Infinity]
  const text = query?.toLowerCase()
  return [...tables.audit.values()]
    .filter(
      (row) =>
        row.time >= earliest &&
        row.time <= latest &&
        (category === undefined || row.category === category) &&
        (level === undefined || row.level === level) &&
        (text === undefined || `${row.login} ${row.message}`.toLowerCase().includes(text)),
    )
    .toSorted((a, b) => b.number - a.number)
}

function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const moment = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}
