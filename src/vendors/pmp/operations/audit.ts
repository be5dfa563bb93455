/** The audit trail. */
import type { Call } from '../call.ts'
import { listAudits } from '../domain/audit-list.ts'
import { NOT_AVAILABLE, printTimeStamp } from '../domain/dates.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { countedList } from '../schemas/answers/fields.ts'
import { auditRecord } from '../schemas/answers/audit.ts'
import { auditChoice } from '../schemas/parameters.ts'
import type { AuditRow } from '../state.ts'
import { choiceParameter, numberParameter } from './parameters.ts'

const CAPTURE = 'capture C1'
const SDK = 'PAM360 SDK constants'

const auditList = operation({
  id: 'pmp.audit.list',
  route: 'GET /restapi/json/v1/audit',
  name: 'GET_AUDIT',
  summary: 'Read the audit trail',
  source: CAPTURE,
  evidence: 'client',
  query: auditChoice,
  answer: countedList(auditRecord),
  refusals: ['input.invalid', 'role.not-allowed'],
  run: (call) => {
    const rows = listAudits(call.world, call.actor, {
      type: choiceParameter(call, 'AUDITTYPE', ['Resource', 'User'], SDK) ?? 'Resource',
      duration: choiceParameter(call, 'DURATION', ['TODAY', 'YESTERDAY', 'LAST_7_DAYS'], SDK),
      startIndex: numberParameter(call, 'STARTINDEX', CAPTURE) ?? 1,
      limit: numberParameter(call, 'LIMIT', CAPTURE),
    })
    return {
      text: 'auditsFetched',
      totalRows: rows.length,
      details: rows.map((row) => auditRow(call, row)),
    }
  },
})

function auditRow({ world, edition }: Call, row: AuditRow): Record<string, unknown> {
  return arrange(edition, 'details', {
    'Resource Name': row.resourceName,
    'Operation Type': row.operation,
    'User Account': row.accountName,
    'User Name': row.type === 'User' ? row.userName : NOT_AVAILABLE,
    'Audit ID': String(row.id),
    'Client Type': 'REST API',
    TIME: String(row.at),
    'User Account ID': row.accountId,
    Reason: row.reason,
    'Operated by': row.operatedBy,
    'IP Address': row.address,
    'Resource ID': row.resourceId,
    'Time Stamp': printTimeStamp(row.at, world.settings.utcOffsetMinutes),
    "User's Full Name": row.type === 'User' ? row.userFullName : NOT_AVAILABLE,
    'Ticket ID': row.ticketId,
  })
}

export const auditOperations = [auditList]
