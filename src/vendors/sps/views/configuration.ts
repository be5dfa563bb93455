/**
 * Configuration objects as answers print them. Stored objects and orders never change, so the text of an answer is made
 * once for each of them; only the seconds that the session lasts are filled in anew.
 */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { pathOf } from '../domain/configuration.ts'
import { orderOf, SiblingFinder, type Siblings, type View } from '../domain/order.ts'
import { withShownNames } from '../domain/parse.ts'
import type { SpsSettings } from '../settings.ts'
import { sortedJson } from '../wire/json.ts'
import type { NodeRow } from '../state.ts'
import type { Links, Node, Shown } from '../tree/index.ts'
import type { Viewpoint } from './meta.ts'

/** Whose answer it is. */
interface Call extends Viewpoint {
  readonly workspace: Workspace
  readonly settings: SpsSettings
}

/** An answer's text before and after the place of `remaining_seconds`. */
interface Template {
  readonly head: string
  readonly tail: string
}

interface Cached<Value> {
  readonly mount: string
  /** What else the value was made from. */
  readonly beside: unknown
  readonly value: Value
}

const TEMPLATES = Symbol('answers of stored configuration objects')
const BODIES = Symbol('payloads of stored configuration objects')
const SIBLINGS = Symbol('siblings of members')

/** A singleton: its payload under `body`, under its own key, or both. */
export function singletonText(call: Call, shown: Shown, row: NodeRow): string {
  return finish(
    call,
    cached(call, TEMPLATES, row, shown, () => singletonTemplate(call, shown, row)),
  )
}

/** A member of a collection. */
export function memberText(call: Call, view: View, node: Node, key: string, row: NodeRow): string {
  const siblings = siblingsOf(call, view, node, row)
  const make = (): Template => {
    const meta = metaOfMember(call, siblings, node, key)
    const body = bodyText(call, node, row)
    return { head: `{"body":${body},"key":${JSON.stringify(key)},"meta":${meta.head}`, tail: `${meta.tail}}` }
  }
  const beside = `${siblings.first} ${siblings.last} ${siblings.next} ${siblings.previous}`
  return finish(call, cached(call, TEMPLATES, row, beside, make))
}

/** A member of a store of secrets: its properties, without links to others. */
export function secretText(call: Call, node: Node, key: string, row: NodeRow): string {
  const meta = finish(call, metaTemplate(call, ownLinks(node, key)))
  return `{"body":${bodyText(call, node, row)},"key":${JSON.stringify(key)},"meta":${meta}}`
}

/** A directory. */
export function directoryText(call: Call, shown: Shown): string {
  const make = (): Template => {
    const items = shown.children.map(
      (child) => `{"key":"${child.name}","meta":{"href":"${call.mount}${shown.href}/${child.name}"}}`,
    )
    return around(`{"items":[${items.join(',')}],"meta":`, metaTemplate(call, linksOf(shown)), '}')
  }
  return finish(call, cached(call, TEMPLATES, shown, undefined, make))
}

/** A collection: since 6.1 with the bodies of its members. */
export function collectionText(call: Call, view: View, shown: Shown): string {
  const { node } = shown
  const { itemBodies } = call.settings
  const items = orderOf(view.tables, node.path).flatMap((key) => {
    const row = view.tables.nodes.get(pathOf(node, key))
    if (!row) return []
    const body = itemBodies ? `"body":${bodyText(call, node, row)},` : ''
    const href = JSON.stringify(call.mount + memberHref(node, key))
    return [`{${body}"key":${JSON.stringify(key)},"meta":{"href":${href}}}`]
  })
  return `{"items":[${items.join(',')}],"meta":${metaText(call, shown)}}`
}

/** The links of a node, which are the same in every answer. */
export function metaText(call: Call, shown: Shown): string {
  return finish(call, metaTemplate(call, linksOf(shown)))
}

/** The links of a member, among its siblings. */
export function memberMetaText(call: Call, view: View, node: Node, row: NodeRow): string {
  const key = row.path.slice(node.path.length + 1)
  return finish(call, metaOfMember(call, siblingsOf(call, view, node, row), node, key))
}

/** The links of a member without its siblings, as after its creation or removal. */
export function ownMetaText(call: Call, node: Node, key: string): string {
  return finish(call, metaTemplate(call, ownLinks(node, key)))
}

export function memberHref(node: Node, key: string): string {
  return `/api/configuration/${node.path}/${encodeURI(key).replaceAll(/[?#/]/g, encodeURIComponent)}`
}

function singletonTemplate(call: Call, shown: Shown, row: NodeRow): Template {
  const { wrapper } = call.settings
  const { name } = shown.node
  const body = bodyText(call, shown.node, row)
  const members: [string, string][] = [['key', JSON.stringify(name)]]
  if (wrapper !== 'named') members.push(['body', body])
  if (wrapper !== 'body') members.push([name, body])
  const side = (isBefore: boolean): string[] =>
    members
      .filter(([member]) => member < 'meta' === isBefore)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, json]) => `${JSON.stringify(member)}:${json}`)
  const before = side(true).map((text) => `${text},`)
  const after = side(false).map((text) => `,${text}`)
  return around(`{${before.join('')}"meta":`, metaTemplate(call, linksOf(shown)), `${after.join('')}}`)
}

/** An object's payload as JSON text. */
function bodyText(call: Call, node: Node, row: NodeRow): string {
  return cached(call, BODIES, row, undefined, () =>
    sortedJson(withShownNames(node, row.body, call.settings), call.mount),
  )
}

type Navigation = Readonly<Record<string, string | null>>

function linksOf({ href, links }: Shown): Navigation & Links {
  return { ...links, href }
}

function ownLinks(node: Node, key: string): Navigation {
  return { href: memberHref(node, key), parent: `/api/configuration/${node.path}` }
}

function metaOfMember(call: Call, siblings: Siblings, node: Node, key: string): Template {
  const link = (sibling: string | undefined): string | null =>
    sibling === undefined ? null : memberHref(node, sibling)
  return metaTemplate(call, {
    ...ownLinks(node, key),
    first: link(siblings.first),
    last: link(siblings.last),
    next: link(siblings.next),
    previous: link(siblings.previous),
  })
}

/** Links below the mount. Of a meta's members `transaction` alone sorts behind `remaining_seconds`. */
function metaTemplate({ mount }: Call, links: Navigation): Template {
  const below = Object.entries(links).map(([name, link]) => [name, link === null ? null : mount + link])
  const head = sortedJson(Object.fromEntries(below)).slice(0, -1)
  return { head: `${head},`, tail: `"transaction":${JSON.stringify(`${mount}/api/transaction`)}}` }
}

function around(before: string, { head, tail }: Template, after: string): Template {
  return { head: before + head, tail: tail + after }
}

function finish({ remainingSeconds }: Call, { head, tail }: Template): string {
  return remainingSeconds === undefined
    ? head + tail
    : `${head}"remaining_seconds":${remainingSeconds},${tail}`
}

/** What was made from a stored object (and `beside` it) before, or what `make` makes of it now. */
function cached<Value>(
  { workspace, mount }: Call,
  kind: symbol,
  from: object,
  beside: unknown,
  make: () => Value,
): Value {
  const known = workspace.service(kind, () => new WeakMap<object, Cached<Value>>())
  const entry = known.get(from)
  if (entry && entry.mount === mount && entry.beside === beside) return entry.value
  const value = make()
  known.set(from, { mount, beside, value })
  return value
}

function siblingsOf({ workspace }: Call, view: View, node: Node, row: NodeRow): Siblings {
  return workspace.service(SIBLINGS, () => new SiblingFinder()).of(view, node.path, row)
}
