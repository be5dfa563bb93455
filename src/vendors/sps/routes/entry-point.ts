/** `GET /api`: where everything else is found (guide, "Introduction"; the item list follows the paths that the guides name). */
import type { FastifyPluginAsync } from 'fastify'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { isWithin, type Features, type Profile } from '../profiles.ts'

interface Item {
  readonly key: string
  readonly since?: Profile
  readonly feature?: keyof Features
}

/** In alphabetical order, as all lists of siblings are. */
const ITEMS: readonly Item[] = [
  { key: 'active-sessions', since: '5.x' },
  { key: 'authentication' },
  { key: 'cluster', since: '5.x' },
  { key: 'configuration' },
  { key: 'firmware', feature: 'firmwareEndpoints' },
  { key: 'health_status', feature: 'healthStatus' },
  { key: 'info' },
  { key: 'setup', since: '5.x' },
  { key: 'ssh-host-keys' },
  { key: 'starling', since: '6.9' },
  { key: 'transaction' },
  { key: 'troubleshooting', feature: 'supportBundle' },
  { key: 'upload', since: '5.x' },
  { key: 'user', since: '7.0' },
  { key: 'user_info' },
]

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
      const settings = settingsOf(request)
      const items = ITEMS.filter(
        ({ since, feature }) =>
          isWithin(settings.profile, since) && (feature === undefined || settings[feature] === true),
      ).map(({ key }) => ({ key, meta: { href: `${request.mount}/api/${key}` } }))
      const links = { href: '/api', next: '/api/configuration', transaction: '/api/transaction' }
      return answer(request, reply, { items, meta: metaOf(request, links) })
    },
  )
}
