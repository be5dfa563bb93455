/** The application's entry page: where a browser ends up after signing in. */
import type { FastifyPluginAsync } from 'fastify'
import { callerOf } from '../auth.ts'
import { realmOf } from '../domain/realm.ts'
import { cacheHeaders } from '../envelope.ts'
import { applicationPage } from '../pages/application.ts'

export const guiRoutes: FastifyPluginAsync = async (app) => {
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
      cacheHeaders(reply, realmOf(request.workspace).settings.tomcat)
      return reply.header('content-type', 'text/html;charset=UTF-8').send(applicationPage(callerOf(request)))
    },
  )
}
