/** zod schemas as a document's JSON Schema. Schemas with an id (`.meta({ id })`) become components that others refer to. */
import { z } from 'zod'
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
    const {
      $schema: _schema,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema(), { io: direction, unrepresentable: 'any' })
    for (const [name, definition] of Object.entries($defs)) {
      if (!this.#schemas.has(name)) this.#schemas.set(name, referring(withoutId(definition)))
    }
    return referring(withoutId(own))
  }

  /** What was referred to so far, by name. */
  get schemas(): Readonly<Record<string, Json>> {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => a.localeCompare(b)))
  }
}

/** zod repeats a schema's id inside; a document has it as the component's name. */
function withoutId(schema: Json): Json {
  const { id: _id, ...rest } = schema
  return rest
}

/** References of a schema by itself, as references of a document. */
function referring(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace(DEFINITIONS, COMPONENTS) : value,
    ),
  ) as Json
}
