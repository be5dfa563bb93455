/** How a test signs in: Basic with every request, or a token that the sign-in module makes a session of. */
import { basic, type SignIn, type SurfaceAccess } from '../../../kernel/surface/access.ts'
import { DEPLOYMENTS } from '../deployment.ts'
import type { xtamSlice } from '../state.ts'

const [{ contextPath, casPath }] = DEPLOYMENTS
const WHO = `${contextPath}/rest/user/whoami`
/** Changes want the XSRF token that whoami gives. */
const XSRF = { xsrf: 'XSRF-TOKEN' }
/** Records that hold no secret are shown, too. */
const SHOWS: Readonly<Record<string, string>> = {
  records: '/rest/record/unlock/',
  folders: '/rest/folder/list/',
  recordTypes: '/rest/recordtype/get/',
}

export const access: SurfaceAccess<typeof xtamSlice> = {
  signIn({ kind, name, value }) {
    if (kind === 'users') return byPassword(name, value)
    return kind === 'tokens' ? byToken(value) : undefined
  },
  shows({ kind, value }) {
    if (kind === 'users' || kind === 'tokens') return WHO
    const path = SHOWS[kind]
    return path && contextPath + path + value
  },
}

function byPassword(user: string, password: string): SignIn {
  const headers = { authorization: basic(user, password) }
  return { steps: [{ path: WHO, headers, takes: XSRF }], headers: { ...headers, 'X-XSRF-TOKEN': '{xsrf}' } }
}

function byToken(token: string): SignIn {
  const cookie = 'JSESSIONID={session}'
  return {
    steps: [
      {
        path: `${casPath}/login?service={origin}${contextPath}/`,
        headers: { token },
        follow: true,
        takes: { session: 'JSESSIONID' },
      },
      { path: WHO, headers: { cookie }, takes: XSRF },
    ],
    headers: { cookie, 'X-XSRF-TOKEN': '{xsrf}' },
  }
}
