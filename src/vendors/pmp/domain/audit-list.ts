/** Reading the audit trail. */
import type { AuditRow } from '../state.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import { isAdministrator } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

const DAY_MS = 86_400_000

export interface AuditQuery {
  readonly type: AuditRow['type']
  readonly duration: 'TODAY' | 'YESTERDAY' | 'LAST_7_DAYS' | undefined
  /** Counts from 1, as in capture C1. */
  readonly startIndex: number
  readonly limit: number | undefined
}

/** Audit records, oldest first. Administrators and auditors may read them (our reading). */
export function listAudits(world: PmpWorld, { user }: Actor, query: AuditQuery): AuditRow[] {
  if (!isAdministrator(user) && user.role !== 'Password Auditor') {
    throw new PmpError('role.not-allowed', `The role "${user.role}" does not read audit trails.`, OUR_READING)
  }
  const { type, startIndex, limit = Infinity } = query
  const [from, until] = windowOf(world, query.duration)
  const { organizationId } = user
  return world.auditTrail.page({ type, organizationId, from, until }, Math.max(0, startIndex - 1), limit)
}

/** Days are the server's local ones. */
function windowOf(world: PmpWorld, duration: AuditQuery['duration']): [from: number, until: number] {
  if (duration === undefined) return [-Infinity, Infinity]
  const offset = world.settings.utcOffsetMinutes * 60_000
  const midnight = Math.floor((world.now() + offset) / DAY_MS) * DAY_MS - offset
  if (duration === 'TODAY') return [midnight, Infinity]
  return duration === 'YESTERDAY' ? [midnight - DAY_MS, midnight] : [midnight - 6 * DAY_MS, Infinity]
}
