/** Whether an uploaded plugin is still as it was uploaded (guide 6.9.3 page 44). The plugins themselves are configuration. */
import type { FastifyPluginAsync } from 'fastify'
import { checkIntegrity } from '../domain/plugins.ts'
import { answer, metaOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { spsSlice } from '../state.ts'

const ROOT = '/api/plugin'
const HREF = `${ROOT}/integrity`

const plugin = operations('plugin', 'REST API Reference Guide 6.9.3, page 44')
const check = operations(
  'plugin',
  'REST API Reference Guide 6.9.3, page 44 (path and parameters); the members of the answer are our reading',
  'inferred',
)
const traits = { privilege: '/special/basic' } as const

interface Asked {
  readonly key?: string | string[]
  readonly plugin_type?: string | string[]
  readonly ops?: string | string[]
}

export const pluginRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/plugin',
    { config: plugin('list', 'List what can be asked about plugins', traits) },
    (request, reply) =>
      answer(request, reply, {
        items: [{ key: 'integrity', meta: { href: request.mount + HREF } }],
        meta: metaOf(request, { href: ROOT, parent: '/api' }),
      }),
  )

  app.get<{ Querystring: Asked }>(
    '/plugin/integrity',
    { config: check('integrity', 'Tell whether a plugin is as it was uploaded', traits) },
    (request, reply) => {
      const { key, plugin_type: type, ops = [] } = request.query
      const body = checkIntegrity(request.workspace.state(spsSlice), {
        key: [key].flat()[0],
        type: [type].flat()[0],
        checks: [ops].flat(),
      })
      return answer(request, reply, {
        key: 'integrity',
        body,
        meta: metaOf(request, { href: HREF, parent: ROOT }),
      })
    },
  )
}
