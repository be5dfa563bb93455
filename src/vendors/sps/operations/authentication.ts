/** Login, logout and how one may log in (guide, "Authenticate to the SPS REST API", "Listing SPS login methods"). */
import type { SpsCall } from '../call.ts'
import { loginWithCertificate, passwordExpected } from '../domain/certificate-login.ts'
import { loginMethods, loginWithPassword } from '../domain/login.ts'
import { endSession, timeoutSeconds, unauthenticated } from '../domain/session.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import type { Cookie, Outcome } from '../outcome.ts'
import { credentialTypes, entry, loggedOut, loginQuery, methods } from '../schemas/authentication.ts'
import type { SessionRow } from '../state.ts'
import { SESSION_COOKIE } from '../wire/cookie.ts'

const PAGE = 'REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"'
const HREF = '/api/authentication'

interface LoginQuery {
  readonly type?: string
  readonly login_method?: string
}

export const authenticationOperations = [
  operation({
    id: 'sps.authentication.login',
    route: 'GET /authentication',
    summary: 'Log in with a password or a certificate',
    source: PAGE,
    evidence: 'documented',
    anonymous: true,
    own: true,
    takesPassword: (call) => wayOf(call) === 'password',
    query: loginQuery,
    answer: entry,
    refusals: ['invalid-authentication-request', 'authentication-failure', 'unauthenticated', 'unauthorized'],
    run(call) {
      const way = wayOf(call)
      if (way === 'certificate') return loginByCertificate(call)
      if (way === 'password') {
        const { login_method: method } = call.query as LoginQuery
        const login = { ...call.credentials!, method, address: call.address }
        return { ...entryPoint(call), cookies: cookiesOf(call, loginWithPassword(call.workspace, login)) }
      }
      if (way === 'session') return entryPoint(call)
      if (!call.certificate()) throw withoutCredentials(call)
      const takesPasswords = loginMethods(call.tables).some(({ credential }) => credential === 'password')
      if (takesPasswords) throw passwordExpected()
      return loginByCertificate(call)
    },
  }),
  operation({
    id: 'sps.authentication.logout',
    route: 'DELETE /authentication',
    summary: 'Log out',
    source: 'No source documents a logout (sps.deleteLogout)',
    evidence: 'inferred',
    anonymous: true,
    own: true,
    deleteFeature: 'deleteLogout',
    answer: loggedOut,
    refusals: ['unauthenticated'],
    run(call) {
      const { session, stranger, mount } = call
      if (!session) throw unauthenticated(call.path, stranger!.rule, stranger!.what)
      endSession(call.workspace, session.id)
      return {
        value: { meta: { href: mount + HREF, parent: `${mount}/api` } },
        cookies: [{ name: SESSION_COOKIE, value: '', maxAge: 0 }],
      }
    },
  }),
  operation({
    id: 'sps.authentication.login-methods',
    route: 'GET /authentication/login_methods',
    summary: 'List the login methods',
    source: 'REST API Reference Guide 8.0 LTS, "Listing SPS login methods"',
    evidence: 'documented',
    anonymous: true,
    answer: methods,
    run: ({ tables, mount }) => ({
      value: {
        login_methods: loginMethods(tables).map(({ key: _key, ...shown }) => shown),
        meta: { href: `${mount}${HREF}/login_methods`, next: mount + HREF },
      },
    }),
  }),
  operation({
    id: 'sps.authentication.types',
    route: 'GET /authentication/types',
    summary: 'Tell which kinds of credentials are taken',
    source: 'REST API Reference Guide 5.x, "Authenticate to the SPS REST API" (the JSON is our reading)',
    evidence: 'documented',
    anonymous: true,
    answer: credentialTypes,
    run({ tables, mount }) {
      const credentials = new Set(loginMethods(tables).map(({ credential }) => credential))
      return {
        value: {
          types: {
            ...(credentials.has('password') && { basic: {} }),
            ...(credentials.has('x509') && { x509: {} }),
          },
          meta: { href: `${mount}${HREF}/types`, parent: mount + HREF },
        },
      }
    },
  }),
]

/** How a login request wants to be let in. */
function wayOf({ query, headers, session }: SpsCall): 'certificate' | 'password' | 'session' | 'nothing' {
  const { type } = query as LoginQuery
  if (type === 'x509') return 'certificate'
  if (headers.authorization !== undefined && session?.id.startsWith('api-key:') !== true) return 'password'
  return session ? 'session' : 'nothing'
}

function loginByCertificate(call: SpsCall): Outcome {
  const { login_method: method } = call.query as LoginQuery
  const login = { presented: call.certificate(), method, address: call.address }
  const cookies = cookiesOf(call, loginWithCertificate(call.workspace, login))
  return { ...entryPoint(call), status: 302, location: '/api/', cookies }
}

/** The body that a login answers: `href` is the entry point's, in every sample. */
function entryPoint({ mount }: SpsCall): { value: object } {
  const api = `${mount}/api`
  return { value: { meta: { href: api, next: api, transaction: `${api}/transaction` } } }
}

/** A login always opens a new session; an older one lives on until its timeout (SafeguardDotNet logs in again and again). */
function cookiesOf({ workspace, settings }: SpsCall, { id }: SessionRow): Cookie[] {
  const maxAge = timeoutSeconds(workspace)
  const session = { name: SESSION_COOKIE, value: id, maxAge }
  if (!settings.ticketCookie) return [session]
  const ticket = workspace.ids.text(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
  return [session, { name: 'ticket', value: ticket, maxAge }]
}

/** A cookie that came and is no good says more than that nothing else came. */
function withoutCredentials(call: SpsCall): SpsError {
  const { rule, what = '' } = call.stranger ?? {}
  if (rule === 'sps.session.expired') return loginRefused(call, 'sps.session.expired', what)
  if (rule === 'sps.session.unknown') return loginRefused(call, 'sps.session.unknown', what)
  return loginRefused(call, 'sps.credentials.missing', 'the request carried no credentials')
}

function loginRefused({ path, settings }: SpsCall, rule: string, what: string): SpsError {
  if (settings.noCredentials === '401-challenge') return unauthenticated(path, rule, what)
  return new SpsError('invalid-authentication-request', {
    rule,
    message: `Basic credentials were expected, but ${what}; send Authorization: Basic base64(user:password).`,
    source: PAGE,
  })
}
