/** What the appliance is and how it does: `/api/info`, `/api/health_status`. */
import { applianceInfo, healthStatus } from '../domain/appliance.ts'
import { operation } from '../operation.ts'
import { health, info } from '../schemas/appliance.ts'
import { metaOf } from '../views/meta.ts'

export const applianceOperations = [
  operation({
    id: 'sps.info.get',
    route: 'GET /info',
    summary: 'Tell the host and firmware',
    source: 'REST API Reference Guide 6.9.3, page 6; anonymous and authenticated samples',
    evidence: 'documented',
    anonymous: true,
    answer: info,
    run(call) {
      const body = applianceInfo(call.workspace, call.session !== undefined)
      return { value: { key: 'about_info', body, meta: metaOf(call, { href: '/api/info', parent: '/api' }) } }
    },
  }),
  operation({
    id: 'sps.health.get',
    route: ['GET /health_status', 'GET /health-status'],
    summary: 'Tell load, disks, indexer and sessions',
    source: 'REST API Reference Guide 8.0 LTS, page 50, and topic doc1949207',
    evidence: 'documented',
    answer: health,
    run: (call) => ({
      value: {
        health_status: healthStatus(call.workspace),
        issues: { details: {}, summary: {} },
        meta: metaOf(call, { href: '/api/health_status', parent: '/api' }),
      },
    }),
  }),
]
