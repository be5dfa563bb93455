/** The operations of the configuration tree, one for each node and method, found by path. */
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

type Verb = keyof typeof SUMMARIES

const RECALL = 'general knowledge of the guide, whose page could not be read'

/** Every operation with its path, as the table of coverage lists them. */
export const treeOperations: readonly ListedOperation[] = nodes.flatMap((node) => {
  const path = node.path === '' ? ROOT : `${ROOT}/${node.path}`
  const own = node.methods.map((method) => serve(node, method, path, false))
  return own.concat(node.memberMethods.map((method) => serve(node, method, path + MEMBER, true)))
})

/** By path: of a node itself, and of the members below it. */
interface Served {
  readonly own: ReadonlyMap<string, Operation>
  readonly members: ReadonlyMap<string, Operation>
}

const byMethod: ReadonlyMap<string, Served> = new Map(
  ['GET', 'POST', 'PUT', 'DELETE'].map((method) => [method, servedBy(method)]),
)

/** The operation that a method on a path of the tree is, whether or not the object is there. */
export function operationAt(method: string, path: string): Operation | undefined {
  const served = byMethod.get(method === 'HEAD' ? 'GET' : method)
  return served?.own.get(path) ?? served?.members.get(path.slice(0, path.lastIndexOf('/')))
}

function servedBy(wanted: string): Served {
  const served = treeOperations.filter(({ method }) => method === wanted)
  const own = served.filter(({ path }) => !path.endsWith(MEMBER))
  const members = served.filter(({ path }) => path.endsWith(MEMBER))
  return {
    own: new Map(own.map((one) => [one.path, one])),
    members: new Map(members.map((one) => [one.path.slice(0, -MEMBER.length), one])),
  }
}

function serve(node: Node, method: string, path: string, isMember: boolean): ListedOperation {
  return { ...describe(node, method, isMember), method, path }
}

function describe(node: Node, method: string, isMember: boolean): Operation {
  const verb = verbOf(node, method, isMember)
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
