/**
 * OpenAPI 3.1: of the control plane, from its declarations; of a product that does not say how it looks over the wire, from
 * the operations that it declares.
 */
import { readVersion } from '../config/package.ts'
import type { ListedOperation } from '../kernel/surface/operation.ts'
import { openApiOf, type Examples } from '../openapi/document.ts'
import { controlDocument } from './document.ts'
import type { ControlOperation } from './operation.ts'
import { placed } from './places.ts'
import type { Document } from './schemas/answers.ts'

/** By path, then by method. */
type Paths = Record<string, Record<string, object>>

export function describePlane(operations: readonly ControlOperation[], examples?: Examples): Document {
  return openApiOf({
    version: readVersion(),
    document: controlDocument,
    served: placed(operations),
    ...(examples && { examples }),
  })
}

export function describeSurface(surface: string, operations: readonly ListedOperation[]): Document {
  const paths: Paths = {}
  for (const operation of operations) {
    const template = templateOf(operation.path)
    const methods = (paths[template] ??= {})
    methods[operation.method.toLowerCase()] = describeOperation(operation, template)
  }
  const description =
    'What is emulated, from the declarations of its routes; the vendor publishes no such document.'
  return {
    openapi: '3.1.0',
    info: { title: `pam-mock: ${surface}`, version: readVersion(), description },
    paths,
  }
}

function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
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
