/** zod schemas as a document's JSON Schema. Schemas with an id (`.meta({ id })`) become components that others refer to. */
import { z } from 'zod'
import type { Deferred } from '../kernel/schema.ts'
import type { DocumentSchema } from '../kernel/surface/document.ts'

type Json = Readonly<Record<string, unknown>>

const DEFINITIONS = '#/$defs/'
const COMPONENTS = '#/components/schemas/'

export class Components {
  readonly #schemas = new Map<string, Json>()

  /**
   * A schema for use in the document.
   *
   * @param direction what a client may send (`input`), or what it reads (`output`)
   */
  of(schema: DocumentSchema, direction: 'input' | 'output'): Json {
    if (typeof schema !== 'function') return schema
    return withoutId(this.#read(schema, direction))
  }

  /** The same; a schema that has an id is a component, and referred to. */
  refer(schema: DocumentSchema, direction: 'input' | 'output'): Json {
    if (typeof schema !== 'function') return schema
    const { id, ...own } = this.#read(schema, direction)
    if (typeof id !== 'string') return own
    this.#keep(id, own)
    return { $ref: COMPONENTS + id }
  }

  #read(schema: Deferred, direction: 'input' | 'output'): Json {
    const {
      $schema: _schema,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema(), { io: direction, unrepresentable: 'any', override: asDocumented })
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, referring(withoutId(definition)))
    return referring(own)
  }

  #keep(name: string, schema: Json): void {
    if (!this.#schemas.has(name)) this.#schemas.set(name, schema)
  }

  /** What was referred to so far, by name. */
  get schemas(): Readonly<Record<string, Json>> {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => a.localeCompare(b)))
  }
}

/** A schema may say in `.meta({ documented })` what stands for it: of a text that holds a number, the number. */
function asDocumented({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  const { documented } = jsonSchema
  if (documented === undefined) return
  for (const name of Object.keys(jsonSchema)) if (name !== 'description') delete jsonSchema[name]
  Object.assign(jsonSchema, documented)
}

/** zod repeats a schema's id inside; a document has it as the component's name. */
function withoutId(schema: Json): Json {
  const { id: _id, ...rest } = schema
  return rest
}

/** References of a schema by itself, as references of a document; and the words that generators of clients know. */
function referring(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$ref' && typeof value === 'string') return value.replace(DEFINITIONS, COMPONENTS)
      return isObject(value) ? plain(value) : value
    }),
  ) as Json
}

/**
 * The same in words that tools take: a choice of types as one of schemas, a tuple as a list of so many (of its common
 * schema, or of any), and no schema that is `true` or `false`.
 */
function plain(schema: Json): Json {
  const { type, prefixItems, items, ...rest } = schema
  if (Array.isArray(type) && type.length > 1 && !(type.length === 2 && type.includes('null')))
    return { ...rest, anyOf: type.map((one: string) => ({ type: one })) }
  if (Array.isArray(prefixItems) && prefixItems.length > 0) {
    const kinds = [...new Map(prefixItems.map((one: unknown) => [JSON.stringify(one), one])).values()]
    const size = prefixItems.length
    return {
      ...rest,
      type: 'array',
      items: kinds.length === 1 ? kinds[0] : { anyOf: kinds },
      minItems: size,
      ...(items === false || items === undefined ? { maxItems: size } : {}),
    }
  }
  return typeof items === 'boolean' ? { ...rest, type, items: {} } : schema
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
