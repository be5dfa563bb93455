/** One Identity Safeguard for Privileged Sessions: the REST API below `/api`. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SurfaceDefinition, SurfaceOptions } from '../../kernel/surface/surface.ts'
import { actions } from './testing/actions.ts'
import { installAuthentication } from './auth.ts'
import { installBodies } from './wire/body.ts'
import { finishReboot, REBOOTED } from './domain/firmware.ts'
import { answer, metaOf, pathOf, sendError, settingsOf } from './envelope.ts'
import { spsFixtures, type FixtureData } from './fixtures.ts'
import { faults } from './testing/faults.ts'
import { handles } from './testing/handles.ts'
import { malformed } from './wire/malformed.ts'
import { activeSessionRoutes } from './operations/active-sessions.ts'
import { applianceRoutes } from './operations/appliance.ts'
import { auditRoutes } from './operations/audit.ts'
import { auditSessionRoutes } from './operations/audit-session.ts'
import { auditStatisticsRoutes } from './operations/audit-statistics.ts'
import { authenticationRoutes } from './operations/authentication.ts'
import { clusterRoutes } from './operations/cluster.ts'
import { configurationRoutes } from './operations/configuration.ts'
import { entryPointRoutes } from './operations/entry-point.ts'
import { firmwareRoutes } from './operations/firmware.ts'
import { pluginRoutes } from './operations/plugin.ts'
import { setupRoutes } from './operations/setup.ts'
import { sshHostKeyRoutes } from './operations/ssh-host-keys.ts'
import { starlingRoutes } from './operations/starling.ts'
import { supportBundleRoutes } from './operations/support-bundle.ts'
import { transactionRoutes } from './operations/transaction.ts'
import { uploadRoutes } from './operations/upload.ts'
import { userRoutes } from './operations/user.ts'
import { rows } from './rows/rows.ts'
import { spsSettings } from './settings.ts'
import { SiteMap } from './site-map.ts'
import { spsSlice } from './state.ts'
import { operationAt } from './tree/operations.ts'

const ROOT = '/api'

const plugin: FastifyPluginAsync<SurfaceOptions> = async (app, { kernel }) => {
  await app.register(api, { prefix: ROOT, kernel })
}

const api: FastifyPluginAsync<SurfaceOptions> = async (app, { kernel }) => {
  const siteMap = new SiteMap()
  siteMap.watch(app)
  installBodies(app)
  app.setErrorHandler(sendError)
  await installAuthentication(app, siteMap)
  app.setNotFoundHandler(options)
  await app.register(entryPointRoutes)
  await app.register(authenticationRoutes)
  await app.register(userRoutes, { siteMap })
  await app.register(transactionRoutes)
  await app.register(configurationRoutes, { kernel })
  await app.register(sshHostKeyRoutes)
  await app.register(applianceRoutes)
  await app.register(setupRoutes)
  await app.register(firmwareRoutes)
  await app.register(uploadRoutes)
  await app.register(pluginRoutes)
  await app.register(supportBundleRoutes)
  await app.register(clusterRoutes)
  await app.register(starlingRoutes)
  await app.register(activeSessionRoutes)
  await app.register(auditRoutes)
  await app.register(auditStatisticsRoutes)
  await app.register(auditSessionRoutes)
}

/** Whatever no route takes was refused on arrival, except the one method that every path answers. */
function options(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answer(request, reply, { meta: metaOf(request, { href: pathOf(request) }) })
}

/** Doubled slashes and a trailing one mean nothing (safeguard-ps asks for `/api//`, the guide for `/api/transaction/`). */
function rewrite(url: string): string {
  // Not the root with parameters, but a path that is not there; its 404 is the product's too.
  if (url.startsWith(`${ROOT};`)) return `${ROOT}/${url.slice(ROOT.length)}`
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  if (!path.includes('//') && !path.endsWith('/')) return url
  const segments = path.split('/').filter((segment) => segment !== '')
  return `/${segments.join('/')}${end < 0 ? '' : url.slice(end)}`
}

export const sps: SurfaceDefinition<FixtureData, typeof spsSlice> = {
  name: 'sps',
  roots: [ROOT],
  settings: spsSettings,
  slice: spsSlice,
  fixtures: spsFixtures,
  secrets: {
    headers: ['session_id', 'x-api-key', 'x-token'],
    // Neither `key` nor `password`: the first names objects, the second refers to them.
    fields: [
      'plain',
      'hash',
      'token',
      'psk',
      'spp_api_token',
      'root_password',
      'admin_password',
      'private_key',
      'credential_string',
      'product_tims',
      'shared_secret',
      'passphrase',
      'community',
      'auth_password',
      'encryption_password',
    ],
  },
  plugin,
  rows,
  rewrite,
  operationOf: (request) => operationAt(request.method, pathOf(request)),
  due: { [REBOOTED]: finishReboot },
  takesExpectation: (request) => settingsOf(request).expect100 === 'continue',
  malformed,
  actions,
  faults,
  handles,
  bookkeeping: ['sessions', 'facts.revision'],
  urls: (base) => ({ sps: `${base}${ROOT}` }),
  credentials: () => [
    { label: 'administrator', value: 'admin / a' },
    { label: 'read only', value: 'operator / operator' },
    { label: 'no REST privilege', value: 'noapi / noapi' },
    { label: 'certificate user', value: 'certuser' },
  ],
}
