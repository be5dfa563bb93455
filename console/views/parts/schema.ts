/** What a form has to know of a JSON schema. */
import type { Document, Schema } from '../../client/shapes.ts'

export type FieldKind = 'fixed' | 'choice' | 'switch' | 'number' | 'text' | 'group' | 'variants' | 'json'

/** Gives what a reference stands for. */
export type Resolve = (schema: Schema) => Schema

export function resolver(document: Document | undefined): Resolve {
  return (schema) => {
    const name = schema.$ref?.split('/').at(-1)
    const found = name === undefined ? undefined : document?.components?.['schemas']?.[name]
    return (found as Schema | undefined) ?? schema
  }
}

export const asItIs: Resolve = (schema) => schema

export function kindOf(schema: Schema): FieldKind {
  if ('const' in schema) return 'fixed'
  if (schema.enum) return 'choice'
  if (schema.oneOf?.every((one) => typeOf(one) !== undefined)) return 'variants'
  const types = typesOf(schema)
  if (types.includes('string')) return 'text'
  if (types.includes('number') || types.includes('integer')) return 'number'
  if (types.includes('boolean')) return 'switch'
  return schema.properties ? 'group' : 'json'
}

/** The word that tells one of several objects from the others. */
export function typeOf({ properties }: Schema): string | undefined {
  const word = properties?.['type']?.const
  return typeof word === 'string' ? word : undefined
}

function typesOf({ type, anyOf = [] }: Schema): string[] {
  return [...(type === undefined ? [] : [type].flat()), ...anyOf.flatMap(typesOf)]
}

/** A value with one member changed; what is left empty is left out. */
export function withMember(value: unknown, name: string, member: unknown): Readonly<Record<string, unknown>> {
  const { [name]: _, ...others } = (value ?? {}) as Record<string, unknown>
  return member === undefined || member === '' ? others : { ...others, [name]: member }
}
