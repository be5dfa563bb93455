/** Transactions (guide, "Using the SPS REST API": open, commit, delete a transaction, review its changelog). */
import type { SpsCall } from '../call.ts'
import { changesOf, type ChangeEntry } from '../domain/changes.ts'
import { demand } from '../domain/privileges.ts'
import {
  commit,
  noTransaction,
  openTransaction,
  requiresMessage,
  rollBack,
  transactionOf,
} from '../domain/transaction.ts'
import { BODY_REFUSALS, SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { done } from '../schemas/common.ts'
import { changeLog, commitBody, transactionStatus } from '../schemas/transaction.ts'
import { linksAlone, metaOf } from '../views/meta.ts'

const HREF = '/api/transaction'
const CHANGES = `${HREF}/changes`
const LINKS = { href: HREF, parent: '/api' }
const CHAPTER = 'REST API Reference Guide 8.0 LTS, "Using the SPS REST API"'

/** Whoever may change anything, an API key of their own for one, may commit it and drop it. */
const transaction = { source: CHAPTER, evidence: 'documented', own: true } as const

export const transactionOperations = [
  operation({
    ...transaction,
    id: 'sps.transaction.status',
    route: 'GET /transaction',
    summary: 'Tell whether a transaction is open',
    answer: transactionStatus,
    run(call) {
      const { transactionPayload, commitMessageField } = call.settings
      const isOpen = transactionOf(call.workspace, call.caller.id) !== undefined
      const message = requiresMessage(call.tables) ? 'required' : 'optional'
      return {
        value: {
          key: 'transaction',
          [transactionPayload]: {
            status: isOpen ? 'open' : 'closed',
            ...(commitMessageField && { commit_message: message }),
          },
          meta: metaOf(call, { ...LINKS, ...(isOpen && { changes: CHANGES }) }),
        },
      }
    },
  }),
  operation({
    ...transaction,
    id: 'sps.transaction.open',
    route: 'POST /transaction',
    summary: 'Open a transaction',
    answer: done,
    refusals: ['unauthorized', 'transaction-already-open', 'configuration-locked'],
    run(call) {
      const { workspace, caller } = call
      demand(caller, 'write', undefined, HREF)
      workspace.update(() => openTransaction(workspace, caller.id))
      return linksAlone(call, LINKS)
    },
  }),
  operation({
    ...transaction,
    id: 'sps.transaction.commit',
    route: 'PUT /transaction',
    summary: 'Commit the transaction',
    body: commitBody,
    answer: done,
    refusals: [
      ...BODY_REFUSALS,
      'no-transaction',
      'invalid-value',
      'commit-message-required',
      'merge-conflict',
      'invalid-configuration',
    ],
    run(call) {
      const { id } = call.caller
      if (!transactionOf(call.workspace, id)) throw noTransaction()
      commit(call.workspace, id, messageIn(call.json()))
      return linksAlone(call, LINKS)
    },
  }),
  operation({
    ...transaction,
    id: 'sps.transaction.roll-back',
    route: 'DELETE /transaction',
    summary: 'Discard the transaction',
    answer: done,
    refusals: ['no-transaction'],
    run(call) {
      rollBack(call.workspace, call.caller.id)
      return linksAlone(call, LINKS)
    },
  }),
  operation({
    ...transaction,
    id: 'sps.transaction.changes',
    route: 'GET /transaction/changes',
    summary: 'List the changes of the transaction',
    answer: changeLog,
    run(call) {
      const draft = transactionOf(call.workspace, call.caller.id)
      const {
        changes: { granularity },
        profile,
      } = call.settings
      const changes = draft ? changesOf(draft, { granularity, profile }) : []
      const links = { href: CHANGES, parent: HREF, transaction: HREF }
      return { value: { changes: changes.map((change) => shown(call, change)), meta: metaOf(call, links) } }
    },
  }),
]

/** `{"status":"commit"}`, with `message` where one is wanted. @throws SpsError */
function messageIn(input: unknown): string | undefined {
  const { status, message } = (input ?? {}) as { status?: unknown; message?: unknown }
  if (status === 'commit' && (message === undefined || typeof message === 'string')) return message
  const reason = {
    rule: 'sps.transaction.status',
    message: 'A commit is PUT /api/transaction with {"status":"commit"}, and a "message" that is a text.',
    source: CHAPTER,
  }
  if (status === 'commit')
    throw new SpsError('semantic-error', reason, { path: HREF, reason: 'message: must be a string' })
  throw new SpsError('invalid-value', reason, { path: `${HREF}/status`, value: status ?? null })
}

function shown({ settings, mount }: SpsCall, change: ChangeEntry): ChangeEntry {
  const isRelative = settings.changes.path === 'relative'
  const path = isRelative ? change.path.replace(/^\/api\/(?:configuration\/)?/, '') : mount + change.path
  return { ...change, path }
}
