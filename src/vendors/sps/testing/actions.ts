/** Levers that a person at the appliance, or at its web interface, would pull. */
import { z } from 'zod'
import { UserError } from '../../../kernel/errors.ts'
import type { SurfaceAction } from '../../../kernel/surface/surface.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { auditActions } from '../audit/actions.ts'
import { releaseConfigurationLock, takeConfigurationLock } from '../domain/lock.ts'
import { SpsError } from '../errors.ts'
import { spsSlice } from '../state.ts'

const lock = z.strictObject({
  kind: z
    .enum(['web', 'console', 'rpc'])
    .default('web')
    .describe('The interface that holds the configuration'),
  user: z.string().min(1).default('admin'),
  address: z.string().min(1).default('10.0.0.99').describe('Where that user works'),
})

const whose = z.strictObject({
  session: z.string().optional().describe('The value of a session_id; every session by default'),
  user: z.string().optional().describe('Every session of this user'),
})

export const actions = {
  ...auditActions,
  'take-config-lock': {
    summary: 'Somebody opens a configuration page of the web interface',
    input: lock,
    run: (workspace, input) => told(() => takeConfigurationLock(workspace, input)),
  } satisfies SurfaceAction<z.infer<typeof lock>>,
  'release-config-lock': {
    summary: 'The configuration page is left',
    input: z.strictObject({}),
    run: (workspace) => ({ released: releaseConfigurationLock(workspace) }),
  } satisfies SurfaceAction<Record<string, never>>,
  'expire-session': {
    summary: 'Sessions run out, as after their time of inactivity',
    input: whose,
    run: (workspace, input) => ({ expired: expireSessions(workspace, input) }),
  } satisfies SurfaceAction<z.infer<typeof whose>>,
}

/** @returns how many sessions ran out */
function expireSessions(workspace: Workspace, { session, user }: z.infer<typeof whose>): number {
  const { sessions } = workspace.state(spsSlice)
  const chosen = [...sessions.values()].filter(
    (one) => (session === undefined || one.id === session) && (user === undefined || one.user === user),
  )
  workspace.update(() => {
    for (const one of chosen) sessions.put(one.id, { ...one, lastSeenAt: 0 })
  })
  return chosen.length
}

/** A refusal in words for the person at the control plane. */
function told<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw error instanceof SpsError ? new UserError(error.message) : error
  }
}
