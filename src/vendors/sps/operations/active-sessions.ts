/** Closing a live session of a controlled protocol (guide 7.0.3 LTS, page 18): one method, one parameter. */
import { endSession, liveSession } from '../audit/live.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { liveSessionQuery } from '../schemas/audit.ts'
import { done } from '../schemas/common.ts'
import { metaOf } from '../views/meta.ts'

const HREF = '/api/active-sessions'
const SOURCE = 'REST API Reference Guide 7.0.3 LTS, page 18, "Active sessions"'

export const activeSessionOperations = [
  operation({
    id: 'sps.active-sessions.close',
    route: 'DELETE /active-sessions',
    summary: 'Close a live session',
    source: SOURCE,
    evidence: 'documented',
    privilege: '/special/active_sessions',
    query: liveSessionQuery,
    answer: done,
    refusals: ['invalid-value', 'object-not-found'],
    run(call) {
      const { id } = call.query
      if (typeof id !== 'string' || id === '') throw unnamedSession()
      const live = liveSession(call.workspace, id)
      if (!live) throw unknownSession(id)
      endSession(call.workspace, live)
      return { value: { meta: metaOf(call, { href: HREF, parent: '/api' }) } }
    },
  }),
]

function unnamedSession(): SpsError {
  return new SpsError(
    'invalid-value',
    {
      rule: 'sps.active-session.id',
      message:
        'The session to close is named once, by ?id=<recording.session_id>, such as svc/rpokH8fD9kx6CaxNLznKx2/test:12.',
      source: `${SOURCE} (the answer is our reading)`,
    },
    { parameter: 'id' },
  )
}

function unknownSession(id: string): SpsError {
  return new SpsError(
    'object-not-found',
    {
      rule: 'sps.active-session.unknown',
      message: `No live session has the id "${id}"; it is the recording.session_id of the session.`,
      source: `${SOURCE} (the answer is our reading)`,
    },
    { id },
  )
}
