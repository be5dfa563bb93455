/** What bodies of configuration objects look like on the wire, worked out from the schemas that requests are parsed by. */
import { z } from 'zod'
import type { Reference } from '../references.ts'
import { reference } from './common.ts'

/** How a reference is written, and what becomes of members that have a default or are not known. */
interface Side {
  reference(bare: z.ZodType, collection: string): z.ZodType
  preset(inner: z.ZodType, value: unknown): z.ZodType
  readonly isStrict: boolean
  /** What the names of schemas end with on this side. */
  readonly suffix: string
  /** Forms of schemas that have names: there is one of each. */
  readonly named: WeakMap<z.ZodType, z.ZodType>
}

/** A request carries the bare key, and may leave out what has a default. */
const ASKED: Side = {
  reference: (bare, collection) => bare.describe(`Key of a member of ${collection}`),
  preset: (inner, value) => inner.default(value),
  isStrict: false,
  suffix: 'Input',
  named: new WeakMap(),
}

/** An answer carries the expanded reference and every member; what the product does not know it has not kept. */
const SHOWN: Side = {
  reference: (_bare, collection) => reference().describe(`A member of ${collection}`),
  preset: (inner) => inner,
  isStrict: true,
  suffix: '',
  named: new WeakMap(),
}

/** The form of a request's body. */
export function askedForm(schema: z.ZodType): z.ZodType {
  return formOf(schema, ASKED)
}

/** The form of the same body in an answer. */
export function shownForm(schema: z.ZodType): z.ZodType {
  return formOf(schema, SHOWN)
}

function formOf(schema: z.ZodType, side: Side): z.ZodType {
  const { id, description } = schema.meta() ?? {}
  if (id === undefined) {
    const form = plainFormOf(schema, side)
    return description === undefined || form.description !== undefined ? form : form.describe(description)
  }
  const known = side.named.get(schema)
  if (known) return known
  const form = plainFormOf(schema, side).meta({ ...schema.meta(), id: id + side.suffix })
  side.named.set(schema, form)
  return form
}

function plainFormOf(schema: z.ZodType, side: Side): z.ZodType {
  const inner = (one: unknown): z.ZodType => formOf(one as z.ZodType, side)
  // The one transformation of the tree's schemas is that of a bare key into a stored reference.
  if (schema instanceof z.ZodPipe) return side.reference(schema.in as z.ZodType, collectionOf(schema))
  if (schema instanceof z.ZodDefault) return side.preset(inner(schema.unwrap()), schema.def.defaultValue)
  if (schema instanceof z.ZodOptional) return inner(schema.unwrap()).optional()
  if (schema instanceof z.ZodNullable) return inner(schema.unwrap()).nullable()
  if (schema instanceof z.ZodArray) return z.array(inner(schema.element))
  if (schema instanceof z.ZodTuple) return z.tuple(schema.def.items.map(inner) as [z.ZodType, ...z.ZodType[]])
  if (schema instanceof z.ZodRecord) return z.record(schema.keyType as z.ZodString, inner(schema.valueType))
  if (schema instanceof z.ZodDiscriminatedUnion)
    return z.discriminatedUnion(
      schema.def.discriminator,
      schema.options.map(inner) as [z.ZodObject, ...z.ZodObject[]],
    )
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(inner))
  return schema instanceof z.ZodObject ? objectOf(schema, side) : schema
}

function objectOf({ shape, def }: z.ZodObject, side: Side): z.ZodObject {
  const members = Object.fromEntries(
    Object.entries(shape).map(([name, one]) => [name, formOf(one as z.ZodType, side)]),
  )
  const { catchall } = def
  if (!catchall) return side.isStrict ? z.strictObject(members) : z.object(members)
  return z.object(members).catchall(formOf(catchall as z.ZodType, side))
}

/** Keys in the forms that references take. */
const KEYS = ['k', 'k.interfaces.i', 'k.interfaces.i.addresses.a']

/** Where a reference leads to: its transformation tells, of any key that it takes. */
function collectionOf(schema: z.ZodType): string {
  const taken = KEYS.flatMap((key) => (schema.safeParse(key).data as Reference | undefined) ?? [])
  const [{ $ref, at }] = taken as [Reference]
  const collection = $ref.slice(0, $ref.lastIndexOf('/'))
  if (at === undefined) return collection
  const address = at.includes('/addresses/') ? '.addresses.<id>' : ''
  return `${collection}, in the form "<nic>.interfaces.<id>${address}"`
}
