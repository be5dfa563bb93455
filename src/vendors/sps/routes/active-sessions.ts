/** Closing a live session of a controlled protocol (guide 7.0.3 LTS, page 18): one method, one parameter. */
import type { FastifyPluginAsync } from 'fastify'
import { answer, metaOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'
import { spsSlice } from '../state.ts'

const HREF = '/api/active-sessions'
const SOURCE = 'REST API Reference Guide 7.0.3 LTS, page 18, "Active sessions"'

export const activeSessionRoutes: FastifyPluginAsync = async (app) => {
  app.delete<{ Querystring: { id?: string } }>(
    '/active-sessions',
    {
      config: operations('active-sessions', SOURCE)('close', 'Close a live session', {
        privilege: '/special/active_sessions',
      }),
    },
    (request, reply) => {
      const { workspace, query } = request
      const { activeSessions } = workspace.state(spsSlice)
      if (query.id === undefined || !activeSessions.has(query.id)) throw unknownSession(query.id)
      const { id } = query
      workspace.update(() => activeSessions.delete(id))
      return answer(request, reply, { meta: metaOf(request, { href: HREF, parent: '/api' }) })
    },
  )
}

function unknownSession(id: string | undefined): SpsError {
  return new SpsError(
    'object-not-found',
    {
      rule: 'sps.active-session.unknown',
      message:
        id === undefined
          ? 'The session to close is named by ?id=<recording.session_id>, such as svc/rpokH8fD9kx6CaxNLznKx2/test:12.'
          : `No live session has the id "${id}"; it is the recording.session_id of the session.`,
      source: `${SOURCE} (the answer is our reading)`,
    },
    { ancestor: HREF, path: id ?? '' },
  )
}
