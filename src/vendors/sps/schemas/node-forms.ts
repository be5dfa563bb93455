/** What bodies of configuration objects look like on the wire, worked out from the schemas that requests are parsed by. */
import { z } from 'zod'
import { links } from './common.ts'

/** How a reference is written, and what becomes of members that have a default or are not known. */
interface Side {
  reference(bare: z.ZodType): z.ZodType
  preset(inner: z.ZodType, value: unknown): z.ZodType
  readonly isStrict: boolean
}

/** A request carries the bare key, and may leave out what has a default. */
const ASKED: Side = {
  reference: (bare) => bare,
  preset: (inner, value) => inner.default(value),
  isStrict: false,
}

/** An answer carries the expanded reference and every member; what the product does not know it has not kept. */
const SHOWN: Side = {
  reference: () => z.strictObject({ key: z.string(), meta: links() }),
  preset: (inner) => inner,
  isStrict: true,
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
  const inner = (one: unknown): z.ZodType => formOf(one as z.ZodType, side)
  // The one transformation of the tree's schemas is that of a bare key into a stored reference.
  if (schema instanceof z.ZodPipe) return side.reference(schema.in as z.ZodType)
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
