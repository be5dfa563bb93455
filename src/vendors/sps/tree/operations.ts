/** The operations of the configuration tree: one for each node and method. */
import type { Operation, ListedOperation } from '../../../kernel/surface/operation.ts'
import { nodes, type Node } from './index.ts'

const ROOT = '/api/configuration'
const MEMBER = '/:key'

const SUMMARIES = {
  list: 'List',
  get: 'Read',
  create: 'Add a member to',
  append: 'Add an element to',
  replace: 'Replace',
  delete: 'Delete a member of',
} as const

export type Verb = keyof typeof SUMMARIES

/** An operation of the tree, and what it works on. */
export interface TreeOperation extends ListedOperation {
  readonly node: Node
  readonly verb: Verb
  /** On a member of the node, in place of the node itself. */
  readonly isMember: boolean
}

const RECALL = 'general knowledge of the guide, whose page could not be read'

/** Every operation with its path. */
export const treeOperations: readonly TreeOperation[] = nodes.flatMap((node) => {
  const path = node.path === '' ? ROOT : `${ROOT}/${node.path}`
  const own = node.methods.map((method) => serve(node, method, path, false))
  return own.concat(node.memberMethods.map((method) => serve(node, method, path + MEMBER, true)))
})

function serve(node: Node, method: string, path: string, isMember: boolean): TreeOperation {
  const verb = verbOf(node, method, isMember)
  return { ...describe(node, verb, isMember), method, path, node, verb, isMember }
}

function describe(node: Node, verb: Verb, isMember: boolean): Operation {
  const noun = node.path === '' ? '' : `.${node.path.replaceAll('/', '.')}`
  const what = node.path === '' ? 'the configuration' : node.path
  const summary = `${SUMMARIES[verb]} ${isMember && verb !== 'delete' ? 'a member of ' : ''}${what}`
  return { id: `sps.configuration${noun}.${verb}`, summary, ...groundOf(node, verb, isMember) }
}

/** A path may be documented while what its bodies hold is not: that a list or a removal is there rests on the path alone. */
function groundOf(
  { spec: { recalled }, kind, source, evidence }: Node,
  verb: Verb,
  isMember: boolean,
): Pick<Operation, 'source' | 'evidence'> {
  const showsBody = verb !== 'delete' && (isMember || kind !== 'coll' || verb === 'create')
  if (!recalled || !showsBody) return { source, evidence }
  if (recalled === 'all') return { source: `${source} (the path); its body: ${RECALL}`, evidence: 'inferred' }
  return { source: `${source}; ${recalled.join(', ')}: ${RECALL}`, evidence }
}

function verbOf({ kind, spec }: Node, method: string, isMember: boolean): Verb {
  if (method === 'PUT') return 'replace'
  if (method === 'DELETE') return 'delete'
  if (method === 'POST') return spec.appendable ? 'append' : 'create'
  return !isMember && (kind === 'dir' || kind === 'coll') ? 'list' : 'get'
}
