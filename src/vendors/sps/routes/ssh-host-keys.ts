/** Host keys that connections have met, outside the configuration and its transactions (guide 8.0 LTS page 40; the seeds). */
import type { FastifyPluginAsync } from 'fastify'
import type { Operation } from '../../../kernel/operations.ts'
import { answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type HostKeyRow, type Tables } from '../state.ts'

const HREF = '/api/ssh-host-keys'
const SOURCE = 'REST API Reference Guide, "Message format" (items); 8.0 LTS page 40'

const traits = { privilege: '/special/ssh' } as const

const operation = (verb: string, summary: string): Operation => ({
  id: `sps.ssh-host-keys.${verb}`,
  summary,
  source: SOURCE,
  evidence: 'documented',
})

export const sshHostKeyRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/ssh-host-keys',
    { config: { operation: operation('list', 'List the known SSH host keys'), sps: traits } },
    (request, reply) => {
      const items = [...request.workspace.state(spsSlice).hostKeys.keys()].map((key) => ({
        key,
        meta: { href: `${request.mount}${HREF}/${key}` },
      }))
      return answer(request, reply, { items, meta: metaOf(request, { href: HREF, parent: '/api' }) })
    },
  )

  app.get(
    '/ssh-host-keys/:key',
    { config: { operation: operation('get', 'Read an SSH host key'), sps: traits } },
    (request, reply) => {
      const { key } = request.params as { key: string }
      const { body } = demandHostKey(request.workspace.state(spsSlice), key)
      return answer(request, reply, {
        key,
        body,
        meta: metaOf(request, { href: `${HREF}/${key}`, parent: HREF }),
      })
    },
  )
}

function demandHostKey(tables: Tables, key: string): HostKeyRow {
  const row = tables.hostKeys.get(key)
  if (row) return row
  throw new SpsError(
    'object-not-found',
    {
      rule: 'sps.host-key.unknown',
      message: `There is no host key "${key}"; list them with GET ${HREF}.`,
      source: SOURCE,
    },
    { ancestor: HREF, path: key },
  )
}
