/** The cluster (guide 6.0.12, cluster pages; 8.0 LTS, topic doc2256101; safeguard-ps, sessionjoin.psm1). */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { sessionOf } from '../auth.ts'
import { demandJson } from '../wire/body.ts'
import { ownNodeId } from '../domain/appliance.ts'
import {
  addNode,
  changeNode,
  clusterNodes,
  demandPromoted,
  joinPasswords,
  promote,
  requestJoin,
} from '../domain/cluster.ts'
import { change, configurationOf } from '../domain/transaction.ts'
import { answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'
import { spsSlice, type ClusterNodeRow, type Tables } from '../state.ts'

const ROOT = '/api/cluster'
const NODES = `${ROOT}/nodes`
const STATUS = `${ROOT}/status`
const SOURCE = 'REST API Reference Guide 6.0.12, cluster pages; safeguard-ps, sessionjoin.psm1'

const cluster = operations('cluster', SOURCE)
const traits = { privilege: '/special/basic' } as const

export const clusterRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/cluster',
    { config: cluster('list', 'List what there is about the cluster', traits) },
    (request, reply) => {
      const keys = ['configuration_sync_plugin', 'join_request', 'nodes', 'promote', 'spp', 'status']
      const items = keys.map((key) => ({ key, meta: { href: `${request.mount}${ROOT}/${key}` } }))
      return answer(request, reply, { items, meta: metaOf(request, { href: ROOT, parent: '/api' }) })
    },
  )

  app.post(
    '/cluster/promote',
    { config: cluster('promote', 'Found a cluster', traits) },
    (request, reply) => {
      const node = edit(request, promote)
      return answer(request, reply, { body: bodyOf(node), meta: linksOf(request, node) })
    },
  )

  app.post(
    '/cluster/join_request',
    { config: cluster('join-request', 'Ask to join a cluster', traits) },
    (request, reply) => {
      const body = edit(request, (tables) => requestJoin(tables, request.workspace.ids, demandJson(request)))
      return answer(request, reply, {
        body,
        meta: metaOf(request, { href: `${ROOT}/join_request`, parent: ROOT }),
      })
    },
  )

  app.post(
    '/cluster/spp',
    { config: cluster('join-spp', 'Join Safeguard for Privileged Passwords', traits) },
    (request, reply) => {
      const { workspace } = request
      workspace.update(() => joinPasswords(workspace.state(spsSlice), demandJson(request)))
      return answer(request, reply, { meta: metaOf(request, { href: `${ROOT}/spp`, parent: ROOT }) })
    },
  )

  app.post(
    '/cluster/configuration_sync_plugin',
    {
      config: cluster(
        'configuration-sync-plugin',
        'Choose the plugin that fits a synchronised configuration',
        traits,
      ),
    },
    (request, reply) => {
      edit(request, (tables) => tables.facts.put('configuration_sync', { settings: demandJson(request) }))
      return answer(request, reply, { plugin: { key: null, meta: {} } })
    },
  )

  app.get('/cluster/nodes', { config: cluster('nodes', 'List the nodes', traits) }, (request, reply) => {
    const tables = tablesFor(request)
    const items = clusterNodes(tables).map(({ id }) => ({
      key: id,
      meta: { href: `${request.mount}${NODES}/${id}`, status: `${request.mount}${STATUS}/${id}` },
    }))
    const own = ownNodeId(tables)
    const self = tables.clusterNodes.has(own) ? { self: `${NODES}/${own}` } : {}
    const links = { href: NODES, parent: ROOT, ...self, status: STATUS }
    return answer(request, reply, { items, meta: metaOf(request, links) })
  })

  app.post('/cluster/nodes', { config: cluster('add-node', 'Admit a node', traits) }, (request, reply) => {
    const node = edit(request, (tables) => addNode(tables, demandJson(request)))
    void reply.header('location', `${request.mount}${NODES}/${node.id}`)
    return answer(request, reply, { key: node.id, body: bodyOf(node), meta: linksOf(request, node) }, 201)
  })

  app.get('/cluster/nodes/:key', { config: cluster('node', 'Read a node', traits) }, (request, reply) => {
    const node = demandNode(request, tablesFor(request))
    return answer(request, reply, { key: node.id, body: bodyOf(node), meta: linksOf(request, node) })
  })

  app.put(
    '/cluster/nodes/:key',
    { config: cluster('change-node', 'Give a node roles', traits) },
    (request, reply) => {
      const node = edit(request, (tables) => {
        const found = demandNode(request, tables)
        changeNode(tables, found, demandJson(request))
        return found
      })
      return answer(request, reply, { meta: linksOf(request, node) })
    },
  )

  app.get(
    '/cluster/status',
    { config: cluster('status', 'Tell how the nodes do', traits) },
    (request, reply) => {
      const tables = request.workspace.state(spsSlice)
      demandPromoted(tables)
      const links = { href: STATUS, parent: ROOT, self: `${STATUS}/${ownNodeId(tables)}` }
      const items = clusterNodes(tables).map((node) => statusOf(request, node))
      return answer(request, reply, { items, meta: metaOf(request, links) })
    },
  )

  app.get(
    '/cluster/status/:key',
    { config: cluster('node-status', 'Tell how a node does', traits) },
    (request, reply) => {
      const tables = request.workspace.state(spsSlice)
      demandPromoted(tables)
      const { meta: _meta, ...status } = statusOf(request, demandNode(request, tables))
      const { key } = request.params as { key: string }
      return answer(request, reply, {
        ...status,
        meta: metaOf(request, { href: `${STATUS}/${key}`, parent: STATUS }),
      })
    },
  )
}

function edit<Result>(request: FastifyRequest, work: (tables: Tables) => Result): Result {
  return change(request.workspace, sessionOf(request).id, work)
}

function tablesFor(request: FastifyRequest): Tables {
  return configurationOf(request.workspace, sessionOf(request).id)
}

function demandNode(request: FastifyRequest, tables: Tables): ClusterNodeRow {
  const { key } = request.params as { key: string }
  const node = tables.clusterNodes.get(key)
  if (node) return node
  throw new SpsError(
    'object-not-found',
    { rule: 'sps.cluster.node', message: `There is no node "${key}"; see GET ${NODES}.`, source: SOURCE },
    { ancestor: NODES, path: key },
  )
}

function bodyOf({ address, roles }: ClusterNodeRow): object {
  return { address, roles }
}

function linksOf(request: FastifyRequest, { id }: ClusterNodeRow): object {
  return metaOf(request, { href: `${NODES}/${id}`, parent: NODES })
}

function statusOf(
  request: FastifyRequest,
  { id, address, roles }: ClusterNodeRow,
): { key: string; meta: object } {
  const links = { configuration: `${request.mount}${NODES}/${id}`, href: `${request.mount}${STATUS}/${id}` }
  return Object.assign({ key: id, meta: links }, { address, roles, health_status: null, sync_status: 'n/a' })
}
