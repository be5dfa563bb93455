/** Reports of all that there is, whoever owns it. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { Criterion, ResourceRow } from '../state.ts'
import { compares } from './resource-group-members.ts'
import { isAdministrator, isWithin } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

export interface ReportQuery {
  /** Counts from 1, as the sample does. */
  readonly startIndex: number
  readonly limit: number
  readonly column: 'resourceId' | 'resourceName'
  readonly operator: Criterion['operator']
  readonly value: string | undefined
}

export interface Report {
  readonly rows: readonly ResourceRow[]
  /** How many rows match, on this page or not. */
  readonly total: number
}

/** The resources of the caller's organisations. Administrators and auditors may read reports (our reading). */
export function reportResources(world: PmpWorld, { user }: Actor, query: ReportQuery): Report {
  if (!isAdministrator(user) && user.role !== 'Password Auditor')
    throw new PmpError('role.not-allowed', `The role "${user.role}" does not read reports.`, OUR_READING)
  const { value } = query
  const found = [...world.tables.resources.values()]
    .filter((resource) => isWithin(user, resource))
    .filter((resource) => value === undefined || compares(columnOf(resource, query), query.operator, value))
    .sort(byId)
  const start = Math.max(0, query.startIndex - 1)
  return { rows: found.slice(start, start + query.limit), total: found.length }
}

function columnOf({ id, name }: ResourceRow, { column }: ReportQuery): string {
  return column === 'resourceId' ? id : name
}
