/** `/cas/logout` and the module's entry. */
import type { FastifyPluginAsync } from 'fastify'
import { sessionId } from '../auth.ts'
import { clearGrantingCookie, firstValue, sendPage } from '../cas-envelope.ts'
import { cookieOf } from '../wire/cookies.ts'
import type { Deployment } from '../deployment.ts'
import { realmOf } from '../domain/world.ts'
import { endSession } from '../domain/sessions.ts'
import { isRegistered } from '../domain/services.ts'
import { endSignIn } from '../domain/tickets.ts'
import { sendRedirect } from '../envelope.ts'
import { messagePage } from '../wire/pages/cas.ts'

export const casLogoutRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (
  app,
  { deployment },
) => {
  app.route({
    method: ['GET', 'POST'],
    url: '/logout',
    config: {
      operation: {
        id: 'xtam.cas.logout',
        summary: 'End a single-sign-on session and the sessions that came from it',
        source:
          'CAS protocol 3.0, logout and single logout; what Apereo CAS adds is assumed to be left as it is',
        evidence: 'inferred',
      },
    },
    handler(request, reply) {
      const realm = realmOf(request.workspace)
      endSignIn(realm, cookieOf(request, 'TGC'))
      // At the root of the server this is the application's logout as well.
      if (deployment.contextPath === deployment.casPath) endSession(realm, sessionId(request))
      clearGrantingCookie(request, reply, deployment)
      const service = firstValue(request, 'service') || firstValue(request, 'url')
      const { cas, texts } = realm.settings
      return cas.followLogoutService && service !== '' && isRegistered(realm, service)
        ? sendRedirect(reply, service)
        : sendPage(reply, messagePage(texts, texts.loggedOutTitle, texts.loggedOut))
    },
  })

  if (deployment.casPath === '') return
  app.get(
    '/',
    {
      prefixTrailingSlash: 'slash',
      config: {
        operation: {
          id: 'xtam.cas.open',
          summary: 'Send a browser to the sign-in page',
          source: 'Apereo CAS: its root leads to the login page',
          evidence: 'inferred',
        },
      },
    },
    (request, reply) => {
      const [, query] = request.originalUrl.split(/\?(.*)/s)
      const login = `${request.mount}${deployment.casPath}/login`
      return sendRedirect(reply, query === undefined ? login : `${login}?${query}`)
    },
  )
}
