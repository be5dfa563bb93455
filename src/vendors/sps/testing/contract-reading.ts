/** Stories that read: signing in, and what is refused to whom. */
import type { ContractStep, ContractStory } from '../../../kernel/surface/contract.ts'

export const SESSION = { cookie: 'session_id={{session}}' }

/** What takes a session away; versions without a logout refuse it, and the session ends by itself. */
const logout = (session: string): ContractStep => ({
  name: 'sign out',
  method: 'DELETE',
  path: '/api/authentication',
  headers: { cookie: `session_id={{${session}}}` },
})

export function login(session: string, basic = 'basic', query = ''): ContractStep {
  return {
    name: `sign in${query === '' ? '' : ` with ${query}`}`,
    method: 'GET',
    path: `/api/authentication${query}`,
    headers: { authorization: `{{${basic}}}` },
    keep: { [session]: { header: 'set-cookie', pattern: 'session_id=([^;]+)' } },
    undo: {
      thing: 'a session',
      fades: true,
      steps: [logout(session)],
      over: [401, 403, 404, 405],
    },
  }
}

const get = (name: string, path: string, extras: Partial<ContractStep> = {}): ContractStep => ({
  name,
  method: 'GET',
  path,
  ...extras,
})

export const signIn: ContractStory = {
  name: 'sign in',
  gives: ['session'],
  steps: [login('session')],
}

const NONE = 'pam-mock-probe-none'

export const readingRefusals: readonly ContractStory[] = [
  {
    name: 'nobody is signed in',
    steps: [
      get('login without credentials', '/api/authentication'),
      get('no session', '/api/user/info'),
      get('what anybody may know', '/api/info'),
      get('an unknown session', '/api/user/info', {
        headers: { cookie: `session_id=${'0123456789'.repeat(4)}` },
      }),
      get('ways to sign in', '/api/authentication/login_methods', { said: ['/meta/**'] }),
      get('types of them', '/api/authentication/types', { said: ['/meta/**'] }),
      get('a path that is not there', `/api/${NONE}`),
    ],
  },
  {
    name: 'credentials come with each request',
    steps: [get('read by Basic', '/api/user/info', { headers: { authorization: '{{basic}}' } })],
  },
  {
    name: 'the way to sign in is named',
    needs: ['basic'],
    steps: [
      login('other', 'basic', '?login_method=local'),
      login('unused', 'basic', `?login_method=${NONE}`),
    ],
  },
  {
    name: 'a user who may not use the API',
    needs: ['limitedBasic'],
    steps: [
      login('limited', 'limitedBasic'),
      get('read', '/api/info', { headers: { cookie: 'session_id={{limited}}' } }),
      get('its own information', '/api/user/info', { headers: { cookie: 'session_id={{limited}}' } }),
    ],
  },
  {
    name: 'sign out',
    steps: [
      login('second'),
      { ...logout('second') },
      get('read after it', '/api/info', { headers: { cookie: 'session_id={{second}}' } }),
    ],
  },
  {
    name: 'what is not there',
    needs: ['session'],
    headers: SESSION,
    steps: [
      get('a path', `/api/${NONE}`),
      get('a path below one', `/api/configuration/${NONE}`),
      get('a path below an object', `/api/info/${NONE}`),
      get('an object of the configuration', `/api/configuration/policies/userlists/${NONE}`),
      get('a key of a host', `/api/ssh-host-keys/${NONE}`),
      get('a recorded session', `/api/audit/sessions/${NONE}`),
      get('a snapshot', `/api/audit/sessions?snapshot=${NONE}`),
      get('a firmware slot', '/api/firmware/slots/99'),
      get('a firmware fetch', `/api/firmware/fetch/${NONE}`),
      get('a support bundle', `/api/troubleshooting/support-bundle/${NONE}`),
      get('an API key', `/api/user/api_keys/${NONE}`),
    ],
  },
  {
    name: 'searches that make no sense',
    needs: ['session'],
    headers: SESSION,
    steps: [
      get('an unknown field', `/api/audit/sessions?fields=${NONE}`),
      get('a bad query', '/api/audit/sessions?q=%5B'),
      get('a bad limit', '/api/audit/sessions?limit=none'),
      get('no limit', '/api/audit/sessions', { said: ['/meta/limit'] }),
      get('statistics by an unknown field', `/api/audit/sessions/stats?field=${NONE}`),
    ],
  },
]
