/** How a test signs in: by a token with every request. */
import type { SurfaceAccess } from '../../../kernel/surface/access.ts'
import { REST_ROOT } from '../roots.ts'
import type { pmpSlice } from '../state.ts'

const RESOURCES = `${REST_ROOT}/resources`

export const access: SurfaceAccess<typeof pmpSlice> = {
  signIn({ kind, value }) {
    if (kind !== 'tokens') return undefined
    // One with a line break in it can be sent in a query alone.
    return value.includes('\n')
      ? { steps: [], headers: {}, query: { AUTHTOKEN: value } }
      : { steps: [], headers: { AUTHTOKEN: value } }
  },
  shows({ kind, value }, { accounts }) {
    if (kind === 'tokens') return RESOURCES
    if (kind === 'resources') return `${RESOURCES}/${value}/accounts`
    const account = kind === 'accounts' ? accounts.get(value) : undefined
    return account && `${RESOURCES}/${account.resourceId}/accounts/${value}/password`
  },
}
