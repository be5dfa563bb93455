/** The authority that clients are to trust for https. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'
import * as answers from './schemas/answers.ts'

export const certificateRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { doors }) => {
  app.get(
    '/ca.pem',
    { schema: { summary: 'The authority to trust for https, in PEM', response: { 200: answers.plainText } } },
    async (_request, reply) => {
      if (!doors)
        throw new ControlError(404, 'This app listens nowhere, so there is no certificate to trust.')
      return reply.header('content-type', 'application/x-pem-file').send(await doors.authority())
    },
  )
}
