/** Certificates: the authority that clients are to trust for https, and those of users who sign in by one. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ControlContext, Ports } from './context.ts'
import { ControlError } from './errors.ts'
import * as answers from './schemas/answers.ts'

const PEM = 'application/x-pem-file'

export const certificateRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { ports }) => {
  app.get(
    '/ca.pem',
    { schema: { summary: 'The authority to trust for https, in PEM', response: { 200: answers.plainText } } },
    async (_request, reply) => reply.header('content-type', PEM).send(await listening(ports).authority()),
  )

  app.get(
    '/client-certificates/:user',
    {
      schema: {
        summary: 'Certificate and key of a user who signs in by them, in one PEM',
        params: z.object({
          user: z.string().regex(/^[\w.@ -]{1,64}$/, 'must be a name of 1 to 64 characters'),
        }),
        response: { 200: answers.plainText },
      },
    },
    async (request, reply) => {
      const pem = await listening(ports).clientCertificate(request.params.user)
      return reply.header('content-type', PEM).send(pem)
    },
  )
}

function listening(ports: Ports | undefined): Ports {
  if (!ports) throw new ControlError(404, 'This app listens nowhere, so there are no certificates.')
  return ports
}
