/** The application's entry page: where a browser ends up after signing in. */
import type { FastifyPluginAsync } from 'fastify'
import { callerOf, sessionId } from '../auth.ts'
import { casUrl, type Deployment } from '../deployment.ts'
import { endSession } from '../domain/sessions.ts'
import { realmOf } from '../domain/realm.ts'
import { sendRedirect } from '../envelope.ts'
import { applicationPage } from '../pages/application.ts'

export const guiRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (app, { deployment }) => {
  app.get(
    '/',
    {
      prefixTrailingSlash: 'slash',
      config: {
        operation: {
          id: 'xtam.gui.open',
          summary: 'Open the application',
          source: 'XTAM Federated Sign-In; the client OnyxCorpInt/xtamtmpl needs a 200 here',
          evidence: 'client',
        },
      },
    },
    (request, reply) => {
      return reply.header('content-type', 'text/html;charset=UTF-8').send(applicationPage(callerOf(request)))
    },
  )

  // At the root of the server `/logout` is the sign-in module's, which ends these sessions too.
  if (deployment.contextPath === '') return
  app.get(
    '/logout',
    {
      config: {
        operation: {
          id: 'xtam.gui.logout',
          summary: "End the application's session and go on to the sign-in module's logout",
          source: 'our reading: the path of the menu item "Logout" is not documented',
          evidence: 'inferred',
        },
      },
    },
    (request, reply) => {
      const realm = realmOf(request.workspace)
      endSession(realm, sessionId(request))
      const next = realm.settings.fsm
        ? `${casUrl(request, deployment, realm.settings)}/logout`
        : `${request.mount}${deployment.contextPath}/`
      return sendRedirect(reply, next)
    },
  )
}
