/** Failures that only this product has, for a fault to name. */
import type { FastifyRequest } from 'fastify'
import type { VendorFault } from '../../../kernel/surface/surface.ts'
import { SESSION_COOKIE } from '../wire/cookie.ts'
import { pathOfChange } from '../domain/changes.ts'
import { heldBy, SOMEBODY } from '../domain/lock.ts'
import { mergeConflict } from '../domain/merge.ts'
import { draftName } from '../domain/session.ts'
import { pathOf } from '../call.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type SessionRow } from '../state.ts'

const TRANSACTION = '/api/transaction'
const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE'])
const SESSION_IN_COOKIES = new RegExp(`(?:^|;)\\s*${SESSION_COOKIE}="?([0-9a-f]+)`)

export const faults: Readonly<Record<string, VendorFault>> = {
  'session-expired': {
    summary: 'The session that the request comes with has just run out, and its transaction is lost',
    source: 'SPS REST API Reference Guide, "Authenticate to the SPS REST API"',
    meets: (request) => sessionIn(request) !== undefined,
    act(request) {
      const session = sessionIn(request)!
      const { workspace } = request
      workspace.update(() =>
        workspace.state(spsSlice).sessions.put(session.id, { ...session, lastSeenAt: 0 }),
      )
    },
  },
  'config-locked': {
    summary: 'Somebody has the configuration open in the web interface; it befalls what would change it',
    source:
      'SPS REST API tutorial, "How to configure SPS using REST"; administration guide, "Multiple users and locking"',
    meets: (request) =>
      CHANGES.has(request.method) && /^\/api\/(?:configuration|transaction)(?:\/|$)/.test(pathOf(request)),
    act() {
      throw heldBy(SOMEBODY)
    },
  },
  'merge-conflict': {
    summary: 'Somebody has changed the same objects since the transaction was opened; it befalls a commit',
    source: 'SPS REST API Reference Guide, "Commit a transaction"',
    meets: (request) =>
      request.method === 'PUT' && pathOf(request) === TRANSACTION && changedIn(request).length > 0,
    act(request) {
      throw mergeConflict(changedIn(request), 'changed by somebody else too')
    },
  },
  'appliance-booting': {
    summary: 'The appliance boots, and nothing on it answers yet',
    source: 'our reading: what answers meanwhile is the web server in front',
    act() {
      throw new SpsError('rebooting', {
        rule: 'sps.fault.booting',
        message: 'A fault that is in place says that the appliance boots.',
        source: 'the fault that was created',
      })
    },
  },
}

/** The session that a request presents. Faults come before the surface has looked at it. */
function sessionIn({ headers, workspace }: FastifyRequest): SessionRow | undefined {
  const id = SESSION_IN_COOKIES.exec(headers.cookie ?? '')?.[1] ?? headers[SESSION_COOKIE]
  return typeof id === 'string' ? workspace.state(spsSlice).sessions.get(id) : undefined
}

/** Paths that a request's transaction has changed. */
function changedIn(request: FastifyRequest): string[] {
  const session = sessionIn(request)
  const draft = session && request.workspace.world.draft(draftName(session.id))
  return [...new Set(draft?.changes().map(pathOfChange))]
}
