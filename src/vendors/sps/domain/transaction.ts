/**
 * Transactions: a draft of the configuration that belongs to one session. Nobody else sees it before the commit, which
 * merges it into what others have committed meanwhile.
 */
import type { Draft } from '../../../kernel/store/world.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type Tables } from '../state.ts'
import { demandUnlocked } from './lock.ts'
import { changesAnything, reconcile } from './merge.ts'
import type { View } from './order.ts'
import { draftName } from './session.ts'
import { validate } from './validation.ts'

const CHAPTER = 'SPS REST API Reference Guide, "Using the SPS REST API"'

/** The open transaction of a session. */
export function transactionOf(workspace: Workspace, session: string): Draft | undefined {
  return workspace.world.draft(draftName(session))
}

/** The configuration as a session sees it: with its own open changes, or as it is committed. */
export function configurationOf(workspace: Workspace, session: string | undefined): Tables {
  return viewOf(workspace, session).tables
}

/** The same beside the committed one. */
export function viewOf(workspace: Workspace, session: string | undefined): View {
  const draft = session === undefined ? undefined : transactionOf(workspace, session)
  const committed = workspace.state(spsSlice)
  return { tables: draft ? draft.open(spsSlice) : committed, committed }
}

/** Opens a transaction. @throws SpsError when one is open already, or somebody else holds the configuration */
export function openTransaction(workspace: Workspace, session: string): Draft {
  const open = transactionOf(workspace, session)
  if (!open) {
    demandUnlocked(workspace, session)
    return workspace.world.openDraft(draftName(session))
  }
  if (workspace.settings(spsSettings).reopen === 'ok') return open
  throw new SpsError('transaction-already-open', {
    rule: 'sps.transaction.already-open',
    message: 'The session has an open transaction already; commit it with PUT or drop it with DELETE first.',
    source: `${CHAPTER}, Open a transaction (a second POST is our reading; see sps.reopen)`,
  })
}

/**
 * Runs a change of the configuration inside the session's transaction, opening one where the version does so by itself.
 * A change that is refused leaves no trace, not even that transaction.
 */
export function change<Result>(
  workspace: Workspace,
  session: string,
  work: (tables: Tables) => Result,
): Result {
  return workspace.update(() => {
    const open = transactionOf(workspace, session)
    if (open) return work(open.open(spsSlice))
    if (!workspace.settings(spsSettings).autoOpen) throw noTransaction()
    return work(openTransaction(workspace, session).open(spsSlice))
  })
}

/** Makes the session's changes the configuration. @throws SpsError; the transaction then stays open for repair */
export function commit(workspace: Workspace, session: string, message: string | undefined): void {
  const draft = demandOpen(workspace, session)
  const committed = workspace.state(spsSlice)
  if (requiresMessage(committed) && !message?.trim()) {
    throw new SpsError('commit-message-required', {
      rule: 'sps.transaction.message-required',
      message: 'require_commitlog is on, so the commit must carry {"status":"commit","message":"…"}.',
      source: `${CHAPTER}, Commit a transaction`,
    })
  }
  workspace.update(() => {
    const changes = validate(draft, reconcile(draft, committed))
    const isNew = changesAnything(draft, changes, committed)
    draft.merge()
    if (isNew)
      committed.facts.put('revision', { configHash: workspace.ids.hex(32), message: message ?? null })
  })
}

/** Discards the session's changes. @throws SpsError */
export function rollBack(workspace: Workspace, session: string): void {
  const draft = demandOpen(workspace, session)
  draft.drop()
}

/** Whether a commit must carry a message: one stored value, wherever a version shows it. */
export function requiresMessage(tables: Tables): boolean {
  const body = tables.nodes.get('aaa/settings')?.body
  return (body as { require_commitlog?: unknown } | undefined)?.require_commitlog === true
}

export function noTransaction(): SpsError {
  return new SpsError('no-transaction', {
    rule: 'sps.transaction.missing',
    message: 'No transaction is open in this session; open one with POST /api/transaction first.',
    source: 'SPS REST API Reference Guide 7.0.5.1 LTS, "Delete an object" (409)',
  })
}

function demandOpen(workspace: Workspace, session: string): Draft {
  const draft = transactionOf(workspace, session)
  if (!draft) throw noTransaction()
  return draft
}
