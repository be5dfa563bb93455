/**
 * The audit trail: a ring of the newest records. Records are touched in, never noted one by one, so that reading a
 * password stays as cheap as a read.
 */
import { HOME, type AccountRow, type AuditRow, type ResourceRow } from '../state.ts'
import type { Report } from '../schemas/interactive.ts'
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
  const { resource, account } = act
  world.auditTrail.add({
    id: world.auditTrail.next,
    organizationId: resource?.organizationId ?? user.organizationId,
    at: world.now(),
    type: act.type ?? 'Resource',
    operation: act.operation,
    resourceId: resource?.id ?? '0',
    resourceName: resource?.name ?? NOT_AVAILABLE,
    accountId: account?.id ?? '0',
    accountName: account?.name ?? NOT_AVAILABLE,
    userName: user.login,
    reason: act.reason ?? '',
    ticketId: act.ticketId ?? '',
    operatedBy: user.login,
    userFullName: user.fullName,
    address,
  })
}

/** Records what a client reports to have been done while it was away, as it tells it. */
export function offlineAct(world: PmpWorld, { user, address }: Auditor, report: Report): void {
  world.auditTrail.add({
    id: world.auditTrail.next,
    organizationId: user.organizationId,
    at: report.OPERATEDTIME ?? world.now(),
    type: report.AUDITTYPE === 'USERAUDIT' ? 'User' : 'Resource',
    operation: report.OPERATIONTYPE ?? 'Offline Access',
    resourceId: '0',
    resourceName: report.RESOURCENAME ?? NOT_AVAILABLE,
    accountId: '0',
    accountName: report.ACCOUNTNAME ?? NOT_AVAILABLE,
    userName: report.USERNAME ?? user.login,
    reason: report.REASON ?? '',
    ticketId: '',
    operatedBy: user.login,
    userFullName: user.fullName,
    address,
  })
}
