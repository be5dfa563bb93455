/** Reports of all that there is, whoever owns it. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { Criterion, ResourceRow } from '../state.ts'
import { listed, pageOf, rowsOf } from './pages.ts'
import { compares } from './resource-group-members.ts'
import { isAdministrator } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

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
  const { value, startIndex, limit } = query
  const all = rowsOf(world.tables.resources, user.organizationId)
  const isFound = (resource: ResourceRow): boolean =>
    compares(columnOf(resource, query), query.operator, value!)
  const found = value === undefined ? all : listed([...all.from(0)].filter(isFound))
  return { rows: pageOf(found, Math.max(0, startIndex - 1), limit), total: found.total }
}

function columnOf({ id, name }: ResourceRow, { column }: ReportQuery): string {
  return column === 'resourceId' ? id : name
}
