/**
 * The audit trail: a ring of the newest records. Records are touched in, never noted one by one, so that reading a
 * password stays as cheap as a read.
 */
import { HOME, type AccountRow, type AuditRow, type ResourceRow } from '../state.ts'
import { NOT_AVAILABLE } from './dates.ts'
import type { PmpWorld } from './world.ts'

/** As much of an actor as a record names. */
export interface Auditor {
  readonly user: { readonly login: string; readonly fullName: string; readonly organizationId: string }
  readonly address: string
}

/** What an act concerned. */
export interface AuditedAct {
  readonly type?: AuditRow['type']
  /** Operation Type; the texts are our reading. */
  readonly operation: string
  readonly resource?: ResourceRow
  readonly account?: AccountRow
  readonly reason?: string | undefined
  readonly ticketId?: string | undefined
}

/** Who acts when nobody does. */
export const SYSTEM_ACTOR: Auditor = {
  user: { login: 'System', fullName: NOT_AVAILABLE, organizationId: HOME },
  address: 'localhost',
}

/** Records an act after it has been done. */
export function audit(world: PmpWorld, { user, address }: Auditor, act: AuditedAct): void {
  const { audits } = world.tables
  const id = world.auditNumbers.next(audits)
  audits.touch(String(id % world.auditLimit), {
    id,
    organizationId: act.resource?.organizationId ?? user.organizationId,
    at: world.now(),
    type: act.type ?? 'Resource',
    operation: act.operation,
    operatedBy: user.login,
    resourceId: act.resource?.id ?? '0',
    resourceName: act.resource?.name ?? NOT_AVAILABLE,
    accountId: act.account?.id ?? '0',
    accountName: act.account?.name ?? NOT_AVAILABLE,
    userName: user.login,
    userFullName: user.fullName,
    address,
    reason: act.reason ?? '',
    ticketId: act.ticketId ?? '',
  })
}
