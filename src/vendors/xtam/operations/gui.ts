/** The application's entry page: where a browser ends up after signing in. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Operation } from '../../../kernel/surface/operation.ts'
import { sessionId } from '../auth.ts'
import { casUrl, type Deployment } from '../deployment.ts'
import { endSession } from '../domain/sessions.ts'
import { realmOf } from '../domain/world.ts'
import { sendRedirect, unknownPath } from '../envelope.ts'
import { applicationPage } from '../wire/pages/application.ts'

/** Where the menu item "Logout" leads unless the settings say otherwise. */
const LOGOUT_PATH = '/logout'

const LOGOUT: Operation = {
  id: 'xtam.gui.logout',
  summary: "End the application's session and go on to the sign-in module's logout",
  source: 'our reading: the path of the menu item "Logout" is not documented',
  evidence: 'inferred',
}

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
      return reply.header('content-type', 'text/html;charset=UTF-8').send(applicationPage(request.xtamCaller))
    },
  )

  // At the root of the server `/logout` is the sign-in module's, which ends these sessions too.
  if (deployment.contextPath === '') return
  app.get(LOGOUT_PATH, { config: { operation: LOGOUT } }, (request, reply) => {
    if (realmOf(request.workspace).settings.logoutPath !== LOGOUT_PATH) throw unknownPath(request)
    return logOut(deployment, request, reply)
  })
}

/** The hook that logs out at the path of the settings, where that is no route's. */
export function logOutElsewhere(deployment: Deployment): onRequestHookHandler {
  return (request, reply, done) => {
    const { logoutPath } = realmOf(request.workspace).settings
    const isLogout =
      request.is404 &&
      request.method === 'GET' &&
      request.url.split('?', 1)[0] === deployment.contextPath + logoutPath
    if (!isLogout) {
      done()
      return
    }
    request.operation = LOGOUT
    void logOut(deployment, request, reply)
  }
}

function logOut(deployment: Deployment, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const realm = realmOf(request.workspace)
  endSession(realm, sessionId(request))
  const next = realm.settings.fsm
    ? `${casUrl(request, deployment, realm.settings)}/logout`
    : `${request.mount}${deployment.contextPath}/`
  return sendRedirect(reply, next)
}
