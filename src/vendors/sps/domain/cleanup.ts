/** How long a connection's sessions stay in the database: no longer than its protocol's options allow (topic doc2248579). */
import type { NodeRow, Tables } from '../state.ts'
import { orderOf } from './order.ts'
import type { Finding } from './finding.ts'

interface Cleaned {
  readonly channel_database_cleanup?: { readonly enabled: boolean; readonly days?: number }
}

/** Connections among or below a changed object that keep their sessions longer than the protocol does. */
export function overlongStays(tables: Tables, { path }: NodeRow): Finding[] {
  const [protocol = '', what] = path.split('/')
  if (what !== 'options' && what !== 'connections') return []
  const limit = daysOf(tables, `${protocol}/options`)
  if (limit === undefined) return []
  const collection = `${protocol}/connections`
  const connections =
    what === 'options' ? orderOf(tables, collection).map((key) => `${collection}/${key}`) : [path]
  return connections
    .filter((one) => (daysOf(tables, one) ?? 0) > limit)
    .map((one) => ({
      message: `'${href(one)}' keeps its sessions longer than '${href(`${protocol}/options`)}' does (${limit} days)`,
      paths: [href(one), href(`${protocol}/options`)],
    }))
}

function daysOf(tables: Tables, path: string): number | undefined {
  const { channel_database_cleanup: cleanup } = (tables.nodes.get(path)?.body ?? {}) as Cleaned
  return cleanup?.enabled ? cleanup.days : undefined
}

function href(path: string): string {
  return `/api/configuration/${path}`
}
