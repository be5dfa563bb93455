/** What the appliance is and how it does: `/api/info`, `/api/health_status`. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { applianceInfo, healthStatus } from '../domain/appliance.ts'
import { answer, metaOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { visitOf } from '../call.ts'

const info = operations('info', 'REST API Reference Guide 6.9.3, page 6; anonymous and authenticated samples')
const health = operations('health', 'REST API Reference Guide 8.0 LTS, page 50, and topic doc1949207')

export const applianceRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/info',
    { config: info('get', 'Tell the host and firmware', { anonymous: true }) },
    (request, reply) => {
      const body = applianceInfo(request.workspace, visitOf(request).session !== undefined)
      return answer(request, reply, {
        key: 'about_info',
        body,
        meta: metaOf(request, { href: '/api/info', parent: '/api' }),
      })
    },
  )

  const config = health('get', 'Tell load, disks, indexer and sessions')
  app.get('/health_status', { config }, sendHealth)
  app.get('/health-status', { config: { ...config } }, sendHealth)
}

function sendHealth(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answer(request, reply, {
    health_status: healthStatus(request.workspace),
    issues: { details: {}, summary: {} },
    meta: metaOf(request, { href: '/api/health_status', parent: '/api' }),
  })
}
