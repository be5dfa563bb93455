/** XTAM's routes: each written once and served by every deployment. */
import cookie from '@fastify/cookie'
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { SurfaceOptions } from '../../kernel/surface/surface.ts'
import { authenticate, installAuthentication } from './auth.ts'
import { DEPLOYMENTS, type Deployment } from './deployment.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { installNotFound, refuseMethod, sendError, sendRedirect, unknownPath } from './envelope.ts'
import { installBodies } from './wire/forms.ts'
import { guard } from './guard.ts'
import { watchMethods } from './methods.ts'
import { noteRefusal } from './call.ts'
import { casHeaders } from './cas-envelope.ts'
import { casLoginRoutes } from './operations/cas-login.ts'
import { casLogoutRoutes } from './operations/cas-logout.ts'
import { casProxyRoutes } from './operations/cas-proxy.ts'
import { casTicketRoutes } from './operations/cas-tickets.ts'
import { casValidateRoutes } from './operations/cas-validate.ts'
import { databaseRoutes } from './operations/database.ts'
import { folderRoutes } from './operations/folder.ts'
import { guiRoutes, logOutElsewhere } from './operations/gui.ts'
import { accountRoutes } from './operations/account.ts'
import { apiDocsRoutes } from './operations/api-docs.ts'
import { auditRoutes } from './operations/audit.ts'
import { permissionRoutes } from './operations/permission.ts'
import { recordLifeRoutes } from './operations/record-life.ts'
import { recordKeepingRoutes } from './operations/record-keeping.ts'
import { remoteSessionRoutes } from './operations/remote-session.ts'
import { recordTypeRoutes } from './operations/record-type.ts'
import { recordRoutes } from './operations/record.ts'
import { taskRoutes } from './operations/task.ts'
import { tokenRoutes } from './operations/token.ts'
import { workflowRoutes } from './operations/workflow.ts'
import { userRoutes } from './operations/user.ts'

interface DeploymentOptions extends SurfaceOptions {
  readonly deployment: Deployment
}

export const xtamPlugin: FastifyPluginAsync<SurfaceOptions> = async (app, { kernel }) => {
  app.setErrorHandler(sendError)
  // Its hooks would cost every request; cookies are read where they are needed.
  await app.register(cookie, { hook: false })
  await installAuthentication(app)
  await installBodies(app)
  for (const deployment of DEPLOYMENTS) {
    const { contextPath, casPath } = deployment
    if (contextPath !== '') redirectContextRoot(app, contextPath, () => true)
    if (casPath !== '') redirectContextRoot(app, casPath, ({ settings }) => settings.fsm)
    await app.register(restFunctions, { kernel, prefix: `${contextPath}/rest`, deployment })
    await app.register(gui, { kernel, prefix: contextPath, deployment })
    await app.register(signIn, { kernel, prefix: casPath, deployment })
  }
}

const restFunctions: FastifyPluginAsync<DeploymentOptions> = async (app, { deployment }) => {
  app.addHook('onRequest', authenticate(deployment, 'rest'))
  app.addHook('onRequest', guard(deployment))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    noteRefusal(error, request)
    sendError(error, request, reply)
  })
  installNotFound(app, watchMethods(app), true)
  await app.register(userRoutes)
  await app.register(recordRoutes)
  await app.register(recordLifeRoutes)
  await app.register(recordKeepingRoutes)
  await app.register(folderRoutes)
  await app.register(recordTypeRoutes)
  await app.register(permissionRoutes)
  await app.register(workflowRoutes)
  await app.register(taskRoutes)
  await app.register(remoteSessionRoutes)
  await app.register(databaseRoutes)
  await app.register(tokenRoutes)
  await app.register(accountRoutes)
  await app.register(auditRoutes)
}

const gui: FastifyPluginAsync<DeploymentOptions> = async (app, { deployment, kernel }) => {
  app.addHook('onRequest', authenticate(deployment, 'gui'))
  const routes = watchMethods(app)
  if (deployment.contextPath !== '') {
    app.addHook('onRequest', logOutElsewhere(deployment))
    installNotFound(app, routes)
  }
  await app.register(guiRoutes, { deployment })
  if (deployment.contextPath !== '') {
    await app.register(apiDocsRoutes, { deployment, operations: kernel.operations })
  }
  // What is not found at the root of the server is no product's, so its paths refuse other methods by themselves.
  if (deployment.contextPath === '') routes.refuseOthers(refuseMethod(routes))
}

const signIn: FastifyPluginAsync<DeploymentOptions> = async (app, { deployment }) => {
  app.addHook('onRequest', (request, _reply, done) => {
    done(realmOf(request.workspace).settings.fsm ? undefined : unknownPath(request))
  })
  app.addHook('onRequest', casHeaders)
  const routes = watchMethods(app)
  if (deployment.casPath !== '') installNotFound(app, routes)
  await app.register(casLoginRoutes, { deployment })
  await app.register(casLogoutRoutes, { deployment })
  await app.register(casTicketRoutes, { deployment })
  await app.register(casValidateRoutes)
  await app.register(casProxyRoutes)
  if (deployment.casPath === '') routes.refuseOthers(refuseMethod(routes))
}

/**
 * Tomcat sends `/xtam` to `/xtam/` before any filter looks at it, with the query kept; the client OnyxCorpInt/xtamtmpl
 * presents its ticket there.
 */
function redirectContextRoot(
  app: FastifyInstance,
  contextPath: string,
  isDeployed: (realm: Realm) => boolean,
): void {
  app.route({
    method: app.supportedMethods.filter((method) => method !== 'TRACE'),
    url: contextPath,
    exposeHeadRoute: false,
    handler(request, reply) {
      if (!isDeployed(realmOf(request.workspace))) throw unknownPath(request)
      const [, query] = request.originalUrl.split(/\?(.*)/s)
      return sendRedirect(reply, `${request.mount}${contextPath}/${query === undefined ? '' : `?${query}`}`)
    },
  })
}
