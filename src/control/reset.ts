/** Back to the fixtures. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import * as answers from './schemas/answers.ts'

export const resetRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.post(
    '/reset',
    { schema: { summary: 'The workspace back to its fixtures', response: { 204: answers.nothing } } },
    async (request, reply) => {
      request.workspace.reset()
      return reply.code(204).send(null)
    },
  )
}
