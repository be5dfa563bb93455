/**
 * The configuration tree. Each node is told once, in `tree/`; from it come the operations of the node, what they take and
 * what they answer.
 */
import type { Route } from '../../../kernel/surface/operation.ts'
import type { SpsCall } from '../call.ts'
import {
  appendElement,
  createMember,
  findObject,
  pathOf,
  removeMember,
  reorderMembers,
  replaceObject,
} from '../domain/configuration.ts'
import { orderOf } from '../domain/order.ts'
import { BODY_REFUSALS, CHANGE_REFUSALS, topic, type SpsErrorCode } from '../errors.ts'
import { operation, type SpsOperation } from '../operation.ts'
import type { Outcome } from '../outcome.ts'
import { keyParameter } from '../schemas/common.ts'
import { nodeAnswer, nodeBody, orderAnswer, orderBody, reordered } from '../schemas/configuration.ts'
import type { NodeRow } from '../state.ts'
import { nodes, shownAt, type Node, type Shown } from '../tree/index.ts'
import { treeOperations, type TreeOperation, type Verb } from '../tree/operations.ts'
import {
  collectionText,
  directoryText,
  memberMetaText,
  memberText,
  metaText,
  ownMetaText,
  secretText,
  singletonText,
} from '../views/configuration.ts'
import { memberHref } from '../views/members.ts'
import { metaOf } from '../views/meta.ts'

const RUNS: Readonly<Record<Verb, SpsOperation['run']>> = {
  list,
  get: read,
  create,
  append,
  replace,
  delete: remove,
}

const OBJECT = [
  ...CHANGE_REFUSALS,
  ...BODY_REFUSALS,
  'invalid-value',
  'invalid-reference',
  'secret-in-use',
  'duplicate-name',
] as const

const REFUSALS: Readonly<Record<Verb, readonly SpsErrorCode[]>> = {
  list: [],
  get: [],
  create: OBJECT,
  append: OBJECT,
  replace: [...OBJECT, 'built-in-renamed', 'cluster-state'],
  delete: [...CHANGE_REFUSALS, 'object-in-use', 'built-in-object'],
}

const described = new WeakMap<SpsOperation, TreeOperation>()

export const configurationOperations: readonly SpsOperation[] = treeOperations.map((one) => {
  const made = declare(one)
  described.set(made, one)
  return made
})

/** What an operation of the tree does to which node. */
export function treeOperationOf(made: SpsOperation): TreeOperation | undefined {
  return described.get(made)
}

function declare(one: TreeOperation): SpsOperation {
  const { id, summary, source, evidence, method, path, node, verb, isMember } = one
  const body = nodeBody(node, verb)
  return operation({
    id,
    route: `${method} ${path.slice('/api'.length)}` as Route,
    summary,
    source,
    evidence,
    node,
    ...(isMember && { params: keyParameter }),
    ...(body && { body }),
    answer: nodeAnswer(node, verb, isMember),
    refusals: REFUSALS[verb],
    run: RUNS[verb],
  })
}

/** The order of a collection has no page of its own; its path stands in the links of a connection list (topic doc1949163). */
export const orderOperations: readonly SpsOperation[] = nodes
  .filter(({ kind }) => kind === 'coll')
  .flatMap((node) => {
    const about = {
      source: `${topic('doc1949163')} (the path); what is sent and answered is our reading of the change type "reorder"`,
      evidence: 'inferred',
      node,
      isOrder: true,
    } as const
    const id = `sps.configuration.${node.path.replaceAll('/', '.')}.order`
    const path = `/configuration/${node.path}/@order` as const
    return [
      operation({
        ...about,
        id: `${id}.get`,
        route: `GET ${path}`,
        summary: `Read the order of ${node.path}`,
        answer: orderAnswer,
        run: readOrder,
      }),
      operation({
        ...about,
        id: `${id}.replace`,
        route: `PUT ${path}`,
        summary: `Put ${node.path} in order`,
        body: orderBody,
        answer: reordered,
        refusals: [...CHANGE_REFUSALS, ...BODY_REFUSALS],
        run: reorder,
      }),
    ]
  })

function list(call: SpsCall): Outcome {
  const shown = shownIn(call)
  return {
    json: shown.node.kind === 'dir' ? directoryText(call, shown) : collectionText(call, call.view, shown),
  }
}

function read(call: SpsCall): Outcome {
  const shown = shownIn(call)
  const { node } = shown
  const { key, view } = call
  const row = findObject(view.tables, node, key) ?? emptyRow(node)
  if (key === undefined) return { json: singletonText(call, shown, row) }
  return {
    json: node.kind === 'coll' ? memberText(call, view, node, key, row) : secretText(call, node, key, row),
  }
}

function create(call: SpsCall): Outcome {
  const { node } = shownIn(call)
  const key = call.edit((editing) => createMember(editing, node, call.json()))
  const meta = ownMetaText(call, node, key)
  return {
    status: 201,
    location: memberHref(node, key),
    json: `{"key":${JSON.stringify(key)},"meta":${meta}}`,
  }
}

function append(call: SpsCall): Outcome {
  const shown = shownIn(call)
  call.edit((editing) => appendElement(editing, shown.node, call.json()))
  return { json: `{"meta":${metaText(call, shown)}}` }
}

function replace(call: SpsCall): Outcome {
  const shown = shownIn(call)
  const { node } = shown
  const { key } = call
  const meta = call.edit((editing) => {
    const row = replaceObject(editing, node, key, call.json())
    return row && key !== undefined ? memberMetaText(call, editing, node, row) : metaText(call, shown)
  })
  return { json: `{"meta":${meta}}` }
}

/** The links still count the member that is gone; of a plugin there are its own alone (guide 6.9.3 page 44). */
function remove(call: SpsCall): Outcome {
  const { node } = shownIn(call)
  const { key = '', view } = call
  const row = view.tables.nodes.get(pathOf(node, key))
  const meta = row && memberMetaText(call, view, node, row)
  call.edit((editing) => removeMember(editing, node, key))
  if (!node.spec.uploadOnly) return { json: `{"meta":${meta}}` }
  const parent = `/api/configuration/${node.path}`
  return { value: { meta: metaOf(call, { href: memberHref(node, key), parent }) } }
}

function readOrder(call: SpsCall): Outcome {
  const { node } = shownIn(call)
  const body = orderOf(call.view.tables, node.path)
  return { value: { body, key: '@order', meta: orderMeta(call, node) } }
}

function reorder(call: SpsCall): Outcome {
  const { node } = shownIn(call)
  call.edit((editing) => reorderMembers(editing, node, call.json()))
  return { value: { meta: orderMeta(call, node) } }
}

/** What the path means in this version, as found out on arrival. */
function shownIn({ node, path, settings }: SpsCall): Shown {
  const shown = node && shownAt(settings.profile, node.path)
  if (!shown) throw new Error(`Nothing was found on arrival for ${path}.`)
  return shown
}

function orderMeta(call: SpsCall, node: Node): object {
  const parent = `/api/configuration/${node.path}`
  return metaOf(call, { href: `${parent}/@order`, parent, transaction: '/api/transaction' })
}

/** A singleton that the fixtures do not mention is empty, as a fresh appliance's. */
function emptyRow(node: Node): NodeRow {
  return { path: pathOf(node), collection: null, body: node.kind === 'list' ? [] : {} }
}
