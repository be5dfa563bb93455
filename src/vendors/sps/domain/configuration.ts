/** Reading and changing the configuration's objects. Plain values in and out; the caller provides the tables. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { KnownSecrets } from '../../../kernel/journal/known-secrets.ts'
import type { Ids } from '../../../kernel/world/ids.ts'
import { SpsError } from '../errors.ts'
import type { SpsSettings } from '../settings.ts'
import type { NodeRow, Tables } from '../state.ts'
import type { Node } from '../tree/index.ts'
import { demandListening } from './cluster.ts'
import { addMember, dropMember, orderOf, putOrder, type View } from './order.ts'
import { demandFreeName, demandReferences, demandUnused } from './integrity.ts'
import { demandWhole, type Identity } from './identity.ts'
import { parseBody, pathTo } from './parse.ts'
import { hashPassword } from './password.ts'
import { ADMIN } from './privileges.ts'

const CHAPTER = 'SPS REST API Reference Guide, "Modifying the configuration"'

/** What a change works on. */
export interface Editing extends View {
  readonly ids: Ids
  readonly settings: SpsSettings
  /** Takes note of passwords, of which hashes alone are stored. */
  readonly secrets: Pick<KnownSecrets, 'note'>
}

/** A request asks for the path of its member several times, and a new text would have to be hashed each time. */
let lastPath: { readonly node?: Node; readonly key?: string; readonly path: string } = { path: '' }

/** Where an object lies: a singleton, or a member of a collection. */
export function pathOf(node: Node, key?: string): string {
  if (key === undefined) return node.path
  if (lastPath.node !== node || lastPath.key !== key) lastPath = { node, key, path: `${node.path}/${key}` }
  return lastPath.path
}

/** A singleton, or a member of a collection. */
export function findObject(tables: Tables, node: Node, key?: string): NodeRow | undefined {
  const { viewOf } = node.spec
  if (!viewOf) return tables.nodes.get(pathOf(node, key))
  const whole = tables.nodes.get(viewOf.path)?.body as Readonly<Record<string, unknown>> | undefined
  const body = Object.fromEntries(viewOf.members.map((name) => [name, whole?.[name]]))
  return { path: node.path, collection: null, body }
}

/** Creates a member. @returns its key @throws SpsError */
export function createMember(editing: Editing, node: Node, input: unknown): string {
  const { tables, ids, settings } = editing
  const key = ids.uuid()
  const path = pathOf(node, key)
  const href = `/api/configuration/${node.path}`
  const body = parseBody({ node, schema: schemaOf(node), input, settings, href })
  const row = node.kind === 'secret' ? secretRow(editing, path, body) : plainRow(editing, node, path, body)
  if (node.kind === 'coll') addMember(tables, node.path, row)
  else tables.nodes.put(path, row)
  return key
}

/** Replaces a singleton or a member as a whole. @returns what is stored now @throws SpsError */
export function replaceObject(
  editing: Editing,
  node: Node,
  key: string | undefined,
  input: unknown,
): NodeRow | undefined {
  const { tables, settings } = editing
  const path = pathOf(node, key)
  const before = tables.nodes.get(path)
  const href = `/api/configuration/${path}`
  const body = parseBody({ node, schema: schemaOf(node), input, settings, href, before: before?.body })
  const { viewOf } = node.spec
  if (viewOf) {
    const whole = tables.nodes.get(viewOf.path)
    return whole && put(tables, { ...whole, body: { ...(whole.body as object), ...(body as object) } })
  }
  return put(tables, plainRow(editing, node, path, body, before))
}

function put(tables: Tables, row: NodeRow): NodeRow {
  tables.nodes.put(row.path, row)
  return row
}

/** Adds an element to a list. @throws SpsError */
export function appendElement(editing: Editing, node: Node, input: unknown): void {
  const { tables, settings } = editing
  const element = (schemaOf(node) as z.ZodArray<z.ZodType>).element
  const href = `/api/configuration/${node.path}`
  const body = parseBody({ node, schema: element, input, settings, href })
  const before = (findObject(tables, node)?.body ?? []) as readonly unknown[]
  tables.nodes.put(node.path, { path: node.path, collection: null, body: [...before, body] })
}

/** Removes a member. @throws SpsError when it is built in, or in use */
export function removeMember(editing: Editing, node: Node, key: string): void {
  const { tables } = editing
  const row = tables.nodes.get(pathOf(node, key))
  if (!row) return
  demandRemovable(row, key)
  demandUnused(tables, row)
  dropMember(tables, node.path, row.path)
}

/** Puts a collection's members in a new order. `input` must be the present keys. @throws SpsError */
export function reorderMembers(editing: Editing, node: Node, input: unknown): void {
  const present = new Set(orderOf(editing.tables, node.path))
  const keys = new Set(Array.isArray(input) ? (input as string[]) : [])
  const isSame = Array.isArray(input) && input.length === present.size && keys.size === present.size
  if (!isSame || [...keys].some((key) => !present.has(key))) {
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.order.members',
        message: 'A new order must name each member of the collection once; GET it, then send the same keys.',
        source: `${CHAPTER} (change type "reorder"; the request is our reading)`,
      },
      { path: `/api/configuration/${node.path}/@order`, reason: 'not the members of the collection' },
    )
  }
  putOrder(editing, node.path, [...keys])
}

function schemaOf(node: Node): z.ZodType {
  return node.spec.schema ?? z.unknown()
}

function plainRow(editing: Editing, node: Node, path: string, parsed: unknown, before?: NodeRow): NodeRow {
  const { tables, settings } = editing
  const href = `/api/configuration/${before || node.kind !== 'coll' ? path : node.path}`
  const place = { path, href, linkTo: (at: readonly string[]) => pathTo(node, settings, href, at) }
  if (node.path === 'x509' && settings.checkFormats) demandWhole(parsed as Identity, place)
  const body = node.path === 'x509' ? withStoredKey(editing, parsed as Identity) : parsed
  demandSameAdmin(before, body)
  if (path === 'local_services/cluster') demandListening(tables, body)
  demandFreeName(tables, node, place, body)
  demandReferences(tables, place, body)
  const collection = node.kind === 'coll' ? node.path : null
  const rank = before?.rank
  return rank === undefined ? { path, collection, body } : { path, collection, body, rank }
}

/** `{"plain"}` or `{"hash"}` of a password, `{"plain"}` of a private key; the plain form is never shown again. */
function secretRow({ ids, secrets }: Editing, path: string, body: unknown): NodeRow {
  const given = body as { plain?: string; hash?: string }
  const isPassword = path.startsWith('passwords/')
  if (given.plain === undefined) return { path, collection: null, body: { hash: given.hash } }
  if (isPassword) {
    secrets.note(given.plain)
    return { path, collection: null, body: { hash: hashPassword(given.plain, ids.hex(16)) } }
  }
  const fingerprint = createHash('sha256').update(given.plain).digest('base64').replace(/=+$/, '')
  return { path, collection: null, body: { fingerprint: `SHA256:${fingerprint}` }, secret: given.plain }
}

/** An identity is sent with its private key; the key goes to the store of private keys (guide 6.0.7, X.509 certificates). */
function withStoredKey(editing: Editing, identity: Identity): unknown {
  const { tables, ids } = editing
  const { private_key: key } = identity
  if (typeof key !== 'string' || !key.includes('-----BEGIN')) return identity
  const path = `private_keys/${ids.uuid()}`
  tables.nodes.put(path, secretRow(editing, path, { plain: key }))
  return { ...identity, private_key: { $ref: path } }
}

function demandRemovable(row: NodeRow, key: string): void {
  const isAdmin = row.collection === 'aaa/local_database/users' && nameOf(row) === ADMIN
  if (!isAdmin && !/^-\d+$/.test(key)) return
  throw builtIn('built-in-object', row.path, isAdmin ? 'The user "admin"' : `"${key}"`, 'cannot be deleted')
}

function demandSameAdmin(before: NodeRow | undefined, body: unknown): void {
  if (before?.collection !== 'aaa/local_database/users' || nameOf(before) !== ADMIN) return
  if ((body as { name?: unknown }).name !== ADMIN)
    throw builtIn('built-in-renamed', before.path, 'The user "admin"', 'cannot be renamed')
}

function builtIn(
  code: 'built-in-object' | 'built-in-renamed',
  path: string,
  what: string,
  cannot: string,
): SpsError {
  return new SpsError(
    code,
    {
      rule: 'sps.object.built-in',
      message: `${what} comes with the product and ${cannot}.`,
      source: `${CHAPTER}, built-in objects; topic doc2256080`,
    },
    { path: `/api/configuration/${path}` },
  )
}

function nameOf(row: NodeRow): unknown {
  return (row.body as { name?: unknown }).name
}
