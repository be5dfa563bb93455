/** `GET /api`: where everything else is found (guide, "Introduction"; the item list follows the paths that the guides name). */
import type { FastifyPluginAsync } from 'fastify'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { listedAt } from '../entry-points.ts'

export const entryPointRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '',
    {
      config: {
        operation: {
          id: 'sps.entry-point.list',
          summary: 'List what the API offers',
          source: 'REST API Reference Guide, "Message format"; safeguard-ps requests it as /api//',
          evidence: 'documented',
        },
      },
    },
    (request, reply) => {
      const items = listedAt(settingsOf(request)).map(({ key }) => ({
        key,
        meta: { href: `${request.mount}/api/${key}` },
      }))
      const links = { href: '/api', next: '/api/configuration', transaction: '/api/transaction' }
      return answer(request, reply, { items, meta: metaOf(request, links) })
    },
  )
}
