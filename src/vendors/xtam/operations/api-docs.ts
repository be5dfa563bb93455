/** `/xtam/api-docs/`: the page of REST functions. An outsider's index names the URL; what stands there is our own. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { originOf } from '../../../kernel/http/http.ts'
import type { OperationRegistry, ListedOperation } from '../../../kernel/surface/operation.ts'
import type { Deployment } from '../deployment.ts'
import { realmOf } from '../domain/world.ts'
import { sendJson, sendRedirect, unknownPath } from '../envelope.ts'
import { apiDocsPage, apiDocument } from '../wire/pages/api-docs.ts'
import { markUnverified, proposed } from '../proposed.ts'

const SOURCE = 'GitHub api-evangelist/imprivata names the URL; Administration, Settings, API Documentation'

export interface ApiDocsOptions {
  readonly deployment: Deployment
  readonly operations: OperationRegistry
}

export const apiDocsRoutes: FastifyPluginAsync<ApiDocsOptions> = async (app, { deployment, operations }) => {
  const application = deployment.contextPath
  const root = `${application}/rest/`
  const functions = (request: FastifyRequest): ListedOperation[] => {
    const { unverifiedApi } = realmOf(request.workspace).settings
    return operations
      .list()
      .filter(({ path, evidence }) => path.startsWith(root) && (unverifiedApi || evidence !== 'inferred'))
  }

  app.addHook('onRequest', (request, reply, done) => {
    done(markUnverified(realmOf(request.workspace), reply) ? undefined : unknownPath(request))
  })

  app.get(
    '/api-docs',
    { config: proposed('api-docs.redirect', 'Go on to the page', SOURCE) },
    (request, reply) => sendRedirect(reply, `${request.mount}${application}/api-docs/`),
  )

  app.get(
    '/api-docs/',
    { config: proposed('api-docs.open', 'Open the page of REST functions', SOURCE) },
    (request, reply) =>
      reply.header('content-type', 'text/html;charset=UTF-8').send(apiDocsPage(functions(request))),
  )

  app.get(
    '/api-docs/openapi.json',
    { config: proposed('api-docs.document', 'Give the REST functions as an OpenAPI document', SOURCE) },
    (request, reply) =>
      sendJson(request, reply, apiDocument(functions(request), `${originOf(request)}${request.mount}`)),
  )
}
