/** What is emulated: every operation with its source and evidence, as its route declares it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import * as answers from './schemas/answers.ts'

export const coverageRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel }) => {
  app.get(
    '/coverage',
    {
      schema: {
        summary: 'Every emulated operation with source and evidence',
        response: { 200: answers.coverage },
      },
    },
    async () => {
      const operations = kernel.operations.list()
      return { operations, total: operations.length }
    },
  )
}
