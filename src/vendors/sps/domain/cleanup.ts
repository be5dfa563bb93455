/**
 * How long a protocol's sessions stay in the database: as long as each of its connections keeps them (topic doc2248579), and
 * longer than the archive of any of them waits (guide 8.0 LTS, page 36).
 */
import type { Reference } from '../references.ts'
import type { NodeRow, Tables } from '../state.ts'
import type { Finding } from './finding.ts'
import { orderOf } from './order.ts'

interface Cleaned {
  readonly channel_database_cleanup?: { readonly enabled: boolean; readonly days?: number }
}

interface Archived {
  readonly policies?: { readonly archive_cleanup_policy?: Reference | null }
}

/** Connections that a changed object makes, or lets, wait longer than their protocol does. */
export function overlongStays(tables: Tables, { path }: NodeRow): Finding[] {
  return connectionsOf(tables, path).flatMap((connection) => {
    const options = `${protocolOf(connection)}/options`
    const limit = daysOf(tables, options)
    if (limit === undefined) return []
    const archive = archiveOf(tables, connection)
    const findings: Finding[] = []
    if ((daysOf(tables, connection) ?? 0) > limit)
      findings.push({
        message: `'${href(connection)}' keeps its sessions longer than '${href(options)}' does (${limit} days)`,
        paths: [href(connection), href(options)],
      })
    if (archive && archive.days >= limit)
      findings.push({
        message: `'${href(options)}' must keep sessions longer than '${href(archive.path)}' does (${archive.days} days)`,
        paths: [href(connection), href(archive.path), href(options)],
      })
    return findings
  })
}

function connectionsOf(tables: Tables, path: string): string[] {
  const [protocol = '', what] = path.split('/')
  if (what === 'connections') return [path]
  if (what === 'options') {
    const collection = `${protocol}/connections`
    return orderOf(tables, collection).map((key) => `${collection}/${key}`)
  }
  if (what !== 'archive_cleanup_policies') return []
  return Array.from(tables.nodes.find('target', path), (row) => row.path)
}

function daysOf(tables: Tables, path: string): number | undefined {
  const { channel_database_cleanup: cleanup } = (tables.nodes.get(path)?.body ?? {}) as Cleaned
  return cleanup?.enabled ? cleanup.days : undefined
}

/** The archive policy of a connection, if it says how long it waits. */
function archiveOf(tables: Tables, connection: string): { path: string; days: number } | undefined {
  const { policies } = (tables.nodes.get(connection)?.body ?? {}) as Archived
  const path = policies?.archive_cleanup_policy?.$ref
  if (path === undefined) return undefined
  const { retention_days: days } = (tables.nodes.get(path)?.body ?? {}) as { retention_days?: number }
  return days === undefined ? undefined : { path, days }
}

function protocolOf(connection: string): string {
  return connection.slice(0, connection.indexOf('/'))
}

function href(path: string): string {
  return `/api/configuration/${path}`
}
