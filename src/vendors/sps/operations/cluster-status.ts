/** How the nodes of a cluster do, and whether this appliance is one (guide 6.0.12, cluster pages; 6.8.1, page 20). */
import { hostName, ownNodeId } from '../domain/appliance.ts'
import { clusterNodes, demandNode, demandPromoted, joinStatus } from '../domain/cluster.ts'
import type { SpsCall } from '../call.ts'
import { operation } from '../operation.ts'
import { clusterStatus, joinState, nodeStatus } from '../schemas/cluster.ts'
import { keyParameter } from '../schemas/common.ts'
import type { ClusterNodeRow } from '../state.ts'
import { metaOf } from '../views/meta.ts'

const ROOT = '/api/cluster'
const STATUS = `${ROOT}/status`

const status = {
  source:
    'REST API Reference Guide 6.0.9 and 6.0.12, "Query the status of all nodes in the cluster"; safeguard-ps',
  evidence: 'documented',
  privilege: '/special/basic',
} as const

export const clusterStatusOperations = [
  operation({
    ...status,
    id: 'sps.cluster.join-status',
    route: 'GET /cluster/join_request',
    summary: 'Tell whether the appliance is in a cluster',
    source: 'REST API Reference Guide 6.8.1, page 20, "Query join status"',
    answer: joinState,
    run(call) {
      const { central_management_address: address, status: word } = joinStatus(call.tables)
      const details = address === undefined ? {} : { central_management_address: address }
      const meta = metaOf(call, { href: `${ROOT}/join_request`, parent: ROOT })
      return { value: { details, meta, status: word } }
    },
  }),
  operation({
    ...status,
    id: 'sps.cluster.status',
    route: 'GET /cluster/status',
    summary: 'Tell how the nodes do',
    answer: clusterStatus,
    refusals: ['cluster-not-promoted'],
    run(call) {
      const { tables, mount } = call
      demandPromoted(tables)
      const links = { href: STATUS, parent: ROOT, self: `${STATUS}/${ownNodeId(tables)}` }
      const items = clusterNodes(tables).map((node) => {
        const { href, configuration } = linksOf(node)
        const meta = { configuration: mount + configuration, href: mount + href }
        return Object.assign(statusOf(call, node), { meta })
      })
      return { value: { items, meta: metaOf(call, links) } }
    },
  }),
  operation({
    ...status,
    id: 'sps.cluster.node-status',
    route: 'GET /cluster/status/:key',
    summary: 'Tell how a node does',
    evidence: 'inferred',
    params: keyParameter,
    answer: nodeStatus,
    refusals: ['cluster-not-promoted', 'object-not-found'],
    run(call, { params: { key } }) {
      demandPromoted(call.tables)
      const node = demandNode(call.tables, key)
      return { value: { ...statusOf(call, node), meta: metaOf(call, { ...linksOf(node), parent: STATUS }) } }
    },
  }),
]

/** Nobody answers for another node here: it is down, and waits for the configuration if it is to get one. */
function statusOf({ tables }: SpsCall, { id, address, roles }: ClusterNodeRow): Record<string, unknown> {
  const isOwn = id === ownNodeId(tables)
  return {
    key: id,
    fqdn: isOwn ? hostName(tables) : address,
    health_status: null,
    sync_status: roles.includes('managed-host') && !isOwn ? 'pending' : 'n/a',
  }
}

function linksOf({ id }: ClusterNodeRow): { href: string; configuration: string } {
  return { href: `${STATUS}/${id}`, configuration: `${ROOT}/nodes/${id}` }
}
