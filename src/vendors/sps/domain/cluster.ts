/** The cluster, as its central management node sees it (guide 6.0.12, cluster pages; safeguard-ps, sessionjoin.psm1). */
import type { z } from 'zod'
import type { Ids } from '../../../kernel/world/ids.ts'
import { SpsError } from '../errors.ts'
import { joinPasswordsBody, joinRequestBody, newNode, nodeChange } from '../schemas/cluster.ts'
import type { SpsSettings } from '../settings.ts'
import type { ClusterNodeRow, Tables } from '../state.ts'
import { fact, ownNodeId } from './appliance.ts'
import { formatFaults } from './format-places.ts'
import { reasonOf } from './wording.ts'

/** What a body is read by besides its schema. */
type Checks = Pick<SpsSettings, 'checkFormats'>

const NODES = '/api/cluster/nodes'
const PAGES = 'SPS REST API Reference Guide 6.0.12, cluster pages'

/** Roles that a node may be given; the manager's own comes with its promotion. */
const ROLES = ['managed-host', 'search-master', 'search-minion', 'search-local'] as const
const MANAGER = 'central-management'

/** The nodes, the manager first. */
export function clusterNodes(tables: Tables): ClusterNodeRow[] {
  const own = ownNodeId(tables)
  return [...tables.clusterNodes.values()].sort((a, b) => Number(b.id === own) - Number(a.id === own))
}

/** Makes this appliance the manager of a new cluster. @throws SpsError */
export function promote(tables: Tables): ClusterNodeRow {
  const id = ownNodeId(tables)
  if (tables.clusterNodes.has(id)) throw state('is promoted already', 'a cluster has one manager')
  const address = clusterAddress(tables)
  if (address === undefined)
    throw state('does not listen for a cluster', 'enable /api/configuration/local_services/cluster first')
  const node: ClusterNodeRow = { id, address, roles: [MANAGER] }
  tables.clusterNodes.put(id, node)
  return node
}

/** What this appliance hands to the manager whose cluster it wants to join. @throws SpsError */
export function requestJoin(
  tables: Tables,
  ids: Ids,
  input: unknown,
  checks: Checks,
): Record<string, unknown> {
  parse(joinRequestBody(), input, '/api/cluster/join_request', checks)
  const id = ownNodeId(tables)
  if (tables.clusterNodes.has(id)) throw state('is in a cluster already', 'ask from one that stands alone')
  const address = clusterAddress(tables)
  if (address === undefined)
    throw state('does not listen for a cluster', 'enable /api/configuration/local_services/cluster first')
  const body = { address, node_id: id, psk: ids.text(64), roles: [] }
  const { central_management_address } = input as { readonly central_management_address: string }
  tables.facts.put('join_request', { ...body, central_management_address })
  return body
}

/** Whether this appliance is in a cluster, and whose. */
export function joinStatus(tables: Tables): {
  readonly status: 'not configured' | 'in progress' | 'in cluster'
  readonly central_management_address?: unknown
} {
  const own = tables.clusterNodes.get(ownNodeId(tables))
  if (own) return { status: 'in cluster', central_management_address: own.address }
  const { central_management_address: address } = fact(tables, 'join_request')
  if (address === undefined) return { status: 'not configured' }
  return { status: 'in progress', central_management_address: address }
}

/**
 * Notes which plugin is to fit a synchronised configuration. Only how one does without is documented, so that the first text
 * that is the key of one counts, whatever it is called, and anything else is kept.
 *
 * @returns the plugin's key, when there is one
 */
export function chooseSyncPlugin(tables: Tables, input: unknown): string | undefined {
  tables.facts.put('configuration_sync', { settings: input })
  const isObject = typeof input === 'object' && input !== null
  if (!isObject || (input as { enabled?: unknown }).enabled === false) return undefined
  return Object.values(input).find(
    (value): value is string =>
      typeof value === 'string' && tables.nodes.has(`plugins/configuration_sync/${value}`),
  )
}

/** @throws SpsError */
export function demandNode(tables: Tables, key: string): ClusterNodeRow {
  const node = tables.clusterNodes.get(key)
  if (node) return node
  throw new SpsError(
    'object-not-found',
    { rule: 'sps.cluster.node', message: `There is no node "${key}"; see GET ${NODES}.`, source: PAGES },
    { ancestor: NODES, path: key },
  )
}

/** Admits a node. @throws SpsError */
export function addNode(tables: Tables, input: unknown, checks: Checks): ClusterNodeRow {
  demandPromoted(tables)
  const { node_id: id, address, roles } = parse(newNode(), input, NODES, checks)
  if (tables.clusterNodes.has(id)) throw duplicateNode(id)
  const node: ClusterNodeRow = { id, address, roles }
  demandRoles(tables, node)
  tables.clusterNodes.put(id, node)
  return node
}

/** Changes address and roles. @throws SpsError */
export function changeNode(tables: Tables, before: ClusterNodeRow, input: unknown, checks: Checks): void {
  const { address, roles } = parse(nodeChange(), input, `${NODES}/${before.id}`, checks)
  const node: ClusterNodeRow = { ...before, address, roles }
  demandRoles(tables, node)
  tables.clusterNodes.put(node.id, node)
}

/** @throws SpsError; its status alone tells safeguard-ps that the appliance stands alone */
export function demandPromoted(tables: Tables): void {
  if (tables.clusterNodes.has(ownNodeId(tables))) return
  throw new SpsError('cluster-not-promoted', {
    rule: 'sps.cluster.not-promoted',
    message: 'The appliance is not the manager of a cluster; POST /api/cluster/promote and commit first.',
    source: `${PAGES}; safeguard-ps, sessionjoin.psm1`,
  })
}

/**
 * Joins Safeguard for Privileged Passwords. The appliance must be the manager of its cluster, which is why safeguard-ps enables the
 * cluster's interface and promotes first.
 *
 * @throws SpsError with the other product's own error when it is joined
 */
export function joinPasswords(tables: Tables, input: unknown, checks: Checks): void {
  const { spp } = parse(joinPasswordsBody(), input, '/api/cluster/spp', checks)
  if (!tables.clusterNodes.has(ownNodeId(tables)))
    throw state('is not promoted', 'POST /api/cluster/promote and commit first')
  if (fact(tables, 'spp')['address'] === undefined) {
    tables.facts.put('spp', { address: spp })
    return
  }
  throw new SpsError(
    'spp-refused',
    {
      rule: 'sps.cluster.spp-joined',
      message: 'The appliance is joined to Safeguard for Privileged Passwords already.',
      source: 'safeguard-ps, sessionjoin.psm1 (code 60657)',
    },
    { response: { Code: 60_657, Message: 'The session appliance is already joined.' } },
  )
}

/** A node cannot stop listening for its own cluster. @throws SpsError */
export function demandListening(tables: Tables, body: unknown): void {
  if ((body as { enabled?: unknown }).enabled === true || !tables.clusterNodes.has(ownNodeId(tables))) return
  throw state('is in a cluster', 'the interface that it listens on stays enabled (our reading)')
}

function clusterAddress(tables: Tables): string | undefined {
  const body = tables.nodes.get('local_services/cluster')?.body as
    { enabled: boolean; listen_address?: { $ref: string; at?: string } } | undefined
  const reference = body?.enabled ? body.listen_address : undefined
  if (!reference) return undefined
  let value: unknown = tables.nodes.get(reference.$ref)?.body
  for (const step of reference.at?.split('/') ?? [])
    value = (value as Record<string, unknown> | undefined)?.[step]
  return typeof value === 'string' ? value.split('/')[0] : undefined
}

/** One search role for each node, one search master, and the manager's role by promotion alone. */
function demandRoles(tables: Tables, node: ClusterNodeRow): void {
  const path = `${NODES}/${node.id}`
  const before = tables.clusterNodes.get(node.id)?.roles ?? []
  const isManager = before.includes(MANAGER)
  const refuse = (reason: string): never => {
    throw new SpsError(
      'invalid-value',
      { rule: 'sps.cluster.roles', message: `The roles do not fit: ${reason}.`, source: PAGES },
      { path, value: node.roles },
    )
  }
  for (const role of node.roles) {
    if (role === MANAGER ? !isManager : !(ROLES as readonly string[]).includes(role))
      refuse(`"${role}" cannot be given`)
  }
  if (isManager && !node.roles.includes(MANAGER)) refuse(`"${MANAGER}" cannot be dropped`)
  if (node.roles.filter((role) => role.startsWith('search-')).length > 1) refuse('a node has one search role')
  if (!node.roles.includes('search-master')) return
  for (const other of tables.clusterNodes.values())
    if (other.id !== node.id && other.roles.includes('search-master'))
      refuse('a cluster has one search master')
}

function duplicateNode(id: string): SpsError {
  return new SpsError(
    'duplicate-name',
    {
      rule: 'sps.cluster.duplicate-node',
      message: `The node "${id}" is in the cluster already; change it with PUT ${NODES}/${id}.`,
      source: `${PAGES} (the refusal is our reading)`,
    },
    { path: NODES, node_id: id },
  )
}

function parse<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  path: string,
  { checkFormats }: Checks,
): Output {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (!parsed.success) throw unusable(path, reasonOf(parsed.error.issues))
  const [fault] = checkFormats ? formatFaults(placeOf(path), parsed.data, 1) : []
  if (fault) throw unusable([path, ...fault.at].join('/'), `${fault.at.join('.')}: ${fault.reason}`)
  return parsed.data
}

/** Where the values of a body lie, whichever node it is about. */
function placeOf(path: string): string {
  return path.startsWith(NODES) ? 'cluster/nodes' : path.slice('/api/'.length)
}

function unusable(path: string, reason: string): SpsError {
  return new SpsError(
    'semantic-error',
    { rule: 'sps.cluster.body', message: `The body cannot be used: ${reason}.`, source: PAGES },
    { path, reason },
  )
}

function state(what: string, remedy: string): SpsError {
  return new SpsError('cluster-state', {
    rule: 'sps.cluster.state',
    message: `The appliance ${what}; ${remedy}.`,
    source: PAGES,
  })
}
