/** Back to the fixtures. */
import type { FastifyPluginAsync } from 'fastify'
import type { ControlContext } from './context.ts'

export const resetRoutes: FastifyPluginAsync<ControlContext> = async (app) => {
  app.post('/reset', async (request, reply) => {
    request.workspace.reset()
    return reply.code(204).send()
  })
}
