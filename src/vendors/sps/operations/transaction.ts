/** Transactions (guide, "Using the SPS REST API": open, commit, delete a transaction, review its changelog). */
import type { FastifyContextConfig, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sessionOf } from '../auth.ts'
import { demandJson } from '../wire/body.ts'
import { demand } from '../domain/privileges.ts'
import { changesOf, type ChangeEntry } from '../domain/changes.ts'
import {
  commit,
  configurationOf,
  noTransaction,
  openTransaction,
  requiresMessage,
  rollBack,
  transactionOf,
} from '../domain/transaction.ts'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'

const HREF = '/api/transaction'
const CHANGES = `${HREF}/changes`
const CHAPTER = 'REST API Reference Guide 8.0 LTS, "Using the SPS REST API"'

const operation = (verb: string, summary: string): FastifyContextConfig => ({
  operation: { id: `sps.transaction.${verb}`, summary, source: CHAPTER, evidence: 'documented' },
  // Whoever may change anything, an API key of their own for one, may commit it and drop it.
  sps: { own: true },
})

const commitBody = z.object({ status: z.literal('commit'), message: z.string().optional() })

export const transactionRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/transaction',
    { config: operation('status', 'Tell whether a transaction is open') },
    (request, reply) => {
      const { transactionPayload, commitMessageField } = settingsOf(request)
      const { id } = sessionOf(request)
      const { workspace } = request
      const isOpen = transactionOf(workspace, id) !== undefined
      const message = requiresMessage(configurationOf(workspace, undefined)) ? 'required' : 'optional'
      return answer(request, reply, {
        key: 'transaction',
        [transactionPayload]: {
          status: isOpen ? 'open' : 'closed',
          ...(commitMessageField && { commit_message: message }),
        },
        meta: transactionMeta(request, isOpen ? { changes: CHANGES } : {}),
      })
    },
  )

  app.post('/transaction', { config: operation('open', 'Open a transaction') }, (request, reply) => {
    const session = sessionOf(request)
    demand(session, 'write', undefined, HREF)
    request.workspace.update(() => openTransaction(request.workspace, session.id))
    return answer(request, reply, { meta: transactionMeta(request) })
  })

  app.put('/transaction', { config: operation('commit', 'Commit the transaction') }, (request, reply) => {
    const { id } = sessionOf(request)
    if (!transactionOf(request.workspace, id)) throw noTransaction()
    commit(request.workspace, id, readMessage(request))
    return answer(request, reply, { meta: transactionMeta(request) })
  })

  app.delete(
    '/transaction',
    { config: operation('roll-back', 'Discard the transaction') },
    (request, reply) => {
      rollBack(request.workspace, sessionOf(request).id)
      return answer(request, reply, { meta: transactionMeta(request) })
    },
  )

  app.get(
    '/transaction/changes',
    { config: operation('changes', 'List the changes of the transaction') },
    (request, reply) => {
      const draft = transactionOf(request.workspace, sessionOf(request).id)
      const {
        changes: { granularity },
        profile,
      } = settingsOf(request)
      const changes = draft ? changesOf(draft, { granularity, profile }) : []
      return answer(request, reply, {
        changes: changes.map((change) => shown(request, change)),
        meta: metaOf(request, { href: CHANGES, parent: HREF, transaction: HREF }),
      })
    },
  )
}

function transactionMeta(request: FastifyRequest, more: Readonly<Record<string, string>> = {}): object {
  return metaOf(request, { href: HREF, parent: '/api', ...more })
}

/** `{"status":"commit"}`, with `message` where one is wanted. @throws SpsError */
function readMessage(request: FastifyRequest): string | undefined {
  const input = demandJson(request)
  const parsed = commitBody.safeParse(input)
  if (parsed.success) return parsed.data.message
  const status = (input as { status?: unknown } | null)?.status
  const reason = {
    rule: 'sps.transaction.status',
    message: 'A commit is PUT /api/transaction with {"status":"commit"}, and a "message" that is a text.',
    source: CHAPTER,
  }
  if (status === 'commit')
    throw new SpsError('semantic-error', reason, { path: HREF, reason: 'message: must be a string' })
  throw new SpsError('invalid-value', reason, { path: `${HREF}/status`, value: status ?? null })
}

function shown(request: FastifyRequest, change: ChangeEntry): ChangeEntry {
  const isRelative = settingsOf(request).changes.path === 'relative'
  const path = isRelative
    ? change.path.replace(/^\/api\/(?:configuration\/)?/, '')
    : request.mount + change.path
  return { ...change, path }
}
