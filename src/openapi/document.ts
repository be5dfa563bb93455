/** OpenAPI 3.1 of a surface, made from its declarations. The vendors publish none. */
import type {
  Content,
  DocumentAnswer,
  DocumentBody,
  DocumentParameter,
  ExampleObjects,
  Place,
  SeenExchange,
  SurfaceDocument,
} from '../kernel/surface/document.ts'
import type { Declaration, ServedOperation } from '../kernel/surface/operation.ts'
import { Components } from './schemas.ts'

/** An example of a body, and where it is from. */
export interface Example {
  readonly summary: string
  readonly value: unknown
  /** What it came as; of several media types, it is one of this. */
  readonly contentType?: string
}

/** Examples of an operation by id: what is sent, and what is answered with success. */
export interface Examples {
  requestOf(operation: string): Example | undefined
  answerOf(operation: string): Example | undefined
  /** The whole exchange. */
  seen?(operation: string): SeenExchange | undefined
}

export interface DocumentOptions {
  readonly version: string
  readonly document: SurfaceDocument
  readonly served: readonly ServedOperation<Declaration>[]
  readonly examples?: Examples
}

type Json = Record<string, unknown>

export interface Document extends Json {
  readonly openapi: string
  readonly info: Json
  readonly paths: Json
}

/** The whole document. */
export function openApiOf({ version, document, served: listed, examples }: DocumentOptions): Document {
  const { title, description, chapters, securitySchemes, security, headers, served = listed } = document
  const components = new Components()
  const responses: Record<string, Json> = {}
  const parameters: Record<string, Json> = {}
  const describe = describer(document, components, { responses, parameters }, examples)
  const paths: Record<string, Json> = {}
  const ids = new Map<string, number>()
  for (const { operation, method, path } of served) {
    const place: Place = { method, path, seen: (id) => examples?.seen?.(id) }
    const template = path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
    const uses = (ids.get(operation.id) ?? 0) + 1
    ids.set(operation.id, uses)
    const item = (paths[template] ??= {})
    item[method.toLowerCase()] ??= {
      operationId: document.operationIdOf?.(operation, place) ?? operationId(operation.id, uses),
      ...describe(operation, template, place),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    ...(document.servers && { servers: document.servers }),
    tags: Object.entries(chapters).map(([name, about]) => ({ name, description: about })),
    paths,
    ...(security && { security }),
    components: {
      securitySchemes,
      ...(headers && { headers }),
      ...(Object.keys(parameters).length > 0 && { parameters: sorted(parameters) }),
      ...(document.examples && { examples: document.examples }),
      ...(Object.keys(responses).length > 0 && { responses: sorted(responses) }),
      schemas: components.schemas,
    },
    ...document.extensions,
  }
}

/** `recordUnlock` of `xtam.record.unlock`; where it is served again, `recordUnlock2`. */
function operationId(id: string, uses: number): string {
  const name = id
    .slice(id.indexOf('.') + 1)
    .replaceAll(/[^a-z0-9]+(\w)/gi, (_text, letter: string) => letter.toUpperCase())
  return uses === 1 ? name : `${name}${uses}`
}

/** Components that are filled as operations name them. */
interface Named {
  readonly responses: Record<string, Json>
  readonly parameters: Record<string, Json>
}

function describer(
  document: SurfaceDocument,
  components: Components,
  named: Named,
  examples: Examples | undefined,
): (operation: Declaration, template: string, place: Place) => Json {
  return (operation, template, place) => {
    const { id, summary, source, evidence } = operation
    const body = document.bodyOf(operation, place)
    const note = document.noteOf?.(operation)
    const security = document.securityOf(operation)
    const parameters = [
      ...pathParameters(operation, template, components),
      ...others(document, operation, place, components, named.parameters),
    ]
    return {
      summary,
      description: `${note === undefined ? '' : `${note}\n\n`}Source: ${source}.`,
      tags: [document.chapterOf(operation)],
      ...(parameters.length > 0 && { parameters }),
      ...(body && {
        requestBody: {
          ...(body.description !== undefined && { description: body.description }),
          required: body.required ?? true,
          content: mediaTypes(
            contentOf(body.content, 'input', components, { example: examples?.requestOf(id) }),
            body.exampleObjects,
            body.encoding,
          ),
        },
      }),
      responses: Object.fromEntries(
        document
          .answersOf(operation, place)
          .map((answer) => [
            answer.status,
            onceIn(named.responses, answer, () => answerOf(answer, components, examples?.answerOf(id))),
          ]),
      ),
      ...(security !== document.security && { security }),
      'x-pam-mock-operation': id,
      'x-pam-mock-evidence': evidence,
      'x-pam-mock-source': source,
      ...document.extensionsOf?.(operation),
    }
  }
}

/** An answer that has a name is written down once. */
function onceIn(responses: Record<string, Json>, { id }: DocumentAnswer, make: () => Json): Json {
  if (id === undefined) return make()
  // The first that has an example tells for all.
  const known = responses[id]
  if (!known || !hasExamples(known)) responses[id] = make()
  return { $ref: `#/components/responses/${id}` }
}

function hasExamples({ content = {} }: Json): boolean {
  return Object.values(content as Record<string, Json>).some(({ examples }) => examples !== undefined)
}

function answerOf(answer: DocumentAnswer, components: Components, success: Example | undefined): Json {
  const { status, description, headers, content, examples = {}, exampleObjects, extensions } = answer
  const shown = Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  return {
    description,
    ...(headers && { headers }),
    ...(content && {
      content: mediaTypes(
        contentOf(content, 'output', components, { success: status < 300 ? success : undefined }, shown),
        exampleObjects,
      ),
    }),
    ...extensions,
  }
}

/** With what is said of single media types. */
function mediaTypes(content: Json, examples?: ExampleObjects, encoding?: DocumentBody['encoding']): Json {
  if (!examples && !encoding) return content
  return Object.fromEntries(
    Object.entries(content).map(([type, of]) => {
      const { examples: seen, ...described } = of as Json
      const shown = examples ? examples[type] : seen
      return [
        type,
        {
          ...described,
          ...(encoding?.[type] && { encoding: encoding[type] }),
          ...(Object.keys(shown ?? {}).length > 0 && { examples: shown }),
        },
      ]
    }),
  )
}

/** @param seen shown with the media type that it came as @param shown examples of every media type */
function contentOf(
  content: Content,
  direction: 'input' | 'output',
  components: Components,
  seen: Readonly<Record<string, Example | undefined>>,
  shown: Readonly<Record<string, unknown>> = {},
): Json {
  const types = Object.keys(content)
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => {
      const own = Object.entries(seen).flatMap(([name, example]) => {
        if (!example || typeOf(example, types) !== type) return []
        const { contentType: _, ...rest } = example
        return [[name, rest] as const]
      })
      const examples = { ...Object.fromEntries(own), ...shown }
      return [
        type,
        {
          schema: components.refer(schema, direction),
          ...(Object.keys(examples).length > 0 && { examples }),
        },
      ]
    }),
  )
}

/** The media type of an example; the first where it came as none of them. */
function typeOf({ contentType }: Example, types: readonly string[]): string | undefined {
  const plain = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  return types.find((type) => type === plain) ?? types[0]
}

function sorted<Value>(named: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function pathParameters({ params }: Declaration, template: string, components: Components): Json[] {
  const { properties = {} } = params ? components.of(params, 'input') : {}
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => {
    const { description, ...schema } = (properties as Record<string, Json>)[name] ?? { type: 'string' }
    return { name, in: 'path', required: true, ...(description !== undefined && { description }), schema }
  })
}

/** Members of the query's schema, and what the surface takes with every such operation. */
function others(
  document: SurfaceDocument,
  operation: Declaration,
  place: Place,
  components: Components,
  named: Record<string, Json>,
): Json[] {
  const { properties = {}, required = [] } = operation.query ? components.of(operation.query, 'input') : {}
  const own = Object.entries(properties as Record<string, Json>).map(([name, { description, ...schema }]) =>
    parameter({ name, in: 'query', description, required: (required as string[]).includes(name) }, schema),
  )
  const more = (document.parametersOf?.(operation, place) ?? [])
    .filter(({ name }) => !own.some((known) => known['name'] === name))
    .map((one) => parameterOf(one, components, named))
  return [...own, ...more]
}

/** A parameter that has a name among the components is written down once. */
function parameterOf(one: DocumentParameter, components: Components, named: Record<string, Json>): Json {
  const { id, schema, mediaType, examples = {}, ...rest } = one
  const value = {
    schema: components.refer(schema, 'input'),
    ...(Object.keys(examples).length > 0 && { examples }),
  }
  const { schema: _schema, ...told } = parameter(rest, {})
  const made = { ...told, ...(mediaType === undefined ? value : { content: { [mediaType]: value } }) }
  if (id === undefined) return made
  named[id] ??= made
  return { $ref: `#/components/parameters/${id}` }
}

function parameter(
  { name, in: place, description, required = false }: Record<string, unknown>,
  schema: Json,
): Json {
  return {
    name,
    in: place,
    ...(required === true && { required }),
    ...(description !== undefined && { description }),
    schema,
  }
}
