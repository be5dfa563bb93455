/** What is emulated: every operation with its source and evidence, as its route declares it. */
import type { FastifyPluginAsync } from 'fastify'
import type { ControlContext } from './context.ts'

export const coverageRoutes: FastifyPluginAsync<ControlContext> = async (app, { kernel }) => {
  app.get('/coverage', async () => {
    const operations = kernel.operations.list()
    return { operations, total: operations.length }
  })
}
