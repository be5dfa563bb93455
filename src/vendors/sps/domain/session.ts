/** Sessions: opened at login, ended by logout or inactivity; whatever ends one discards its transaction. */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type LoginMethod, type SessionRow, type Tables } from '../state.ts'
import { grantsOf } from './privileges.ts'

/** Twenty minutes, as the guide's login pages say; used when the configuration has no web interface timeout. */
const DEFAULT_TIMEOUT_SECONDS = 1200

export interface Visitor {
  /** The session's id; drawn by default. */
  readonly id?: string
  readonly user: string
  readonly address: string
  readonly method: LoginMethod
}

/** What a presented session id turns out to be. */
export type Presented =
  { readonly state: 'live'; readonly session: SessionRow } | { readonly state: 'unknown' | 'expired' }

/** Opens a session with the rights that the user has now. */
export function openSession(workspace: Workspace, visitor: Visitor): SessionRow {
  const tables = workspace.state(spsSlice)
  const session: SessionRow = {
    ...visitor,
    id: visitor.id ?? workspace.ids.hex(40),
    grants: grantsOf(tables, visitor.user),
    token: workspace.ids.hex(40),
    lastSeenAt: workspace.clock.now(),
    timeoutSeconds: configuredTimeout(tables),
  }
  workspace.update(() => {
    workspace.collect(tables.sessions, {
      isOver: (one) => isExpired(workspace, one),
      usedAt: (one) => one.lastSeenAt,
      end: (one) => (isExpired(workspace, one) ? expire(workspace, one.id) : endSession(workspace, one.id)),
    })
    tables.sessions.put(session.id, session)
  })
  return session
}

/** Looks a session up, and notes that it was used. An expired one ends here. */
export function useSession(workspace: Workspace, id: string): Presented {
  const tables = workspace.state(spsSlice)
  const session = tables.sessions.get(id)
  if (!session) return { state: expiredIn(workspace).has(id) ? 'expired' : 'unknown' }
  const now = workspace.clock.now()
  if (now >= endOf(workspace, session)) {
    expire(workspace, id)
    return { state: 'expired' }
  }
  if (now === session.lastSeenAt) return { state: 'live', session }
  const seen = { ...session, lastSeenAt: now }
  tables.sessions.touch(id, seen)
  return { state: 'live', session: seen }
}

/** Ends a session and discards its transaction. @returns whether there was one */
export function endSession(workspace: Workspace, id: string): boolean {
  return workspace.update(() => {
    workspace.world.draft(draftName(id))?.drop()
    return workspace.state(spsSlice).sessions.delete(id)
  })
}

/** The session that holds a draft, unless it has expired (then both end here). */
export function liveSession(workspace: Workspace, id: string): SessionRow | undefined {
  const session = workspace.state(spsSlice).sessions.get(id)
  if (session && !isExpired(workspace, session)) return session
  if (session) expire(workspace, id)
  else endSession(workspace, id)
  return undefined
}

/** So many of the sessions that have expired are known for what they were, should their cookies come again. */
const MOST_EXPIRED = 1000
const EXPIRED = Symbol('expired sessions')

/** In the order in which they ended. No state of the product: for who looks for the reason of a refusal. */
function expiredIn(workspace: Workspace): Set<string> {
  return workspace.service(EXPIRED, () => new Set<string>())
}

function expire(workspace: Workspace, id: string): void {
  const expired = expiredIn(workspace)
  for (const oldest of expired) {
    if (expired.size < MOST_EXPIRED) break
    expired.delete(oldest)
  }
  expired.add(id)
  endSession(workspace, id)
}

/** Seconds of inactivity after which a session ends; by default, one that is opened now. */
export function timeoutSeconds(workspace: Workspace, session?: SessionRow): number {
  const { sessionTimeoutSeconds } = workspace.settings(spsSettings)
  if (sessionTimeoutSeconds !== null) return sessionTimeoutSeconds
  return session?.timeoutSeconds ?? configuredTimeout(workspace.state(spsSlice))
}

/** What the web interface's page says, in minutes (our reading of its name and unit). */
function configuredTimeout(tables: Tables): number {
  const body = tables.nodes.get('management/webinterface')?.body
  const minutes = (body as { timeout?: unknown } | undefined)?.timeout
  return typeof minutes === 'number' ? minutes * 60 : DEFAULT_TIMEOUT_SECONDS
}

/** A request asks for it several times, and a new text would have to be hashed each time. */
let lastNamed = { session: '', draft: 'sps:' }

/** Name of the draft that is a session's transaction. */
export function draftName(session: string): string {
  if (session !== lastNamed.session) lastNamed = { session, draft: `sps:${session}` }
  return lastNamed.draft
}

function isExpired(workspace: Workspace, session: SessionRow): boolean {
  return workspace.clock.now() >= endOf(workspace, session)
}

/** When it ends, if it is not used before. */
function endOf(workspace: Workspace, session: SessionRow): number {
  return session.lastSeenAt + timeoutSeconds(workspace, session) * 1000
}

/** Nobody is known to call, and somebody must be. */
export function unauthenticated(path: string, rule: string, what: string): SpsError {
  return new SpsError(
    'unauthenticated',
    {
      rule,
      message: `A valid session was expected, but ${what}; log in with GET /api/authentication and send the session_id cookie.`,
      source: 'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"',
    },
    { path },
  )
}
