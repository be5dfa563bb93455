/** Policies, types, audit, trash and organisations. */
import type { Call } from '../call.ts'
import { listAudits } from '../domain/audit-list.ts'
import { NOT_AVAILABLE, printTimeStamp } from '../domain/dates.ts'
import { findPolicy, generatePassword } from '../domain/password-policy.ts'
import { RESOURCE_TYPES } from '../domain/resource-types.ts'
import { requireAdministrator } from '../domain/rights.ts'
import { listTrash, restoreTrash } from '../domain/trash.ts'
import { systemOf } from '../domain/world.ts'
import { arrange } from '../editions.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { management, policyChoice, trashIds, typeSearch } from '../schemas/sharing.ts'
import type { AuditRow } from '../state.ts'
import { queryParameter } from '../wire/input-data.ts'

export const passwordGenerate = operation({
  id: 'pmp.password.generate',
  name: 'GENERATE PASSWORD',
  summary: 'Make a password by a policy',
  source: 'client C2',
  evidence: 'client',
  input: policyChoice,
  run: ({ world }, _, { POLICY = systemOf(world).defaultPolicy }) => {
    const policy = findPolicy(world, POLICY)
    return { text: 'passwordGenerated', details: { PASSWORD: generatePassword(world.ids, policy) } }
  },
})

export const resourceTypes = operation({
  id: 'pmp.resource-type.list',
  name: 'GET RESOURCE TYPES',
  summary: 'List the types of resources',
  source: 'PAM360 REST, resourceapi-7; client C4 tests its connection with it',
  evidence: 'client',
  input: typeSearch,
  run: ({ edition }, _, { RESOURCETYPE_CONTAINING }) => {
    const parts = RESOURCETYPE_CONTAINING.map((part) => part.toLowerCase())
    const details = RESOURCE_TYPES.map((name, at) => ({ id: String(at + 1), name })).filter(
      ({ name }) => parts.length === 0 || parts.some((part) => name.toLowerCase().includes(part)),
    )
    return {
      text: 'resourceTypesFetched',
      details: details.map(({ id, name }) =>
        arrange(edition, 'details', { 'RESOURCE TYPE ID': id, 'RESOURCE TYPE NAME': name }),
      ),
    }
  },
})

export const auditList = operation({
  id: 'pmp.audit.list',
  name: 'GET_AUDIT',
  summary: 'Read the audit trail',
  source: 'capture C1',
  evidence: 'client',
  run: (call) => {
    const rows = listAudits(call.world, call.actor, {
      type: typeOf(call),
      duration: durationOf(call),
      startIndex: numberOf(call, 'STARTINDEX') ?? 1,
      limit: numberOf(call, 'LIMIT'),
    })
    return {
      text: 'auditsFetched',
      totalRows: rows.length,
      details: rows.length === 0 ? undefined : rows.map((row) => auditRow(call, row)),
    }
  },
})

export const trashList = operation({
  id: 'pmp.trash.list',
  name: 'GET TRASH',
  summary: 'List what lies in the trash',
  source: 'PAM360 REST, 1.11; the path is our reading',
  evidence: 'inferred',
  run: (call) => ({
    text: 'trashFetched',
    details: listTrash(call.world, call.actor).map(({ id, resource }) =>
      arrange(call.edition, 'details', { trashId: id, name: resource.name, type: 'resource' }),
    ),
  }),
})

export const trashRestore = operation({
  id: 'pmp.trash.restore',
  name: 'RESTORE TRASH',
  summary: 'Restore what was deleted',
  source: 'PAM360 REST, resourceapi-17',
  evidence: 'documented',
  input: trashIds,
  mandatory: ['trashIds'],
  run: ({ world, actor }, _, input) => {
    restoreTrash(world, actor, input.trashIds)
    return { text: 'trashRestored' }
  },
})

export const organizationManage = operation({
  id: 'pmp.organization.manage',
  name: 'MANAGE ORGANIZATION',
  summary: 'Grant or revoke the management of organisations (the mock has one, so this changes nothing)',
  source: 'PAM360 REST, mspapi-2',
  evidence: 'inferred',
  input: management,
  mandatory: ['managePermission', 'orgIds'],
  run: ({ actor }) => {
    requireAdministrator(actor.user)
    return { text: 'organizationManaged' }
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

function typeOf({ query }: Call): AuditRow['type'] {
  const value = queryParameter(query, 'AUDITTYPE')?.toLowerCase() ?? 'resource'
  if (value === 'resource') return 'Resource'
  if (value === 'user') return 'User'
  throw new PmpError('input.invalid', 'AUDITTYPE is Resource or User.', 'PAM360 SDK constants')
}

function durationOf({ query }: Call): 'TODAY' | 'YESTERDAY' | 'LAST_7_DAYS' | undefined {
  const value = queryParameter(query, 'DURATION')?.toUpperCase()
  if (value === undefined || value === 'TODAY' || value === 'YESTERDAY' || value === 'LAST_7_DAYS')
    return value
  throw new PmpError('input.invalid', `DURATION is TODAY, YESTERDAY or LAST_7_DAYS.`, 'PAM360 SDK constants')
}

function numberOf({ query }: Call, name: string): number | undefined {
  const value = queryParameter(query, name)
  if (value === undefined || value === '') return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new PmpError('input.invalid', `${name} must be a number.`, 'capture C1')
}
