/** Addresses and ports that active connections and local services listen on must not meet (guide, cluster status sample). */
import { keyOf, isReference } from '../references.ts'
import type { NodeRow, Tables } from '../state.ts'
import type { Finding } from './finding.ts'

/** Title of a local service in findings, and the members that hold its ports. */
const SERVICES = [
  ['local_services/ssh', 'SSH', ['port']],
  ['local_services/admin_web', 'Web login for administrators', ['http_port', 'https_port']],
  ['local_services/user_web', 'Web login for users', ['http_port', 'https_port']],
] as const

interface Claim {
  readonly path: string
  readonly title: string
  readonly address: string
}

/** Every clash between a connection that names one of the appliance's own addresses and a local service there. */
export function portConflicts(tables: Tables): Finding[] {
  return serviceClaims(tables).flatMap((service) =>
    [...tables.nodes.find('claim', service.address)]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((connection) => ({
        message: `Connection '${nameOf(connection)}' and local service '${service.title}' conflict on ${service.address}`,
        paths: [connection.path, service.path].map((path) => `/api/configuration/${path}`),
      })),
  )
}

function serviceClaims(tables: Tables): Claim[] {
  return SERVICES.flatMap(([path, title, members]) => {
    const body = tables.nodes.get(path)?.body as { enabled?: boolean; listen?: unknown } | undefined
    if (!body || body.enabled === false || !Array.isArray(body.listen)) return []
    return body.listen.flatMap((listener: Record<string, unknown>) =>
      members.map((member) => ({
        path,
        title,
        address: `${addressOf(tables, listener['address'])}:${String(listener[member])}`,
      })),
    )
  })
}

function nameOf({ body }: NodeRow): string {
  return String((body as { name?: unknown }).name)
}

/** The address behind a reference to `nic1.interfaces.<id>.addresses.<id>`, without its prefix length. */
function addressOf(tables: Tables, reference: unknown): string {
  if (typeof reference !== 'object' || reference === null || !isReference(reference)) return '?'
  let value: unknown = tables.nodes.get(reference.$ref)?.body
  for (const step of reference.at?.split('/') ?? [])
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined
  return typeof value === 'string' ? value.split('/')[0]! : keyOf(reference)
}
