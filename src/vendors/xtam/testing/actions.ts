/** Levers that a person at the product would pull. */
import { z } from 'zod'
import { UserError } from '../../../kernel/errors.ts'
import type { SurfaceAction } from '../../../kernel/surface/surface.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { realmOf } from '../domain/world.ts'
import { settle } from '../domain/workflow.ts'

const byToken = z.strictObject({
  id: z.string().optional().describe("The token's id in the fixtures"),
  token: z.string().optional().describe("The token's text"),
})

const whose = z.strictObject({
  login: z.string().optional().describe('Those of this user; everybody by default'),
})

const whichRequest = z.strictObject({
  id: z.string().optional().describe('The request; every pending one by default'),
})

export const actions = {
  'revoke-token': {
    summary: 'An administrator disables an authentication token',
    input: byToken,
    run: revokeToken,
  } satisfies SurfaceAction<z.infer<typeof byToken>>,
  'expire-sessions': {
    summary: "The application's sessions end, as after their idle time-out",
    input: whose,
    run: expireSessions,
  } satisfies SurfaceAction<z.infer<typeof whose>>,
  'expire-xsrf-tokens': {
    summary: 'XSRF tokens are good no more, as after their time',
    input: whose,
    run: expireXsrfTokens,
  } satisfies SurfaceAction<z.infer<typeof whose>>,
  'approve-request': {
    summary: 'An approver approves pending requests',
    input: whichRequest,
    run: (workspace, { id }) => ({ approved: settle(realmOf(workspace), id, 'Approved') }),
  } satisfies SurfaceAction<z.infer<typeof whichRequest>>,
  'reject-request': {
    summary: 'An approver rejects pending requests',
    input: whichRequest,
    run: (workspace, { id }) => ({ rejected: settle(realmOf(workspace), id, 'Rejected') }),
  } satisfies SurfaceAction<z.infer<typeof whichRequest>>,
}

function revokeToken(workspace: Workspace, { id, token }: z.infer<typeof byToken>) {
  const { tables, update } = realmOf(workspace)
  const row = token === undefined ? tables.authTokens.first('id', id ?? '') : tables.authTokens.get(token)
  if (!row) throw new UserError('There is no such token; name one by "id" or by "token".')
  update(() => tables.authTokens.put(row.text, { ...row, enabled: false }))
  return { revoked: row.id }
}

function expireSessions(workspace: Workspace, { login }: z.infer<typeof whose>) {
  const { tables, update } = realmOf(workspace)
  const chosen = [...tables.sessions.values()].filter((row) => login === undefined || row.login === login)
  update(() => {
    for (const { id } of chosen) tables.sessions.delete(id)
  })
  return { expired: chosen.length }
}

function expireXsrfTokens(workspace: Workspace, { login }: z.infer<typeof whose>) {
  const { tables, clock, update } = realmOf(workspace)
  const now = clock.now()
  const chosen = [...tables.xsrfTokens.values()].filter(
    (row) => now < row.expiresAt && (login === undefined || row.login === login),
  )
  update(() => {
    for (const row of chosen) tables.xsrfTokens.put(row.value, { ...row, expiresAt: now })
  })
  return { expired: chosen.length }
}
