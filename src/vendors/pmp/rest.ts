/** `/restapi/json/v1`: the REST API. */
import type { FastifyInstance } from 'fastify'
import { inputSource } from './wire/body.ts'
import type { Target } from './call.ts'
import { sendOutcome } from './envelope.ts'
import { installFront, styleOf } from './pipeline.ts'
import { answerNoRoute, type ServedPath } from './no-route.ts'
import { declared, readInput, type PmpOperation } from './operation.ts'
import { restPaths, type RestMethod, type RestPath } from './routes/rest.ts'
import { REST_ROOT } from './roots.ts'

export async function restFront(app: FastifyInstance): Promise<void> {
  installFront(app)
  for (const { path, methods } of restPaths) {
    for (const [method, operation] of Object.entries(methods))
      serve(app, method as RestMethod, path, operation)
  }
  app.setNotFoundHandler(answerNoRoute(restPaths.map(servedPath)))
}

/** A wrong method chooses no operation; the answer bears the name of the path's last one (README, our reading). */
function servedPath({ path, methods, hint }: RestPath): ServedPath {
  const name = Object.values(methods).at(-1)?.name ?? ''
  return { path: REST_ROOT + path, methods: Object.keys(methods), name, hint }
}

function serve(app: FastifyInstance, method: RestMethod, url: string, operation: PmpOperation): void {
  const { name } = operation
  app.route({
    method,
    url,
    config: { operation: declared(operation), pmpName: name },
    handler: (request, reply) => {
      const call = request.pmpCall!
      const input = readInput(call, operation, inputSource(request, call.query))
      return sendOutcome(reply, styleOf(request), name, operation.run(call, request.params as Target, input))
    },
  })
}
