/** Who sends requests, what is open, and what will hurt on an appliance. No request reads a secret: none is ever shown. */
import { createHash } from 'node:crypto'
import type { SeenRequest } from '../../../kernel/journal/seen.ts'
import type { Message } from '../../../kernel/match/message.ts'
import { askedAgainWithin, signInsForEachCall } from '../../../kernel/surface/advice.ts'
import type { OpenThing, SurfaceLedger } from '../../../kernel/surface/ledger.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { draftName, timeoutSeconds } from '../domain/session.ts'
import { spsSlice, type SessionRow } from '../state.ts'

/** As often as the vendor's own client asks. */
const PACE_MS = 10_000
const JOBS: ReadonlySet<string> = new Set([
  'sps.support-bundle.get',
  'sps.firmware.fetch',
  'sps.info.get',
  'sps.setup.get',
])
const LOGIN = 'sps.authentication.login'

export const ledger: SurfaceLedger = {
  deed: () => undefined,
  holds: () => false,
  caller: ({ message }, workspace) => {
    const { sessions, apiKeys } = workspace.state(spsSlice)
    const session = sessions.get(sessionOf(message) ?? '')
    if (session) return session.user
    const [, credentials] = /^Basic +(\S+)$/i.exec(message.headers().get('authorization')?.[0] ?? '') ?? []
    if (credentials !== undefined) return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0]
    const key = message.headers().get('x-api-key')?.[0]
    return key === undefined
      ? undefined
      : apiKeys.first('token', createHash('sha256').update(key).digest('hex'))?.user
  },
  open: (workspace) => {
    const live = liveSessions(workspace)
    return [...live.filter(({ id }) => hasTransaction(workspace, id)).map(transaction), ...live.map(session)]
  },
  advice: [
    {
      rule: 'sps.advice.session-for-each-call',
      sentence:
        'It logs in anew for nearly every call; every login is a session of twenty minutes and an entry in the logs. Send the session_id cookie again, and log out at the end.',
      source: 'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"',
      find: (requests) =>
        signInsForEachCall(
          requests,
          ({ operation }) => operation === LOGIN,
          ({ operation }) => operation !== undefined && !operation.startsWith('sps.authentication.'),
        ),
    },
    {
      rule: 'sps.advice.transaction-left-open',
      sentence:
        'A transaction is still open: it locks the configuration for everybody else, the web interface too. Commit it, or drop it with DELETE /api/transaction.',
      source: 'SPS REST API Reference Guide 5.7.0, "Open a transaction"',
      find: (requests, workspace) => {
        const open = liveSessions(workspace).filter(({ id }) => hasTransaction(workspace, id))
        return open.flatMap(({ id }) =>
          requests
            .filter((one) => !one.isRefused && isChange(one) && sessionOf(one.message) === id)
            .slice(0, 1),
        )
      },
    },
    {
      rule: 'sps.advice.next-page-ignored',
      sentence:
        'A list of sessions goes on behind "next" of its meta, and no further page was asked for; what is searched for may be there.',
      source:
        'SPS REST API Reference Guide, "Searching in the session database with the advanced search method"',
      find: (requests) =>
        requests.filter(
          (one, at) =>
            isSearch(one) &&
            !isLaterPage(one) &&
            /"next":\s*"/.test(one.answerText()) &&
            !requests.slice(at + 1).some((later) => isSearch(later) && isLaterPage(later)),
        ),
    },
    {
      rule: 'sps.advice.polled-too-often',
      sentence: 'It asks how far a job is more often than every ten seconds, again and again.',
      source: "the pace of the vendor's own client, safeguard-ps",
      find: (requests) =>
        askedAgainWithin(
          requests.filter(({ method, operation }) => method === 'GET' && JOBS.has(operation ?? '')),
          PACE_MS,
        ),
    },
  ],
}

function liveSessions(workspace: Workspace): SessionRow[] {
  const now = workspace.clock.now()
  return [...workspace.state(spsSlice).sessions.values()].filter(
    (one) => now < one.lastSeenAt + timeoutSeconds(workspace, one) * 1000,
  )
}

function hasTransaction(workspace: Workspace, session: string): boolean {
  return workspace.world.draft(draftName(session)) !== undefined
}

function transaction({ id, user }: SessionRow): OpenThing {
  return {
    kind: 'transaction',
    by: user,
    explains: (request) => isChange(request) && sessionOf(request.message) === id,
  }
}

function session({ id, user }: SessionRow): OpenThing {
  return {
    kind: 'session',
    by: user,
    explains: ({ message, answerHeaders }) =>
      sessionOf(message) === id || String(answerHeaders()['set-cookie']).includes(id),
  }
}

/** What opens a transaction, or changes something in one. */
function isChange({ method, operation }: SeenRequest): boolean {
  return (
    method !== 'GET' &&
    method !== 'HEAD' &&
    /^sps\.(?:transaction\.open$|configuration\.)/.test(operation ?? '')
  )
}

function sessionOf(message: Message): string | undefined {
  const cookie = message.headers().get('cookie')?.[0] ?? ''
  return /(?:^|;\s*)session_id=([^;]+)/.exec(cookie)?.[1] ?? message.headers().get('session_id')?.[0]
}

function isSearch({ operation, isRefused }: SeenRequest): boolean {
  return operation === 'sps.audit.search' && !isRefused
}

/** By the links of an answer, or by counting. */
function isLaterPage({ message }: SeenRequest): boolean {
  const query = message.query()
  return query.has('search_after') || Number(query.get('offset')?.[0] ?? 0) > 0
}
