/** Host keys that connections have met, outside the configuration and its transactions (guide 8.0 LTS page 40; the seeds). */
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { demandJson } from '../wire/body.ts'
import { reasonOf } from '../domain/wording.ts'
import { answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'
import { spsSlice, type HostKeyRow, type Tables } from '../state.ts'

const HREF = '/api/ssh-host-keys'
const SOURCE = 'REST API Reference Guide, "Message format" (items); 8.0 LTS page 40'

const traits = { privilege: '/special/ssh' } as const

const operation = operations('ssh-host-keys', SOURCE)
const recalled = operations('ssh-host-keys', SOURCE, 'inferred')

const hostKey = z.looseObject({
  // Both become part of the key, and so of links and headers.
  address: z.looseObject({ value: z.string().regex(/^[A-Za-z0-9.:_-]+$/) }),
  port: z.number().int().min(0).max(65_535),
  type: z.string().regex(/^[A-Za-z0-9@._-]+$/),
  host_key: z.string(),
})

export const sshHostKeyRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/ssh-host-keys',
    { config: operation('list', 'List the known SSH host keys', traits) },
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
    { config: operation('get', 'Read an SSH host key', traits) },
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

  app.post(
    '/ssh-host-keys',
    { config: recalled('create', 'Add an SSH host key', traits) },
    (request, reply) => {
      const { workspace } = request
      const row = newHostKey(workspace.state(spsSlice), demandJson(request))
      workspace.update(() => workspace.state(spsSlice).hostKeys.put(row.key, row))
      const href = `${HREF}/${row.key}`
      void reply.header('location', request.mount + href)
      return answer(request, reply, { key: row.key, meta: metaOf(request, { href, parent: HREF }) }, 201)
    },
  )

  app.delete(
    '/ssh-host-keys/:key',
    { config: recalled('delete', 'Remove an SSH host key', traits) },
    (request, reply) => {
      const { workspace } = request
      const { key } = request.params as { key: string }
      demandHostKey(workspace.state(spsSlice), key)
      workspace.update(() => workspace.state(spsSlice).hostKeys.delete(key))
      return answer(request, reply, { meta: metaOf(request, { href: `${HREF}/${key}`, parent: HREF }) })
    },
  )
}

/** The key is made of the body: `<type>-<address>:<port>`. @throws SpsError */
function newHostKey(tables: Tables, input: unknown): HostKeyRow {
  const parsed = hostKey.safeParse(input, { reportInput: true })
  if (!parsed.success) {
    const reason = reasonOf(parsed.error.issues)
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.host-key.body',
        message: `A host key has address.value, port, type and host_key: ${reason}.`,
        source: SOURCE,
      },
      { path: HREF, reason },
    )
  }
  const { type, address, port } = parsed.data
  const key = `${type}-${address.value}:${port}`
  if (!tables.hostKeys.has(key)) return { key, body: parsed.data }
  throw new SpsError(
    'duplicate-name',
    {
      rule: 'sps.host-key.known',
      message: `There is a host key "${key}" already; delete it first.`,
      source: SOURCE,
    },
    { path: `${HREF}/${key}`, name: key },
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
