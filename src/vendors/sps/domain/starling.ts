/** Joining One Identity Starling; outside transactions (safeguard-ps, sessionapi.psm1). */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { starlingJoin } from '../schemas/starling.ts'
import { spsSlice } from '../state.ts'
import { reasonOf } from './wording.ts'

const SOURCE = 'safeguard-ps, sessionapi.psm1'
const PATH = 'starling'

interface StarlingBody {
  readonly join_info: object | null
  readonly remote_access: { readonly enabled: boolean }
}

/** Joins. @throws SpsError when the body is not a join, or one is in place */
export function joinStarling(workspace: Workspace, input: unknown): void {
  const parsed = starlingJoin().safeParse(input, { reportInput: true })
  if (!parsed.success) {
    const reason = reasonOf(parsed.error.issues)
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.starling.body',
        message: 'A join needs environment, token_endpoint and credential_string.',
        source: SOURCE,
      },
      { path: '/api/starling/join', reason },
    )
  }
  const body = starling(workspace)
  if (body.join_info) throw state('is joined already', 'DELETE /api/starling/join first')
  const { environment, token_endpoint: endpoint } = parsed.data
  store(workspace, { ...body, join_info: { environment, token_endpoint: endpoint } })
}

/** Leaves. @throws SpsError while remote access is on, or when nothing is joined */
export function leaveStarling(workspace: Workspace): void {
  const body = starling(workspace)
  if (!body.join_info) throw state('is not joined', 'POST /api/starling/join first')
  if (body.remote_access.enabled)
    throw state('has remote access enabled', 'disable remote_access at /api/configuration/starling first')
  store(workspace, { ...body, join_info: null })
}

function starling(workspace: Workspace): StarlingBody {
  const body = workspace.state(spsSlice).nodes.get(PATH)?.body as Partial<StarlingBody> | undefined
  return { join_info: null, remote_access: { enabled: false }, ...body }
}

function store(workspace: Workspace, body: StarlingBody): void {
  workspace.update(() => workspace.state(spsSlice).nodes.put(PATH, { path: PATH, collection: null, body }))
}

function state(what: string, remedy: string): SpsError {
  return new SpsError('starling-state', {
    rule: 'sps.starling.state',
    message: `The appliance ${what}; ${remedy}.`,
    source: SOURCE,
  })
}
