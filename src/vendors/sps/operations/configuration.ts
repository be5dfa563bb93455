/**
 * The configuration tree. A handful of routes serve all of it: what a path means is read from the tree's description, and
 * so is the table of operations (a route of its own for each node would cost half a second at start).
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SurfaceOptions } from '../../../kernel/surface/surface.ts'
import { sessionOf } from '../auth.ts'
import { demandJson } from '../wire/body.ts'
import {
  appendElement,
  createMember,
  findObject,
  pathOf,
  removeMember,
  reorderMembers,
  replaceObject,
  type Editing,
} from '../domain/configuration.ts'
import { orderOf, type View } from '../domain/order.ts'
import { change, viewOf } from '../domain/transaction.ts'
import { answer, metaOf, send, settingsOf } from '../envelope.ts'
import { sortedJson } from '../wire/json.ts'
import {
  collectionText,
  directoryText,
  memberHref,
  memberMetaText,
  memberText,
  metaText,
  ownMetaText,
  secretText,
  singletonText,
} from '../views/configuration.ts'
import { spsSlice, type NodeRow } from '../state.ts'
import { shownAt, type Node, type Shown } from '../tree/index.ts'
import { treeOperations } from '../tree/operations.ts'
import { visitOf } from '../call.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

type Method = (typeof METHODS)[number]

type Handler = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

const HANDLERS: Readonly<Record<Method, Handler>> = { GET: read, POST: create, PUT: replace, DELETE: remove }

export const configurationRoutes: FastifyPluginAsync<SurfaceOptions> = async (app, { kernel }) => {
  for (const method of METHODS) {
    for (const url of ['/configuration', '/configuration/*'])
      app.route({ method, url, config: { sps: { isTree: true } }, handler: HANDLERS[method] })
  }
  for (const { method, path, ...operation } of treeOperations) kernel.operations.add(operation, method, path)
}

function read(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(request, reply, 200, textOf(request))
}

function textOf(request: FastifyRequest): string {
  const { node, key, shown, isOrder } = targetOf(request)
  if (node.kind === 'dir') return directoryText(request, shown)
  const view = viewFor(request)
  if (isOrder)
    return sortedJson({
      body: orderOf(view.tables, node.path),
      key: '@order',
      meta: orderMeta(request, node),
    })
  if (node.kind === 'coll' && key === undefined) return collectionText(request, view, shown)
  const row = findObject(view.tables, node, key) ?? emptyRow(node)
  if (key === undefined) return singletonText(request, shown, row)
  return node.kind === 'coll'
    ? memberText(request, view, node, key, row)
    : secretText(request, node, key, row)
}

function create(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { node, shown } = targetOf(request)
  if (node.spec.appendable) {
    edit(request, (editing) => appendElement(editing, node, demandJson(request)))
    return send(request, reply, 200, `{"meta":${metaText(request, shown)}}`)
  }
  const key = edit(request, (editing) => createMember(editing, node, demandJson(request)))
  void reply.header('location', request.mount + memberHref(node, key))
  const meta = ownMetaText(request, node, key)
  return send(request, reply, 201, `{"key":${JSON.stringify(key)},"meta":${meta}}`)
}

function replace(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { node, key, shown, isOrder } = targetOf(request)
  if (isOrder) {
    edit(request, (editing) => reorderMembers(editing, node, demandJson(request)))
    return answer(request, reply, { meta: orderMeta(request, node) })
  }
  edit(request, (editing) => replaceObject(editing, node, key, demandJson(request)))
  if (key === undefined) return send(request, reply, 200, `{"meta":${metaText(request, shown)}}`)
  const view = viewFor(request)
  const meta = memberMetaText(request, view, node, view.tables.nodes.get(pathOf(node, key))!)
  return send(request, reply, 200, `{"meta":${meta}}`)
}

function remove(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { node, key = '' } = targetOf(request)
  edit(request, (editing) => removeMember(editing, node, key))
  return send(request, reply, 200, `{"meta":${ownMetaText(request, node, key)}}`)
}

/** Runs a change in the session's transaction. */
function edit<Result>(request: FastifyRequest, work: (editing: Editing) => Result): Result {
  const { workspace } = request
  const around = { committed: workspace.state(spsSlice), ids: workspace.ids, settings: settingsOf(request) }
  return change(workspace, sessionOf(request).id, (tables) => work({ tables, ...around }))
}

interface Target {
  readonly node: Node
  readonly key: string | undefined
  readonly shown: Shown
  readonly isOrder: boolean
}

/** What the path means, as found out on arrival. */
function targetOf(request: FastifyRequest): Target {
  const { place, key } = visitOf(request)
  const { node } = place?.traits ?? {}
  const shown = node && shownAt(settingsOf(request).profile, node.path)
  if (!place || !shown) throw new Error(`Nothing was found on arrival for ${request.url}.`)
  return { node: shown.node, key, shown, isOrder: place.traits.isOrder ?? false }
}

/** The order of a collection has no page of its own in any readable guide; the form of its path is our reading. */
function orderMeta(request: FastifyRequest, node: Node): object {
  const parent = `/api/configuration/${node.path}`
  return metaOf(request, { href: `${parent}@order`, parent, transaction: '/api/transaction' })
}

function viewFor(request: FastifyRequest): View {
  return viewOf(request.workspace, visitOf(request).session?.id)
}

/** A singleton that the fixtures do not mention is empty, as a fresh appliance's. */
function emptyRow(node: Node): NodeRow {
  return { path: pathOf(node), collection: null, body: node.kind === 'list' ? [] : {} }
}
