/**
 * A short way past the schemas of INPUT_DATA: what is plainly right is read by a function, and all else is left to the
 * schema, which alone says what is wrong with it. Reading by schema is a good part of what a request costs.
 */
import { z } from 'zod'

/** What a reader makes of a value it knows nothing of. */
export const UNSURE: unique symbol = Symbol('unsure')

/** Makes of a value what its schema would, or {@link UNSURE}. */
export type PlainReader = (value: unknown) => unknown

const readers = new WeakMap<z.ZodType, PlainReader | null>()

/** Says how a schema's values are read plainly. @returns the schema */
export function readPlainly<Schema extends z.ZodType>(schema: Schema, reader: PlainReader): Schema {
  readers.set(schema, reader)
  return schema
}

/** The reader of a schema, or of an object that has readers for all its members. */
export function plainReaderOf(schema: z.ZodType): PlainReader | null {
  let reader = readers.get(schema)
  if (reader === undefined) readers.set(schema, (reader = ofObject(schema)))
  return reader
}

function ofObject(schema: z.ZodType): PlainReader | null {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall || schema.def.checks?.length) return null
  const names = Object.keys(schema.shape)
  const ofMembers = names.map((name) => plainReaderOf(schema.shape[name] as z.ZodType))
  if (!ofMembers.every((one) => one !== null)) return null
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNSURE
    const read: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at++) {
      const name = names[at]!
      const member = ofMembers[at]!((value as Readonly<Record<string, unknown>>)[name])
      if (member === UNSURE) return UNSURE
      read[name] = member
    }
    return read
  }
}
