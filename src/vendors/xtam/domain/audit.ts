/** The audit trail: a bounded ring, so that a read that is audited stays cheap. */
import type { AuditRow, UserRow } from '../state.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './realm.ts'

export interface AuditEvent {
  readonly user: UserRow | undefined
  readonly ip: string
  readonly object?: string
  readonly category: string
  readonly event: string
  readonly level?: AuditRow['level']
  readonly message: string
}

export function audit(realm: Realm, { user, object = '', level = 'INFO', ...event }: AuditEvent): void {
  const number = nextNumber(realm, 'audit')
  realm.tables.audit.touch(String(number % realm.settings.auditLimit), {
    number,
    time: realm.clock.now(),
    login: user?.login ?? '',
    object,
    level,
    ...event,
  })
}
