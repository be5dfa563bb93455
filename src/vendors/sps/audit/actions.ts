/** What happens at the targets, for a test to bring about. */
import { z } from 'zod'
import { UserError } from '../../../kernel/errors.ts'
import type { SurfaceAction } from '../../../kernel/surface/surface.ts'
import { spsSlice } from '../state.ts'
import { endSession, liveSession, startSession } from './live.ts'
import { recording, recordingId, type AuditSessionRow } from './session.ts'

const start = z.lazy(() => {
  const { protocol, user, server } = recording().shape
  return recording()
    .omit({ start: true, seconds: true })
    .extend({
      protocol: protocol.default('ssh'),
      user: user.default('yoda'),
      server: server.default('10.110.100.26'),
    })
})

const end = z.lazy(() =>
  z
    .strictObject({
      key: z.string().optional().describe('The key of the session in a search'),
      id: z.string().optional().describe('Its recording.session_id'),
    })
    .refine(({ key, id }) => (key === undefined) !== (id === undefined), 'expected either "key" or "id"'),
)

export const auditActions = {
  'start-session': {
    summary: 'Somebody connects to a target; the session is live and can be searched',
    input: start,
    run: (workspace, input) => told(startSession(workspace, input)),
  } satisfies SurfaceAction<z.infer<typeof start>>,
  'end-session': {
    summary: 'A live session ends by itself',
    input: end,
    run: (workspace, { key, id }) => {
      const row =
        key === undefined ? liveSession(workspace, id!) : workspace.state(spsSlice).auditSessions.get(key)
      if (row?.document['active'] !== true)
        throw new UserError(`There is no live session "${key ?? id}"; search for active:true.`)
      return told(endSession(workspace, row))
    },
  } satisfies SurfaceAction<z.infer<typeof end>>,
}

function told(row: AuditSessionRow): { readonly key: string; readonly id: string | undefined } {
  return { key: row.key, id: recordingId(row) }
}
