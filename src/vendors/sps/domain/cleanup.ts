/**
 * How long a connection's sessions stay in the database: no longer than its protocol's options and its archive policy say
 * (topics doc2248579, doc2250358). The options must say more than any of these policies (guide 8.0 LTS, page 36).
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

/** What does not fit together among a changed object, the connections that it concerns, and what these refer to. */
export function overlongStays(tables: Tables, { path }: NodeRow): readonly Finding[] {
  if (!CONCERNED.test(path)) return NOTHING
  return connectionsOf(tables, path).flatMap((connection) => {
    const options = `${protocolOf(connection)}/options`
    const limit = daysOf(tables, options)
    const days = daysOf(tables, connection) ?? 0
    const archive = archiveOf(tables, connection)
    const findings: Finding[] = []
    if (limit !== undefined && days > limit)
      findings.push(tooLong(connection, { path: options, days: limit }))
    if (archive && days > archive.days) findings.push(tooLong(connection, archive))
    if (archive && limit !== undefined && archive.days >= limit)
      findings.push({
        message: `'${href(options)}' must keep sessions longer than '${href(archive.path)}' does (${archive.days} days)`,
        paths: [href(connection), href(archive.path), href(options)],
      })
    return findings
  })
}

/** Connections, and what may say how long they keep their sessions. */
const CONCERNED = /^[^/]*\/(?:connections|options|archive_cleanup_policies)(?:\/|$)/
const NOTHING: readonly Finding[] = []

/** Something that keeps sessions for so many days. */
interface Keeper {
  readonly path: string
  readonly days: number
}

function tooLong(connection: string, { path, days }: Keeper): Finding {
  return {
    message: `'${href(connection)}' keeps its sessions longer than '${href(path)}' does (${days} days)`,
    paths: [href(connection), href(path)],
  }
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
function archiveOf(tables: Tables, connection: string): Keeper | undefined {
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
