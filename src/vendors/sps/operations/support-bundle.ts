/** Support bundles below `/api/troubleshooting` (guide 8.0 LTS, page 7). */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import {
  beginBundle,
  bundle,
  bundleContent,
  bundles,
  bundleStatus,
  removeBundle,
} from '../domain/support-bundle.ts'
import { withHeaders, answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'
import type { BundleRow } from '../state.ts'

const ROOT = '/api/troubleshooting'
const HREF = `${ROOT}/support-bundle`
const SOURCE = 'REST API Reference Guide 8.0 LTS, page 7; safeguard-ps, sessionapi.psm1'

const bundleOperation = operations('support-bundle', SOURCE)
const traits = { feature: 'supportBundle', privilege: '/special/basic' } as const

export const supportBundleRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/troubleshooting',
    { config: bundleOperation('root', 'List the tools', traits) },
    (request, reply) =>
      answer(request, reply, {
        items: [{ key: 'support-bundle', meta: { href: request.mount + HREF } }],
        meta: metaOf(request, { href: ROOT, parent: '/api' }),
      }),
  )

  app.get(
    '/troubleshooting/support-bundle',
    { config: bundleOperation('list', 'List the support bundles', traits) },
    (request, reply) => {
      const items = bundles(request.workspace).map((row) => {
        const meta = { href: `${request.mount}${HREF}/${row.key}` }
        return Object.assign(shown(request, row), { meta })
      })
      return answer(request, reply, { items, meta: metaOf(request, { href: HREF, parent: ROOT }) })
    },
  )

  app.post(
    '/troubleshooting/support-bundle',
    { config: bundleOperation('create', 'Begin a support bundle', traits) },
    (request, reply) => {
      const row = beginBundle(request.workspace)
      void reply.header('location', `${request.mount}${HREF}/${row.key}`)
      return answer(request, reply, { ...shown(request, row), meta: linksOf(request, row) }, 201)
    },
  )

  app.get(
    '/troubleshooting/support-bundle/:key',
    { config: bundleOperation('get', 'Tell how a support bundle is coming on', traits) },
    (request, reply) => {
      const row = demandBundle(request)
      return answer(request, reply, { ...shown(request, row), meta: linksOf(request, row) })
    },
  )

  app.delete(
    '/troubleshooting/support-bundle/:key',
    { config: bundleOperation('delete', 'Cancel or remove a support bundle', traits) },
    (request, reply) => {
      const row = demandBundle(request)
      removeBundle(request.workspace, row.key)
      return answer(request, reply, { meta: linksOf(request, row) })
    },
  )

  app.get(
    '/troubleshooting/support-bundle/:key/download',
    { config: bundleOperation('download', 'Download a support bundle', traits) },
    (request, reply) => {
      const content = bundleContent(request.workspace, demandBundle(request))
      return withHeaders(request, reply)
        .header('content-type', 'application/gzip')
        .header('content-disposition', 'attachment; filename="support-bundle.tar.gz"')
        .send(content)
    },
  )
}

function demandBundle(request: FastifyRequest): BundleRow {
  const { key } = request.params as { key: string }
  const row = bundle(request.workspace, key)
  if (row) return row
  throw new SpsError(
    'object-not-found',
    {
      rule: 'sps.support-bundle.unknown',
      message: `There is no support bundle "${key}"; bundles vanish after 24 hours.`,
      source: SOURCE,
    },
    { ancestor: HREF, path: key },
  )
}

function shown(request: FastifyRequest, row: BundleRow): { key: string; body: object } {
  return { key: row.key, body: { status: bundleStatus(request.workspace, row) } }
}

function linksOf(request: FastifyRequest, { key }: BundleRow): object {
  return metaOf(request, { href: `${HREF}/${key}`, parent: HREF })
}
