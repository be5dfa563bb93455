/** `GET /api`: where everything else is found (guide, "Introduction"; the item list follows the paths that the guides name). */
import { listedAt } from '../entry-points.ts'
import { operation } from '../operation.ts'
import { entryPoints } from '../schemas/entry-point.ts'
import { itemsAt, metaOf } from '../views/meta.ts'

export const entryPointOperations = [
  operation({
    id: 'sps.entry-point.list',
    route: 'GET /',
    summary: 'List what the API offers',
    source: 'REST API Reference Guide, "Message format"; safeguard-ps requests it as /api//',
    evidence: 'documented',
    answer: entryPoints,
    run(call) {
      const keys = listedAt(call.settings).map(({ key }) => key)
      const links = { href: '/api', next: '/api/configuration', transaction: '/api/transaction' }
      return { value: { items: itemsAt(call, '/api', keys), meta: metaOf(call, links) } }
    },
  }),
]
