/** `/rest/user`: the caller. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf } from '../call.ts'
import { sendJson } from '../envelope.ts'
import { userView } from '../views/objects.ts'

export const userRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/user/whoami',
    {
      config: {
        operation: {
          id: 'xtam.user.whoami',
          summary: 'Tell who calls, and hand out the XSRF token',
          source: 'XTAM API Python example, /user/whoami',
          evidence: 'documented',
        },
        xtamGivesXsrf: true,
      },
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      return sendJson(request, reply, userView(realm, user))
    },
  )
}
