/** Which paths and methods a user's rights open, as the user information lists them (guide 5.x, "Retrieve user information"). */
import type { Grants } from '../state.ts'
import { may } from './privileges.ts'

export interface Endpoint {
  readonly url: string
  /** In alphabetical order. */
  readonly methods: readonly string[]
}

export interface GuardedEndpoint extends Endpoint {
  readonly privilege: string | undefined
  /** Concerns the caller alone, so that no right is needed. */
  readonly own: boolean
}

const ROOT = '/api'
const ALL = ['DELETE', 'GET', 'POST', 'PUT']

/**
 * What `grants` opens of `all`. The guide's sample begins with the root, which it shows with all four methods for the
 * administrator: we read it as what the user may do anywhere below.
 */
export function endpointsOf(grants: Grants, all: readonly GuardedEndpoint[]): Endpoint[] {
  const open = all
    .filter(({ url }) => url !== ROOT)
    .map(({ url, methods, privilege, own }) => ({
      url,
      methods: methods.filter((method) => own || may(grants, method === 'GET' ? 'read' : 'write', privilege)),
    }))
    .filter(({ methods }) => methods.length > 0)
    .sort((a, b) => (a.url < b.url ? -1 : 1))
  return [{ url: ROOT, methods: may(grants, 'write', undefined) ? ALL : ['GET'] }, ...open]
}
