/** What was asked and answered, and why. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import { journalQuery } from './schemas/journal.ts'

export const journalRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.get('/journal', { schema: { querystring: journalQuery } }, async (request) => {
    const { limit, unmasked = false, ...match } = request.query
    return request.workspace.journal.list({ match, unmasked, ...(limit === undefined ? {} : { limit }) })
  })

  app.delete('/journal', async (request, reply) => {
    request.workspace.journal.clear()
    return reply.code(204).send()
  })
}
