// @ts-check
// Which operations a reason can be met at: those that lead to it, in the graph of what refers to what. A surface's pipeline
// leads to what every operation of it can be refused by.
import ts from 'typescript-5'
import { Reader } from './reasons.mjs'
import { functionAround, isOperation, Source } from './source.mjs'

/** @typedef {import('typescript-5').Node} Node */
/** @typedef {{ operations: string[], isEverywhere: boolean, isFault: boolean }} Met */

const MANY = 50

/** Members of a surface's definition by which requests come in and go out. */
const ON_THE_WAY = new Set(['pipeline', 'sendError', 'malformed', 'scope', 'takesExpectation', 'rewrite'])

/** @param {Source} source @param {readonly string[]} ids every operation there is @returns {(surface: string, home: Node) => Met} */
export function meetingPlaces(source, ids) {
  const operations = operationsIn(source, ids)
  const missing = ids.filter((id) => !operations.has(id))
  if (missing.length > 0)
    throw new Error(`These operations are not found in the sources: ${missing.join(', ')}.`)
  const reached = new Map(
    [...operations].map(([id, roots]) => [id, source.reach(folderOf(id.split('.', 1)[0] ?? ''), roots)]),
  )
  const surfaces = surfacesIn(source)
  return (surface, home) => ({
    operations: [...reached].flatMap(([id, nodes]) => (nodes.has(home) ? [id] : [])).toSorted(),
    isEverywhere: surfaces.get(surface)?.way.has(home) ?? false,
    isFault: surfaces.get(surface)?.faults.has(home) ?? false,
  })
}

/** Where each operation begins. @param {Source} source @param {readonly string[]} ids */
function operationsIn(source, ids) {
  const reader = new Reader(source)
  /** @type {Map<Node, import('./reasons.mjs').Reading[]>} */
  const readings = new Map()
  source.each((node) => {
    if (!isOperation(node) || !Source.fileOf(node).startsWith('vendors/')) return
    const { id } = reader.membersOf(node)
    const all = id ? reader.read(id, new Map(), 'id') : []
    readings.set(
      node,
      all.filter(({ text }) => /^[a-z]+\./.test(text)),
    )
  })
  // Where a list of operations is read for their ids, it gives those of others once more: the narrowest place has them.
  /** @type {Map<string, Node>} */
  const owners = new Map()
  for (const [node, all] of [...readings].toSorted(([, a], [, b]) => a.length - b.length))
    for (const { text } of all) if (!owners.has(text)) owners.set(text, node)
  /** @type {Map<string, Set<Node>>} */
  const found = new Map()
  for (const [node, all] of readings)
    for (const { text: read, choices } of all) {
      // A path grows from an empty one.
      const text = read.replaceAll('..', '.{path}.')
      if (owners.get(read) !== node && all.length > 1) continue
      const fitting = ids.filter((id) => fits(text, id))
      for (const id of fitting.length > 0 || !text.includes('{') ? fitting : [text]) {
        const roots = found.get(id) ?? new Set()
        found.set(id, roots)
        roots.add(node)
        for (const borrowed of borrowedBy(source, node, choices)) roots.add(borrowed)
      }
    }
  return found
}

/** The same ids in fewer words: `sps.configuration.*` for all that begin so, where they are many. @param {readonly string[]} some @param {readonly string[]} ids */
export function shortened(some, ids) {
  const families = new Set(some.map(familyOf))
  return [...families]
    .flatMap((family) => {
      const all = ids.filter((id) => familyOf(id) === family)
      const here = some.filter((id) => familyOf(id) === family)
      return all.length >= MANY && all.every((id) => here.includes(id)) ? [`${family}.*`] : here
    })
    .toSorted()
}

/** @param {string} id */
function familyOf(id) {
  return id.split('.').slice(0, 2).join('.')
}

/** What an operation does that the function is given which makes it. @param {Source} source @param {Node} operation @param {import('./reasons.mjs').Choices} choices */
function borrowedBy(source, operation, choices) {
  const maker = functionAround(operation)
  if (!maker) return []
  const call = choices.get(maker)
  const calls = call ? [/** @type {ts.CallExpression} */ (call)] : source.callsOf(maker)
  const given = calls.flatMap((one) =>
    (one.arguments ?? []).flatMap((argument) => Array.from(source.references(argument))),
  )
  // A function that is itself given, as `map` is, works on what it is given to.
  const around = [...source.references(ts.isCallExpression(maker.parent) ? maker.parent : maker)]
  return [...given, ...around.filter((one) => !isOperation(one))]
}

/** @param {string} surface */
function folderOf(surface) {
  return `vendors/${surface}/`
}

/** @param {string} template @param {string} id */
function fits(template, id) {
  const [head = '', ...rest] = template.split(/\{\w+\}/)
  return id.startsWith(head) && id.endsWith(rest.at(-1) ?? head) && (rest.length > 0 || id === head)
}

/** @param {Source} source */
function surfacesIn(source) {
  /** @type {Map<string, { way: Set<Node>, faults: Set<Node> }>} */
  const found = new Map()
  source.each((node) => {
    if (!ts.isObjectLiteralExpression(node) || !/^vendors\/\w+\/index\.ts$/.test(Source.fileOf(node))) return
    /** @type {Map<string, ts.ObjectLiteralElementLike>} */
    const members = new Map(node.properties.map((one) => [one.name?.getText() ?? '', one]))
    if (!members.has('pipeline') || !members.has('sendError')) return
    const way = [...members].flatMap(([name, one]) =>
      ON_THE_WAY.has(name) ? Array.from(source.references(one)) : [],
    )
    const faults = members.get('faults')
    const [, surface = ''] = Source.fileOf(node).split('/')
    found.set(surface, {
      way: source.reach(folderOf(surface), way, false),
      faults: source.reach(folderOf(surface), faults ? source.references(faults) : [], false),
    })
  })
  return found
}
