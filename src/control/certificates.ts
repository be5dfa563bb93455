/** The authority that clients are to trust for https. */
import type { FastifyPluginAsync } from 'fastify'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'

export const certificateRoutes: FastifyPluginAsync<ControlContext> = async (app, { doors }) => {
  app.get('/ca.pem', async (_request, reply) => {
    if (!doors) throw new ControlError(404, 'This app listens nowhere, so there is no certificate to trust.')
    return reply.header('content-type', 'application/x-pem-file').send(await doors.authority())
  })
}
