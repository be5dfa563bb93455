/**
 * What is looked at before a request's body is read: who calls (by `session_id` cookie, as all real clients do, by a header
 * of that name, as the seeds' text has it, by an API key, or nobody), and how the request is sent.
 */
import { sameSecret } from '../../kernel/secret.ts'
import type { SpsCall, Stranger } from './call.ts'
import { sessionOfApiKey } from './domain/api-keys.ts'
import { loginWithPassword } from './domain/login.ts'
import { unauthenticated, useSession } from './domain/session.ts'
import { setupStatus } from './domain/setup.ts'
import { SpsError } from './errors.ts'
import type { SessionRow } from './state.ts'
import { SESSION_COOKIE, sessionCookieIn } from './wire/cookie.ts'

const SESSION_ID = /^[0-9a-f]{40}$/

/** Methods that change something. */
export const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE'])

export type Caller =
  { readonly session: SessionRow; readonly hasCookie: boolean } | ({ readonly session: undefined } & Stranger)

const EXPIRED = stranger('sps.session.expired', 'this one has expired')
const UNKNOWN = stranger(
  'sps.session.unknown',
  'this session_id belongs to none (never given out, logged out, or ended by the appliance)',
)
const MISSING = stranger('sps.session.missing', 'no session_id came with the request')
const UNKNOWN_KEY = stranger('sps.api-key.unknown', 'the API key is not known, or not yet committed')

function stranger(rule: string, what: string): Extract<Caller, Stranger> {
  return { session: undefined, rule, what }
}

/** Who calls. @throws SpsError when a user name and a password came that open no session */
export function identify(call: SpsCall): Caller {
  const { workspace, headers, credentials, address } = call
  const id = sessionCookieIn(headers.cookie) ?? headers[SESSION_COOKIE]
  if (typeof id === 'string') {
    const presented = SESSION_ID.test(id) ? useSession(workspace, id) : undefined
    if (presented?.state === 'live') return { session: presented.session, hasCookie: true }
    return presented?.state === 'expired' ? EXPIRED : UNKNOWN
  }
  if (credentials) {
    const session = loginWithPassword(workspace, { ...credentials, method: undefined, address })
    return { session, hasCookie: true }
  }
  const token = call.settings.apiKeys ? apiKeyIn(call) : undefined
  if (token === undefined) return MISSING
  const session = sessionOfApiKey(workspace, token, address)
  return session ? { session, hasCookie: false } : UNKNOWN_KEY
}

/** How a key is presented was found in no source; all usual forms are taken. */
function apiKeyIn({ headers, settings: { apiKeyHeaders } }: SpsCall): string | undefined {
  const own = headers['x-api-key']
  if (typeof own === 'string' && apiKeyHeaders.includes('x-api-key')) return own
  const [scheme, token] = headers.authorization?.split(' ') ?? []
  const name = scheme?.toLowerCase()
  const isOffered = (name === 'bearer' || name === 'apikey') && apiKeyHeaders.includes(name)
  return isOffered ? token : undefined
}

/** A new appliance answers its wizard and what anybody may know, and nothing else (our reading). @throws SpsError */
export function demandSetUp({ path, settings, workspace }: SpsCall): void {
  if (settings.setup !== 'uninitialized') return
  if (path === '/api/setup' || path === '/api/info' || setupStatus(workspace) === 'completed') return
  throw unauthenticated(
    path,
    'sps.setup.required',
    'the appliance is not set up; complete the wizard with POST /api/setup first',
  )
}

/**
 * A `POST` or `PUT` must tell its length, and some versions refuse `Expect` (guide, "Open a transaction", "Introduction").
 *
 * @throws SpsError
 */
export function demandTransport({ method, headers, settings }: SpsCall): void {
  if (headers.expect !== undefined && settings.expect100 === 'reject417') {
    throw new SpsError('expectation-failed', {
      rule: 'sps.http.expect',
      message: 'This version refuses "Expect: 100-continue"; use curl with -H "Expect:" or --http1.0.',
      source: 'SPS REST API tutorial, Introduction',
    })
  }
  if (method !== 'POST' && method !== 'PUT') return
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return
  throw new SpsError('length-required', {
    rule: 'sps.http.length',
    message: `A ${method} must tell its length; send Content-Length: 0 for an empty body (curl: --data "").`,
    source: 'SPS REST API Reference Guide, "Open a transaction" (411)',
  })
}

/** What a browser must send with a change. @throws SpsError */
export function demandToken({ session, settings: { xToken }, method, headers }: SpsCall): void {
  if (xToken === 'off' || !session || !CHANGES.has(method)) return
  const isBrowser = headers['user-agent']?.startsWith('Mozilla') ?? false
  if (xToken === 'browser' && !isBrowser) return
  const token = headers['x-token']
  if (typeof token === 'string' && sameSecret(token, session.token)) return
  throw new SpsError('token-missing', {
    rule: 'sps.x-token.missing',
    message:
      'A change that seems to come from a browser (User-Agent "Mozilla…") needs the header X-Token with the "token" of /api/user/info; send another User-Agent or the token.',
    source: 'safeguard-ps, PR 523 of 2024-04-30',
  })
}
