/** Configuration objects as answers print them. The text of a stored body is made once, since stored bodies never change. */
import type { FastifyRequest } from 'fastify'
import { withShownNames } from './domain/parse.ts'
import { pathOf } from './domain/configuration.ts'
import { orderOf, type View } from './domain/order.ts'
import { metaOf, settingsOf } from './envelope.ts'
import { sortedJson, sortedObject } from './json.ts'
import type { NodeRow } from './state.ts'
import type { Node, Shown } from './tree/index.ts'

interface Text {
  readonly mount: string
  readonly json: string
}

const TEXTS = Symbol('texts of stored configuration objects')
const POSITIONS = Symbol('positions in stored orders')

/** An object's payload as JSON text. */
export function bodyText(request: FastifyRequest, node: Node, row: NodeRow): string {
  const texts = request.workspace.service(TEXTS, () => new WeakMap<NodeRow, Text>())
  const known = texts.get(row)
  if (known?.mount === request.mount) return known.json
  const json = sortedJson(withShownNames(node, row.body, settingsOf(request)), request.mount)
  texts.set(row, { mount: request.mount, json })
  return json
}

/** A singleton: its payload under `body`, under its own key, or both. */
export function singletonText(request: FastifyRequest, shown: Shown, row: NodeRow): string {
  const { wrapper } = settingsOf(request)
  const body = bodyText(request, shown.node, row)
  const members: [string, string][] = [
    ['key', JSON.stringify(shown.node.name)],
    ['meta', metaText(request, shown)],
  ]
  if (wrapper !== 'named') members.push(['body', body])
  if (wrapper !== 'body') members.push([shown.node.name, body])
  return sortedObject(members)
}

/** A member of a collection. */
export function memberText(
  request: FastifyRequest,
  view: View,
  node: Node,
  key: string,
  row: NodeRow,
): string {
  const meta = JSON.stringify(memberMeta(request, view, node, key))
  return `{"body":${bodyText(request, node, row)},"key":${JSON.stringify(key)},"meta":${meta}}`
}

/** A member of a store of secrets: its properties, without links to others. */
export function secretText(request: FastifyRequest, node: Node, key: string, row: NodeRow): string {
  const parent = `/api/configuration/${node.path}`
  const meta = metaOf(request, { href: memberHref(node, key), parent, transaction: '/api/transaction' })
  return `{"body":${bodyText(request, node, row)},"key":${JSON.stringify(key)},"meta":${sortedJson(meta)}}`
}

/** A directory. */
export function directoryText(request: FastifyRequest, shown: Shown): string {
  const items = shown.children.map(
    (child) => `{"key":"${child.name}","meta":{"href":"${request.mount}${shown.href}/${child.name}"}}`,
  )
  return `{"items":[${items.join(',')}],"meta":${metaText(request, shown)}}`
}

/** A collection: since 6.1 with the bodies of its members. */
export function collectionText(request: FastifyRequest, view: View, shown: Shown): string {
  const { node } = shown
  const { itemBodies } = settingsOf(request)
  const items = orderOf(view, node.path).flatMap((key) => {
    const row = view.tables.nodes.get(pathOf(node, key))
    if (!row) return []
    const body = itemBodies ? `"body":${bodyText(request, node, row)},` : ''
    const href = JSON.stringify(request.mount + memberHref(node, key))
    return [`{${body}"key":${JSON.stringify(key)},"meta":{"href":${href}}}`]
  })
  return `{"items":[${items.join(',')}],"meta":${metaText(request, shown)}}`
}

/** The links of a node, which are the same in every answer. */
export function metaText(request: FastifyRequest, { href, links }: Shown): string {
  return sortedJson(metaOf(request, { ...links, href, transaction: '/api/transaction' }))
}

export function memberHref(node: Node, key: string): string {
  return `/api/configuration/${node.path}/${encodeURI(key).replaceAll(/[?#/]/g, encodeURIComponent)}`
}

/** The links of a member, among its siblings. */
export function memberMeta(request: FastifyRequest, view: View, node: Node, key: string): object {
  const keys = orderOf(view, node.path)
  const at = positionOf(request, keys, key)
  const link = (sibling: string | undefined): string | null =>
    sibling === undefined ? null : memberHref(node, sibling)
  const meta = metaOf(request, {
    first: link(keys[0]),
    href: memberHref(node, key),
    last: link(keys.at(-1)),
    next: link(keys[at + 1]),
    parent: `/api/configuration/${node.path}`,
    previous: at > 0 ? link(keys[at - 1]) : null,
  })
  return { ...meta, transaction: `${request.mount}/api/transaction` }
}

/** Where a key stands, without walking the collection: an order that is stored never changes. */
function positionOf(request: FastifyRequest, keys: readonly string[], key: string): number {
  const positions = request.workspace.service(POSITIONS, () => new WeakMap<object, Map<string, number>>())
  let known = positions.get(keys)
  if (!known) positions.set(keys, (known = new Map(keys.map((one, at) => [one, at]))))
  return known.get(key) ?? 0
}
