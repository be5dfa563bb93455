/** `/rest/user`: the caller. */
import type { FastifyPluginAsync } from 'fastify'
import { isSecure } from '../../../kernel/http.ts'
import { callerOf } from '../auth.ts'
import { applicationCookiePath, type Deployment } from '../deployment.ts'
import { realmOf } from '../domain/realm.ts'
import { xsrfTokenFor } from '../domain/xsrf.ts'
import { sendJson } from '../envelope.ts'
import { userView } from '../views.ts'

export const userRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (app, { deployment }) => {
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
      },
    },
    (request, reply) => {
      const realm = realmOf(request.workspace)
      const user = callerOf(request)
      // The one Set-Cookie of this answer: Python's http.cookies reads nothing from a joined line in which a flag such
      // as HttpOnly stands before another cookie, and that is how the vendor's sample reads it.
      const cookie = app.serializeCookie('XSRF-TOKEN', xsrfTokenFor(realm, user.login), {
        path: applicationCookiePath(request, deployment, realm.settings),
        secure: isSecure(request),
      })
      return sendJson(request, reply.header('set-cookie', cookie), userView(realm, user))
    },
  )
}
