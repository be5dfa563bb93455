/** Closing a live session of a controlled protocol (guide 7.0.3 LTS, page 18): one method, one parameter. */
import type { FastifyPluginAsync } from 'fastify'
import { endSession, liveSession } from '../audit/live.ts'
import { answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'

const HREF = '/api/active-sessions'
const SOURCE = 'REST API Reference Guide 7.0.3 LTS, page 18, "Active sessions"'

export const activeSessionRoutes: FastifyPluginAsync = async (app) => {
  app.delete<{ Querystring: { id?: unknown } }>(
    '/active-sessions',
    {
      config: operations('active-sessions', SOURCE)('close', 'Close a live session', {
        privilege: '/special/active_sessions',
      }),
    },
    (request, reply) => {
      const { workspace } = request
      const { id } = request.query
      if (typeof id !== 'string' || id === '') throw unnamedSession()
      const live = liveSession(workspace, id)
      if (!live) throw unknownSession(id)
      endSession(workspace, live)
      return answer(request, reply, { meta: metaOf(request, { href: HREF, parent: '/api' }) })
    },
  )
}

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
