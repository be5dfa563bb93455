/** What the operations of the configuration tree take and answer, from the description of each node. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import { hiddenMembers, namesShown } from '../domain/parse.ts'
import { PROFILES } from '../profiles.ts'
import { shownAt, type Node } from '../tree/index.ts'
import type { Verb } from '../tree/operations.ts'
import { item, link, meta } from './common.ts'
import { askedForm, shownForm } from './node-forms.ts'

/** The body that an operation takes, if it takes one. */
export function nodeBody(node: Node, verb: Verb): Deferred | undefined {
  if (verb === 'append') return deferred(() => askedForm(elementOf(node)))
  return verb === 'create' || verb === 'replace' ? deferred(() => askedBody(node)) : undefined
}

/** What an operation answers. */
export function nodeAnswer(node: Node, verb: Verb, isMember: boolean): Deferred {
  if (verb === 'list') return deferred(() => (node.kind === 'dir' ? directory(node) : collection(node)))
  if (verb === 'get') return deferred(() => (isMember ? member(node) : singleton(node)))
  if (verb === 'create') return CREATED
  if (verb === 'delete') return node.spec.uploadOnly ? UPLOAD_REMOVED : MEMBER_REPLACED
  return isMember ? MEMBER_REPLACED : REPLACED
}

const sibling = () => link().nullable()

/** Links of a node among its siblings. */
export const navigation = deferred(() =>
  meta({
    first: link(),
    last: link(),
    next: sibling(),
    previous: sibling(),
    parent: sibling(),
    order: link().optional(),
    transaction: link(),
  }).meta({ id: 'NodeMeta' }),
)

/** Links of a member among the others. */
export const memberLinks = deferred(() =>
  meta({
    first: sibling(),
    last: sibling(),
    next: sibling(),
    previous: sibling(),
    parent: link(),
    transaction: link(),
  }).meta({ id: 'MemberMeta' }),
)

export const ownLinks = deferred(() =>
  meta({ parent: link(), transaction: link() }).meta({ id: 'ObjectMeta' }),
)

const CREATED = deferred(() =>
  z.strictObject({ key: z.string(), meta: ownLinks() }).meta({ id: 'ObjectCreated' }),
)
const REORDERED = deferred(() => z.strictObject({ meta: ownLinks() }).meta({ id: 'ObjectChanged' }))
const UPLOAD_REMOVED = deferred(() =>
  z.strictObject({ meta: meta({ parent: link() }) }).meta({ id: 'UploadRemoved' }),
)
const REPLACED = deferred(() => z.strictObject({ meta: navigation() }).meta({ id: 'NodeChanged' }))
const MEMBER_REPLACED = deferred(() => z.strictObject({ meta: memberLinks() }).meta({ id: 'MemberChanged' }))

/** What changes are answered with, whatever was changed. */
export const changeAnswers: readonly Deferred[] = [
  CREATED,
  REORDERED,
  UPLOAD_REMOVED,
  REPLACED,
  MEMBER_REPLACED,
]

/** The keys of a collection's members in their order. */
export const orderBody = deferred(() => z.array(z.string()).meta({ id: 'Order' }))
export const orderAnswer = deferred(() =>
  z
    .strictObject({ body: orderBody(), key: z.literal('@order'), meta: ownLinks() })
    .meta({ id: 'OrderOfMembers' }),
)
export const reordered = REORDERED

function directory(node: Node): z.ZodType {
  return z.strictObject({ items: z.array(item({}, [...node.children.keys()])), meta: navigation() })
}

/** With bodies of its members since 6.1. */
function collection(node: Node): z.ZodType {
  return z.strictObject({ items: z.array(item({ body: shownBody(node).optional() })), meta: navigation() })
}

/** Under `body`, under its own name, or both, as versions differ; a fresh appliance's is empty. */
function singleton(node: Node): z.ZodType {
  const own = shownBody(node)
  const body = (node.kind === 'list' ? own : z.union([own, z.strictObject({})])).optional()
  return z.strictObject({ body, key: z.literal(node.name), meta: navigation(), [node.name]: body })
}

function member(node: Node): z.ZodType {
  return z.strictObject({
    body: shownBody(node),
    key: z.string(),
    meta: node.kind === 'secret' ? ownLinks() : memberLinks(),
  })
}

function askedBody(node: Node): z.ZodType {
  const form = askedForm(schemaOf(node))
  const { only, renamed } = node.spec
  if (!(form instanceof z.ZodObject)) return form
  // A version that does not have a member keeps what is stored of it, whatever is sent.
  const whole = only ? form.partial(maskOf(form, Object.keys(only))) : form
  return renamed ? z.union([whole, withNames(whole, renamed.names)]) : whole
}

/** A body in answers: one form, or one for each way in which versions show it. */
function shownBody(node: Node): z.ZodType {
  const form = node.spec.shown ?? shownForm(schemaOf(node))
  if (!(form instanceof z.ZodObject)) return form
  const forms = new Map<string, z.ZodType>()
  for (const profile of PROFILES) {
    if (!shownAt(profile, node.path)) continue
    const hidden = hiddenMembers(node, { profile })
    const names = namesShown(node, { profile })
    const differences = JSON.stringify([hidden, names])
    if (!forms.has(differences)) forms.set(differences, withNames(form.omit(maskOf(form, hidden)), names))
  }
  const [one = form, ...others] = forms.values()
  return others.length === 0 ? one : z.union([one, ...others])
}

export function schemaOf(node: Node): z.ZodType {
  return node.spec.schema ?? z.unknown()
}

export function elementOf(node: Node): z.ZodType {
  return (schemaOf(node) as z.ZodArray<z.ZodType>).element
}

function maskOf({ shape }: z.ZodObject, names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.filter((name) => name in shape).map((name) => [name, true]))
}

function withNames(form: z.ZodObject, names: Readonly<Record<string, string>>): z.ZodObject {
  if (Object.keys(names).length === 0) return form
  const shape = Object.fromEntries(
    Object.entries(form.shape).map(([name, one]) => [names[name] ?? name, one as z.ZodType]),
  )
  const { catchall } = form.def
  return catchall ? z.object(shape).catchall(catchall) : z.object(shape)
}
