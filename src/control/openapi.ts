/**
 * OpenAPI 3.1: of the control plane, from its declarations; of each product, from the operations that it declares (the
 * vendors publish none).
 */
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { readVersion } from '../config/package.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import type { Deferred } from '../kernel/schema.ts'
import { servedUnder, type ListedOperation } from '../kernel/surface/operation.ts'
import type { ControlOperation } from './operation.ts'
import type { Document } from './schemas/answers.ts'

/** By path, then by method. */
type Paths = Record<string, Record<string, object>>

export function describePlane(operations: readonly ControlOperation[]): Document {
  const paths: Paths = {}
  for (const { operation, method, path } of servedUnder([CONTROL_ROOT], operations)) {
    const methods = (paths[templateOf(path)] ??= {})
    methods[method.toLowerCase()] = describeCall(operation)
  }
  return documentOf(
    'pam-mock control plane',
    'Behind /w/{workspace} every path speaks of that workspace. Refusals are application/problem+json.',
    paths,
  )
}

export function describeSurface(surface: string, operations: readonly ListedOperation[]): Document {
  const paths: Paths = {}
  for (const operation of operations) {
    const template = templateOf(operation.path)
    const methods = (paths[template] ??= {})
    methods[operation.method.toLowerCase()] = describeOperation(operation, template)
  }
  return documentOf(
    `pam-mock: ${surface}`,
    'What is emulated, from the declarations of its routes; the vendor publishes no such document.',
    paths,
  )
}

function documentOf(title: string, description: string, paths: Paths): Document {
  return { openapi: '3.1.0', info: { title, version: readVersion(), description }, paths }
}

function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
}

function describeCall({ id, summary, params, query, body, answers, media }: ControlOperation): object {
  const parameters = [...parametersOf('path', params), ...parametersOf('query', query)]
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: bodyOf(body) } : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseOf(status, answer, media)]),
    ),
  }
}

function parametersOf(place: 'path' | 'query', schema: Deferred | undefined): object[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchemaOf(schema(), 'input')
  return Object.entries(properties).map(([name, property]) => {
    const schema = property as z.core.JSONSchema.BaseSchema
    const about = describedBy(schema)
    delete schema.description
    return Object.assign(about, { name, in: place, required: required.includes(name), schema })
  })
}

function bodyOf(body: Deferred): object {
  const schema = jsonSchemaOf(body(), 'input')
  return {
    // What comes without a body is read as null.
    required: !body().safeParse(null).success,
    ...describedBy(schema),
    content: { 'application/json': { schema } },
  }
}

function responseOf(status: string, answer: Deferred, media = 'application/json'): object {
  const schema = jsonSchemaOf(answer(), 'output')
  return {
    description: STATUS_CODES[status],
    ...describedBy(schema),
    ...(schema.type === 'null' ? {} : { content: { [media]: { schema } } }),
  }
}

function describedBy({ description }: z.core.JSONSchema.BaseSchema): { description?: string } {
  return description === undefined ? {} : { description }
}

/** Draft 2020-12, as OpenAPI 3.1 has it. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const made = z.toJSONSchema(schema, { io })
  delete made.$schema
  return made
}

function describeOperation(
  { id, summary, source, evidence, method, path }: ListedOperation,
  template: string,
): object {
  const parameters = Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  return {
    // One operation may be served on several routes; an operationId must be unique.
    operationId: `${id}:${method} ${path}`,
    tags: [id],
    summary,
    description: `Source: ${source}. Evidence: ${evidence}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: { default: { description: "The product's own answer." } },
  }
}
