/**
 * Configuration objects as answers print them. Stored objects and orders never change, so the text of an answer is made
 * once for each of them; only the seconds that the session lasts are filled in anew.
 */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { pathOf } from '../domain/configuration.ts'
import { orderOf, type View } from '../domain/order.ts'
import { withShownNames } from '../domain/parse.ts'
import type { SpsSettings } from '../settings.ts'
import { sortedJson } from '../wire/json.ts'
import type { NodeRow } from '../state.ts'
import type { Links, Node, Shown } from '../tree/index.ts'
import { MemberMetas, memberHref, ownLinks, TRANSACTION } from './members.ts'
import {
  around,
  finish,
  MadeOnce,
  metaTemplate,
  type Navigation,
  type Template,
  type Viewpoint,
} from './templates.ts'

/** Whose answer it is. */
interface Call extends Viewpoint {
  readonly workspace: Workspace
  readonly settings: SpsSettings
}

/** What a workspace's answers are made of. */
class Texts {
  readonly singletons = new MadeOnce<Template>()
  readonly bodies = new MadeOnce<string>()
  readonly directories = new MadeOnce<Template>()
  /** By node, as its version shows it. */
  readonly metas = new MadeOnce<Template>()
  readonly memberMetas = new MemberMetas()
}

const newTexts = (): Texts => new Texts()

function textsOf({ workspace }: Call): Texts {
  return workspace.service(Texts, newTexts)
}

/** A singleton: its payload under `body`, under its own key, or both. */
export function singletonText(call: Call, shown: Shown, row: NodeRow): string {
  const { singletons } = textsOf(call)
  const { mount } = call
  return finish(
    call,
    singletons.get(row, mount) ?? singletons.keep(row, mount, singletonTemplate(call, shown, row)),
  )
}

/** A member of a collection. */
export function memberText(call: Call, view: View, node: Node, key: string, row: NodeRow): string {
  const meta = memberMetaText(call, view, node, row)
  return `{"body":${bodyText(call, node, row)},"key":${JSON.stringify(key)},"meta":${meta}}`
}

/** A member of a store of secrets: its properties, without links to others. */
export function secretText(call: Call, node: Node, key: string, row: NodeRow): string {
  const meta = ownMetaText(call, node, key)
  return `{"body":${bodyText(call, node, row)},"key":${JSON.stringify(key)},"meta":${meta}}`
}

/** A directory. */
export function directoryText(call: Call, shown: Shown): string {
  const { directories } = textsOf(call)
  const { mount } = call
  return finish(
    call,
    directories.get(shown, mount) ?? directories.keep(shown, mount, directoryTemplate(call, shown)),
  )
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
  return finish(call, nodeMeta(call, shown))
}

/** The links of a member, among its siblings. */
export function memberMetaText(call: Call, view: View, node: Node, row: NodeRow): string {
  return finish(call, textsOf(call).memberMetas.of(view, call.mount, node, row))
}

/** The links of a member without its siblings, as after its creation or removal. */
export function ownMetaText(call: Call, node: Node, key: string): string {
  return finish(call, metaTemplate(call.mount, ownLinks(node, key)))
}

function nodeMeta(call: Call, shown: Shown): Template {
  const { metas } = textsOf(call)
  const { mount } = call
  return metas.get(shown, mount) ?? metas.keep(shown, mount, metaTemplate(mount, linksOf(shown)))
}

function directoryTemplate(call: Call, shown: Shown): Template {
  const items = shown.children.map(
    (child) => `{"key":"${child.name}","meta":{"href":"${call.mount}${shown.href}/${child.name}"}}`,
  )
  return around(`{"items":[${items.join(',')}],"meta":`, nodeMeta(call, shown), '}')
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
  return around(`{${before.join('')}"meta":`, nodeMeta(call, shown), `${after.join('')}}`)
}

/** An object's payload as JSON text. */
function bodyText(call: Call, node: Node, row: NodeRow): string {
  const { bodies } = textsOf(call)
  const { mount, settings } = call
  return (
    bodies.get(row, mount) ??
    bodies.keep(row, mount, sortedJson(withShownNames(node, row.body, settings), mount))
  )
}

function linksOf({ href, links }: Shown): Navigation & Links {
  return { ...links, href, transaction: TRANSACTION }
}
