/** OpenAPI 3.1 of a surface, made from its declarations. The vendors publish none. */
import type {
  Content,
  DocumentAnswer,
  DocumentParameter,
  SurfaceDocument,
} from '../kernel/surface/document.ts'
import type { Declaration, ServedOperation } from '../kernel/surface/operation.ts'
import { Components } from './schemas.ts'

/** An example of a body, and where it is from. */
export interface Example {
  readonly summary: string
  readonly value: unknown
}

/** Examples of an operation by id: what is sent, and what is answered with success. */
export interface Examples {
  requestOf(operation: string): Example | undefined
  answerOf(operation: string): Example | undefined
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
export function openApiOf({ version, document, served, examples }: DocumentOptions): Document {
  const components = new Components()
  const describe = describer(document, components, examples)
  const paths: Record<string, Json> = {}
  const ids = new Map<string, number>()
  for (const { operation, method, path } of served) {
    const template = path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
    const uses = (ids.get(operation.id) ?? 0) + 1
    ids.set(operation.id, uses)
    const item = (paths[template] ??= {})
    item[method.toLowerCase()] ??= {
      operationId: operationId(operation.id, uses),
      ...describe(operation, template),
    }
  }
  const { title, description, chapters, securitySchemes } = document
  return {
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    tags: Object.entries(chapters).map(([name, about]) => ({ name, description: about })),
    paths,
    components: { securitySchemes, schemas: components.schemas },
  }
}

/** `recordUnlock` of `xtam.record.unlock`; where it is served again, `recordUnlock2`. */
function operationId(id: string, uses: number): string {
  const name = id
    .slice(id.indexOf('.') + 1)
    .replaceAll(/[^a-z0-9]+(\w)/gi, (_text, letter: string) => letter.toUpperCase())
  return uses === 1 ? name : `${name}${uses}`
}

function describer(
  document: SurfaceDocument,
  components: Components,
  examples: Examples | undefined,
): (operation: Declaration, template: string) => Json {
  return (operation, template) => {
    const { id, summary, source, evidence } = operation
    const body = document.bodyOf(operation)
    const parameters = [
      ...pathParameters(operation, template, components),
      ...others(document, operation, components),
    ]
    return {
      summary,
      description: `Source: ${source}.`,
      tags: [document.chapterOf(operation)],
      ...(parameters.length > 0 && { parameters }),
      ...(body && {
        requestBody: {
          ...(body.description !== undefined && { description: body.description }),
          required: body.required ?? true,
          content: contentOf(body.content, 'input', components, examples?.requestOf(id)),
        },
      }),
      responses: Object.fromEntries(
        document
          .answersOf(operation)
          .map((answer) => [answer.status, answerOf(answer, components, examples?.answerOf(id))]),
      ),
      security: document.securityOf(operation),
      'x-pam-mock-operation': id,
      'x-pam-mock-evidence': evidence,
      'x-pam-mock-source': source,
    }
  }
}

function answerOf(answer: DocumentAnswer, components: Components, success: Example | undefined): Json {
  const { status, description, headers, content, examples } = answer
  const shown = {
    ...(status < 300 && success && { success }),
    ...Object.fromEntries(Object.entries(examples ?? {}).map(([name, value]) => [name, { value }])),
  }
  return {
    description,
    ...(headers && { headers }),
    ...(content && { content: contentOf(content, 'output', components, undefined, shown) }),
  }
}

function contentOf(
  content: Content,
  direction: 'input' | 'output',
  components: Components,
  example?: Example,
  examples: Readonly<Record<string, unknown>> = example ? { example } : {},
): Json {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      {
        schema: components.of(schema, direction),
        ...(Object.keys(examples).length > 0 && { examples }),
      },
    ]),
  )
}

function pathParameters({ params }: Declaration, template: string, components: Components): Json[] {
  const { properties = {} } = params ? components.of(params, 'input') : {}
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => {
    const { description, ...schema } = (properties as Record<string, Json>)[name] ?? { type: 'string' }
    return { name, in: 'path', required: true, ...(description !== undefined && { description }), schema }
  })
}

/** Members of the query's schema, and what the surface takes with every such operation. */
function others(document: SurfaceDocument, operation: Declaration, components: Components): Json[] {
  const { properties = {}, required = [] } = operation.query ? components.of(operation.query, 'input') : {}
  const own = Object.entries(properties as Record<string, Json>).map(([name, { description, ...schema }]) =>
    parameter({ name, in: 'query', description, required: (required as string[]).includes(name) }, schema),
  )
  const more = (document.parametersOf?.(operation) ?? []).map(({ schema, ...one }: DocumentParameter) =>
    parameter(one, components.of(schema, 'input')),
  )
  return [...own, ...more.filter((one) => !own.some((known) => known['name'] === one['name']))]
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
