/** Links of collections' members. */
import { SiblingFinder, type View } from '../domain/order.ts'
import type { NodeRow, OrderRow, TailRow } from '../state.ts'
import type { Node } from '../tree/index.ts'
import { metaTemplate, type Navigation, type Template } from './templates.ts'

export function memberHref(node: Node, key: string): string {
  return `/api/configuration/${node.path}/${PLAIN.test(key) ? key : encoded(key)}`
}

/** Every object of the tree links to it. */
export const TRANSACTION = '/api/transaction'

/** Keys that stand in a path as they are. */
const PLAIN = /^[\w.~-]+$/

function encoded(key: string): string {
  return encodeURI(key).replaceAll(/[?#/]/g, encodeURIComponent)
}

/** The links of a member without its siblings. */
export function ownLinks(node: Node, key: string): Navigation {
  return {
    href: memberHref(node, key),
    parent: `/api/configuration/${node.path}`,
    transaction: TRANSACTION,
  }
}

/** So many members of a collection are remembered; when there are more, it begins anew. */
const MOST = 10_000

/** The members that a collection has, in their order: it changes with any of these. */
interface State {
  readonly tail: TailRow | undefined
  readonly committedTail: TailRow | undefined
  readonly order: OrderRow | undefined
  readonly committedOrder: OrderRow | undefined
}

interface Known extends State {
  readonly mount: string
  readonly metas: Map<string, Template>
}

/** The `meta` of members, each made once for as long as no member of its collection comes, goes or moves. */
export class MemberMetas {
  readonly #siblings = new SiblingFinder()
  /** By what tells a collection's state, and is gone with it. */
  readonly #known = new WeakMap<object, Known>()

  of(view: View, mount: string, node: Node, row: NodeRow): Template {
    const metas = this.#metasOf(view, mount, node)
    let meta = metas.get(row.path)
    if (meta) return meta
    meta = metaTemplate(mount, this.#linksOf(view, node, row))
    if (metas.size >= MOST) metas.clear()
    metas.set(row.path, meta)
    return meta
  }

  #metasOf({ tables, committed }: View, mount: string, node: Node): Map<string, Template> {
    const { path } = node
    const tail = tables.tails.get(path)
    const order = tables.orders.get(path)
    const committedTail = committed.tails.get(path)
    const committedOrder = committed.orders.get(path)
    const by = order ?? tail ?? node
    const known = this.#known.get(by)
    if (
      known &&
      known.tail === tail &&
      known.committedTail === committedTail &&
      known.order === order &&
      known.committedOrder === committedOrder &&
      known.mount === mount
    )
      return known.metas
    const metas = new Map<string, Template>()
    this.#known.set(by, { tail, committedTail, order, committedOrder, mount, metas })
    return metas
  }

  #linksOf(view: View, node: Node, row: NodeRow): Navigation {
    const link = (sibling: string | undefined): string | null =>
      sibling === undefined ? null : memberHref(node, sibling)
    const { first, last, next, previous } = this.#siblings.of(view, node.path, row)
    return {
      ...ownLinks(node, row.path.slice(node.path.length + 1)),
      first: link(first),
      last: link(last),
      next: link(next),
      previous: link(previous),
    }
  }
}
