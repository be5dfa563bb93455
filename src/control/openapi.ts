/**
 * OpenAPI 3.1: of the control plane, from the schemas of its routes; of each product, from the operations that its routes
 * declare (the vendors publish none). Each document is made when somebody first asks for it.
 */
import Fastify, { type FastifyPluginAsync } from 'fastify'
import { jsonSchemaTransform, type FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { schemaController } from '../kernel/http/schema-compilers.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import type { ListedOperation } from '../kernel/surface/operation.ts'
import { readVersion } from '../config/package.ts'
import type { ControlContext } from './context.ts'
import * as answers from './schemas/answers.ts'
import { surfaceNamed } from './state.ts'

export interface OpenApiContext extends ControlContext {
  /** The control plane itself, which its document is made from. */
  readonly plane: FastifyPluginAsync<ControlContext>
}

type Document = z.output<typeof answers.openApi>

export const openApiRoutes: FastifyPluginAsyncZod<OpenApiContext> = async (app, { plane, ...context }) => {
  let own: Promise<Document> | undefined

  app.get(
    '/openapi.json',
    { schema: { summary: 'This document', response: { 200: answers.openApi } } },
    async () => (own ??= describePlane(plane, context)),
  )

  app.get(
    '/openapi/:file',
    {
      schema: {
        summary: "A product's operations, as {surface}.json",
        params: z.object({ file: z.string() }),
        response: { 200: answers.openApi },
      },
    },
    async (request) => {
      const { kernel } = context
      const { name } = surfaceNamed(kernel, request.params.file.replace(/\.json$/, ''))
      return describeSurface(
        name,
        kernel.operations.list().filter(({ id }) => id.startsWith(`${name}.`)),
      )
    },
  )
}

async function describePlane(
  plane: FastifyPluginAsync<ControlContext>,
  context: ControlContext,
): Promise<Document> {
  const { default: swagger } = await import('@fastify/swagger')
  const app = Fastify({ schemaController })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'pam-mock control plane',
        version: readVersion(),
        description: `Behind /w/{workspace} every path speaks of that workspace. Refusals are application/problem+json.`,
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(plane, { prefix: CONTROL_ROOT, ...context })
  await app.ready()
  const document = app.swagger() as unknown as Document
  await app.close()
  return document
}

function describeSurface(surface: string, operations: readonly ListedOperation[]): Document {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const { method, path } = operation
    const template = path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
    const methods = (paths[template] ??= {})
    methods[method.toLowerCase()] = describeOperation(operation, template)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `pam-mock: ${surface}`,
      version: readVersion(),
      description:
        'What is emulated, from the declarations of its routes; the vendor publishes no such document.',
    },
    paths,
  }
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
