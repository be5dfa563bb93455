/** The cluster (guide 6.0.12, cluster pages; 8.0 LTS, topic doc2256101; safeguard-ps, sessionjoin.psm1). */
import type { SpsCall } from '../call.ts'
import { ownNodeId } from '../domain/appliance.ts'
import {
  addNode,
  changeNode,
  chooseSyncPlugin,
  clusterNodes,
  demandNode,
  joinPasswords,
  promote,
  requestJoin,
} from '../domain/cluster.ts'
import { BODY_REFUSALS, CHANGE_REFUSALS } from '../errors.ts'
import { operation } from '../operation.ts'
import {
  clusterNode,
  clusterNodeList,
  clusterNodeRead,
  joinPasswordsBody,
  joinRequest,
  joinRequestBody,
  newNode,
  nodeChange,
  promoted,
  syncPlugin,
  syncPluginBody,
} from '../schemas/cluster.ts'
import { done, keyParameter, listOf } from '../schemas/common.ts'
import type { ClusterNodeRow } from '../state.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/cluster'
const NODES = `${ROOT}/nodes`
const STATUS = `${ROOT}/status`
const SOURCE = 'REST API Reference Guide 6.0.12, cluster pages; safeguard-ps, sessionjoin.psm1'
const KEYS = ['configuration_sync_plugin', 'join_request', 'nodes', 'promote', 'spp', 'status']

const cluster = { source: SOURCE, evidence: 'documented', privilege: '/special/basic' } as const

export const clusterOperations = [
  operation({
    ...cluster,
    id: 'sps.cluster.list',
    route: 'GET /cluster',
    summary: 'List what there is about the cluster',
    answer: listOf(...KEYS),
    run: (call) => listAt(call, ROOT, '/api', KEYS),
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.promote',
    route: 'POST /cluster/promote',
    summary: 'Found a cluster',
    answer: promoted,
    refusals: [...CHANGE_REFUSALS, 'cluster-state'],
    run(call) {
      const node = call.change(promote)
      return { value: { body: bodyOf(node), meta: linksOf(call, node) } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.join-request',
    route: 'POST /cluster/join_request',
    summary: 'Ask to join a cluster',
    body: joinRequestBody,
    answer: joinRequest,
    refusals: [...CHANGE_REFUSALS, ...BODY_REFUSALS, 'cluster-state'],
    run(call) {
      const body = call.change((tables) =>
        requestJoin(tables, call.workspace.ids, call.json(), call.settings),
      )
      return { value: { body, meta: metaOf(call, { href: `${ROOT}/join_request`, parent: ROOT }) } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.join-spp',
    route: 'POST /cluster/spp',
    summary: 'Join Safeguard for Privileged Passwords',
    body: joinPasswordsBody,
    answer: done,
    refusals: [...BODY_REFUSALS, 'cluster-state', 'spp-refused'],
    run(call) {
      call.workspace.update(() => joinPasswords(call.tables, call.json(), call.settings))
      return { value: { meta: metaOf(call, { href: `${ROOT}/spp`, parent: ROOT }) } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.configuration-sync-plugin',
    route: 'POST /cluster/configuration_sync_plugin',
    summary: 'Choose the plugin that fits a synchronised configuration, or do without',
    source: 'REST API Reference Guide, topic doc1959533 (doing without; the choice is our reading)',
    body: syncPluginBody,
    answer: syncPlugin,
    refusals: [...CHANGE_REFUSALS, ...BODY_REFUSALS],
    run(call) {
      const plugin = call.change((tables) => chooseSyncPlugin(tables, call.json()))
      const href = `${call.mount}/api/configuration/plugins/configuration_sync/${plugin}`
      return { value: { plugin: { key: plugin ?? null, meta: plugin === undefined ? {} : { href } } } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.nodes',
    route: 'GET /cluster/nodes',
    summary: 'List the nodes',
    answer: clusterNodeList,
    run(call) {
      const { tables } = call.view
      const items = clusterNodes(tables).map(({ id }) => ({
        key: id,
        meta: { href: `${call.mount}${NODES}/${id}`, status: `${call.mount}${STATUS}/${id}` },
      }))
      const own = ownNodeId(tables)
      const self = tables.clusterNodes.has(own) ? { self: `${NODES}/${own}` } : {}
      const links = { href: NODES, parent: ROOT, ...self, status: STATUS }
      return { value: { items, meta: metaOf(call, links) } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.add-node',
    route: 'POST /cluster/nodes',
    summary: 'Admit a node',
    body: newNode,
    answer: clusterNode,
    refusals: [
      ...CHANGE_REFUSALS,
      ...BODY_REFUSALS,
      'cluster-not-promoted',
      'duplicate-name',
      'invalid-value',
    ],
    run(call) {
      const node = call.change((tables) => addNode(tables, call.json(), call.settings))
      return { status: 201, location: `${NODES}/${node.id}`, value: shown(call, node) }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.node',
    route: 'GET /cluster/nodes/:key',
    summary: 'Read a node',
    params: keyParameter,
    answer: clusterNodeRead,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const node = demandNode(call.view.tables, key)
      const links = { href: `${NODES}/${key}`, parent: NODES, status: `${STATUS}/${key}` }
      return { value: { key, body: bodyOf(node), meta: metaOf(call, links) } }
    },
  }),
  operation({
    ...cluster,
    id: 'sps.cluster.change-node',
    route: 'PUT /cluster/nodes/:key',
    summary: 'Give a node roles',
    params: keyParameter,
    body: nodeChange,
    answer: done,
    refusals: [...CHANGE_REFUSALS, ...BODY_REFUSALS, 'object-not-found', 'invalid-value'],
    run(call, { params: { key } }) {
      const node = call.change((tables) => {
        const found = demandNode(tables, key)
        changeNode(tables, found, call.json(), call.settings)
        return found
      })
      return { value: { meta: linksOf(call, node) } }
    },
  }),
]

function shown(call: SpsCall, node: ClusterNodeRow): object {
  return { key: node.id, body: bodyOf(node), meta: linksOf(call, node) }
}

function bodyOf({ address, roles }: ClusterNodeRow): object {
  return { address, roles }
}

function linksOf(call: SpsCall, { id }: ClusterNodeRow): object {
  return metaOf(call, { href: `${NODES}/${id}`, parent: NODES })
}
