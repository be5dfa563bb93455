/** Facts about the appliance itself: what it is, how it does (guide, "Retrieve basic firmware and host information", "Health status"). */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { liveGroup } from '../audit/tables.ts'
import { spsSettings, type SpsSettings } from '../settings.ts'
import { spsSlice, type FactRow, type Tables } from '../state.ts'

/** The active configuration's fingerprint until the first commit. */
const FIRST_HASH = '2abde4c81d9b544bf53fae4f4b9657fc'

const PROTOCOLS = ['http', 'ica', 'mssql', 'rdp', 'ssh', 'telnet', 'vnc'] as const

/** A fact by its name; empty when the fixtures have none. */
export function fact(tables: Tables, name: string): FactRow {
  return tables.facts.get(name) ?? {}
}

/** What anybody may know of the appliance, and what only a user may. */
export function applianceInfo(workspace: Workspace, isUser: boolean): Record<string, unknown> {
  const tables = workspace.state(spsSlice)
  const settings = workspace.settings(spsSettings)
  const about = fact(tables, 'about')
  const naming = (tables.nodes.get('network/naming')?.body ?? {}) as Record<string, unknown>
  const open = {
    domainname: naming['domainname'] ?? null,
    hostname: naming['hostname'] ?? null,
    nickname: naming['nick_name'] ?? null,
    ...(settings.pluginSdkVersion && {
      plugin_sdk_version: about['plugin_sdk_version'] ?? sdkVersionOf(settings),
    }),
    support_link: about['support_link'] ?? null,
  }
  if (!isUser) return open
  const firmware = fact(tables, 'firmware')
  const analytics = tables.nodes.get('local_services/analytics')?.body as { enabled?: boolean } | undefined
  return {
    ...open,
    analytics_enabled: analytics?.enabled ?? false,
    build_date: about['build_date'] ?? null,
    config_hash: fact(tables, 'revision')['configHash'] ?? FIRST_HASH,
    firmware_version: firmware['version'] ?? settings.firmwareVersion,
    roles: ownRoles(tables),
    version: firmware['version'] ?? settings.version,
  }
}

function sdkVersionOf({ sdkVersion }: SpsSettings): { feature: string; full: string } {
  return { feature: sdkVersion.split('.').slice(0, 2).join('.'), full: sdkVersion }
}

/** Load, memory and the like come from the fixtures; the counts of sessions are those of the active ones. */
export function healthStatus(workspace: Workspace): Record<string, unknown> {
  const tables = workspace.state(spsSlice)
  const health = fact(tables, 'health')
  const sessions = Object.fromEntries(PROTOCOLS.map((name) => [name, countOf(tables, name)]))
  const total = Object.values(sessions).reduce((sum, count) => sum + count, 0)
  const live = { sessions, sessions_total: total }
  if (workspace.settings(spsSettings).healthDetails) return { ...health, ...live }
  const { cpu, disk, load1, load5, load15, memory, swap } = health
  return { cpu, disk, load1, load5, load15, memory, swap, ...live }
}

function countOf(tables: Tables, protocol: string): number {
  return tables.auditSessions.count('start', { group: liveGroup(protocol) })
}

function ownRoles(tables: Tables): readonly string[] {
  const node = tables.clusterNodes.get(ownNodeId(tables))
  return node?.roles ?? []
}

/** The appliance's full name. */
export function hostName(tables: Tables): string {
  const { hostname, domainname } = (tables.nodes.get('network/naming')?.body ?? {}) as Record<string, unknown>
  return [hostname, domainname].filter((part) => typeof part === 'string' && part !== '').join('.')
}

/** The identifier under which the appliance would be, or is, a node of a cluster. */
export function ownNodeId(tables: Tables): string {
  const { node_id: id } = fact(tables, 'about')
  return typeof id === 'string' ? id : 'this-node'
}
