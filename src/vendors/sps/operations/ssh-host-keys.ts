/** Host keys that connections have met, outside the configuration and its transactions (guide 8.0 LTS page 40; the seeds). */
import { reasonOf } from '../domain/wording.ts'
import { BODY_REFUSALS, SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { created, done, keyParameter, listOf } from '../schemas/common.ts'
import { hostKey, hostKeyAnswer } from '../schemas/ssh-host-keys.ts'
import type { HostKeyRow, Tables } from '../state.ts'
import { listAt, metaOf } from '../views/meta.ts'

const HREF = '/api/ssh-host-keys'
const SOURCE = 'REST API Reference Guide, "Message format" (items); 8.0 LTS page 40'

const documented = { source: SOURCE, evidence: 'documented', privilege: '/special/ssh' } as const
const inferred = { ...documented, evidence: 'inferred' } as const

export const sshHostKeyOperations = [
  operation({
    ...documented,
    id: 'sps.ssh-host-keys.list',
    route: 'GET /ssh-host-keys',
    summary: 'List the known SSH host keys',
    answer: listOf(),
    run: (call) => listAt(call, HREF, '/api', [...call.tables.hostKeys.keys()]),
  }),
  operation({
    ...documented,
    id: 'sps.ssh-host-keys.get',
    route: 'GET /ssh-host-keys/:key',
    summary: 'Read an SSH host key',
    params: keyParameter,
    answer: hostKeyAnswer,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const { body } = demandHostKey(call.tables, key)
      return { value: { key, body, meta: metaOf(call, linksOf(key)) } }
    },
  }),
  operation({
    ...inferred,
    id: 'sps.ssh-host-keys.create',
    route: 'POST /ssh-host-keys',
    summary: 'Add an SSH host key',
    body: hostKey,
    answer: created,
    refusals: [...BODY_REFUSALS, 'duplicate-name'],
    run(call) {
      const { workspace, tables } = call
      const row = newHostKey(tables, call.json())
      workspace.update(() => tables.hostKeys.put(row.key, row))
      const links = linksOf(row.key)
      return { status: 201, location: links.href, value: { key: row.key, meta: metaOf(call, links) } }
    },
  }),
  operation({
    ...inferred,
    id: 'sps.ssh-host-keys.delete',
    route: 'DELETE /ssh-host-keys/:key',
    summary: 'Remove an SSH host key',
    params: keyParameter,
    answer: done,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const { workspace, tables } = call
      demandHostKey(tables, key)
      workspace.update(() => tables.hostKeys.delete(key))
      return { value: { meta: metaOf(call, linksOf(key)) } }
    },
  }),
]

function linksOf(key: string): { href: string; parent: string } {
  return { href: `${HREF}/${key}`, parent: HREF }
}

/** The key is made of the body: `<type>-<address>:<port>`. @throws SpsError */
function newHostKey(tables: Tables, input: unknown): HostKeyRow {
  const parsed = hostKey().safeParse(input, { reportInput: true })
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
