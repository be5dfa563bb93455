/** How a test signs in: Basic to `authentication`, and its session with every request. */
import { basic, type SurfaceAccess } from '../../../kernel/surface/access.ts'
import type { spsSlice } from '../state.ts'

const SIGN_IN = '/api/authentication'

export const access: SurfaceAccess<typeof spsSlice> = {
  signIn({ kind, name, value }) {
    if (kind !== 'users') return undefined
    const headers = { authorization: basic(name, value) }
    return {
      steps: [{ path: SIGN_IN, headers, takes: { session: 'session_id' } }],
      headers: { cookie: 'session_id={session}' },
    }
  },
  shows: ({ kind }) => (kind === 'users' ? SIGN_IN : undefined),
}
