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
export function audit(world: PmpWorld, auditor: Auditor, act: AuditedAct): void {
  record(world, auditor, {
    organizationId: act.resource?.organizationId ?? auditor.user.organizationId,
    at: world.now(),
    type: act.type ?? 'Resource',
    operation: act.operation,
    resourceId: act.resource?.id ?? '0',
    resourceName: act.resource?.name ?? NOT_AVAILABLE,
    accountId: act.account?.id ?? '0',
    accountName: act.account?.name ?? NOT_AVAILABLE,
    userName: auditor.user.login,
    reason: act.reason ?? '',
    ticketId: act.ticketId ?? '',
  })
}

/** Records what a client reports to have been done while it was away, as it tells it. */
export function offlineAct(world: PmpWorld, auditor: Auditor, report: Report): void {
  record(world, auditor, {
    organizationId: auditor.user.organizationId,
    at: report.OPERATEDTIME ?? world.now(),
    type: report.AUDITTYPE === 'USERAUDIT' ? 'User' : 'Resource',
    operation: report.OPERATIONTYPE ?? 'Offline Access',
    resourceId: '0',
    resourceName: report.RESOURCENAME ?? NOT_AVAILABLE,
    accountId: '0',
    accountName: report.ACCOUNTNAME ?? NOT_AVAILABLE,
    userName: report.USERNAME ?? auditor.user.login,
    reason: report.REASON ?? '',
    ticketId: '',
  })
}

type Recorded = Omit<AuditRow, 'id' | 'operatedBy' | 'userFullName' | 'address'>

function record(world: PmpWorld, { user, address }: Auditor, recorded: Recorded): void {
  const { audits } = world.tables
  const id = world.auditNumbers.next(audits)
  const by = { operatedBy: user.login, userFullName: user.fullName, address }
  audits.touch(String(id % world.auditLimit), { id, ...recorded, ...by })
}
