/**
 * Who is calling: by `session_id` cookie (all real clients), by a header of that name (the seeds' text), by an API key, or
 * not at all. Runs before the body is read, in the order in which the product seems to check: session, browser token,
 * path, right.
 */
import fastifyBasicAuth from '@fastify/basic-auth'
import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sameSecret } from '../../kernel/secret.ts'
import { cookieLine, SESSION_COOKIE } from './wire/cookie.ts'
import { sessionOfApiKey } from './domain/api-keys.ts'
import { demandUp } from './domain/firmware.ts'
import { loginWithPassword } from './domain/login.ts'
import { demand } from './domain/privileges.ts'
import { setupStatus } from './domain/setup.ts'
import { timeoutSeconds, useSession } from './domain/session.ts'
import { configurationOf } from './domain/transaction.ts'
import { findObject } from './domain/configuration.ts'
import { allowAt, pathOf, settingsOf } from './envelope.ts'
import { SpsError } from './errors.ts'
import type { SpsSettings } from './settings.ts'
import { isOpen, parentOf, type Place, type Presence, type SiteMap } from './site-map.ts'
import type { SessionRow } from './state.ts'
import { shownAt } from './tree/index.ts'
import { operationAt } from './tree/operations.ts'
import { NOBODY, visitOf, type Visit } from './call.ts'

const SESSION_ID = /^[0-9a-f]{40}$/
const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE'])

/** Installs the checks in the surface's scope. */
export async function installAuthentication(app: FastifyInstance, siteMap: SiteMap): Promise<void> {
  await app.register(fastifyCookie)
  await app.register(fastifyBasicAuth, {
    validate: (user, password, request, _reply, done) => {
      request.spsCredentials = { user, password }
      done()
    },
  })
  app.decorateRequest('spsCredentials', undefined)
  app.decorateRequest('spsVisit', null)
  app.decorateRequest('spsRefusal', undefined)
  app.addHook('onRequest', (request, reply, done) => {
    const arrive = (fault?: Error): void => {
      const refusal = fault ?? refusalOf(request, reply, siteMap)
      if (refusal && hasBody(request) && !isHeldBack(refusal)) request.spsRefusal = refusal
      done(request.spsRefusal ? undefined : refusal)
    }
    if (takesBasic(request)) app.basicAuth(request, reply, arrive)
    else arrive()
  })
  // The journal shows what came with a refused request, so that its body is read first.
  app.addHook('preHandler', (request, _reply, done) => done(request.spsRefusal))
}

function refusalOf(request: FastifyRequest, reply: FastifyReply, siteMap: SiteMap): Error | undefined {
  try {
    admit(request, reply, siteMap)
    return undefined
  } catch (error) {
    return error as Error
  }
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/** A client whose `Expect` is refused never sends the body that it announced. */
function isHeldBack(refusal: Error): boolean {
  return refusal instanceof SpsError && refusal.code === 'expectation-failed'
}

/** Basic credentials count at the login alone (no source shows them elsewhere), unless `sps.basicEverywhere` is on. */
function takesBasic(request: FastifyRequest): boolean {
  if (!settingsOf(request).basicEverywhere || request.routeOptions.config.sps?.anonymous) return false
  const { cookie, authorization } = request.headers
  return cookie === undefined && /^basic /i.test(authorization ?? '')
}

/** The session of a request that needs one. */
export function sessionOf(request: FastifyRequest): SessionRow {
  const { session } = visitOf(request)
  if (!session) throw unauthenticated(request, 'sps.session.missing', 'no session came with the request')
  return session
}

/** Sends the session's cookie, with a new expiry. */
export function sendCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  session: string,
  maxAge: number = timeoutSeconds(request.workspace),
): void {
  void reply.header('set-cookie', cookieLine(request, SESSION_COOKIE, session, maxAge))
}

export function unauthenticated(request: FastifyRequest, rule: string, what: string): SpsError {
  return new SpsError(
    'unauthenticated',
    {
      rule,
      message: `A valid session was expected, but ${what}; log in with GET /api/authentication and send the session_id cookie.`,
      source: 'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"',
    },
    { path: pathOf(request) },
  )
}

/** Whether a path or an object is there for this request: in this version, and in what the session sees. */
export function presenceFor(request: FastifyRequest): Presence {
  const settings = settingsOf(request)
  return (place, key) => {
    if (!isOpen(place, settings)) return false
    const { node } = place.traits
    if (!node) return true
    if (!shownAt(settings.profile, node.path)) return false
    if (key === undefined) return true
    const tables = configurationOf(request.workspace, visitOf(request).session?.id)
    return findObject(tables, node, key) !== undefined
  }
}

function admit(request: FastifyRequest, reply: FastifyReply, siteMap: SiteMap): void {
  const { sps: traits, spsPlace } = request.routeOptions.config
  const settings = settingsOf(request)
  request.spsVisit = { ...NOBODY, place: spsPlace }
  if (traits?.isTree) request.operation = operationAt(request.method, pathOf(request))
  try {
    demandUp(request.workspace)
    demandTransport(request, settings)
    if (settings.setup === 'uninitialized') demandSetUp(request)
  } catch (refusal) {
    // `Allow` stands on every answer; who calls is not known yet, and does not matter.
    request.spsVisit = { ...NOBODY, place: spsPlace ?? placeOf(request, siteMap) }
    throw refusal
  }
  const caller = identify(request, settings)
  const visit = caller.session ? welcome(request, reply, caller, settings) : NOBODY
  request.spsVisit = { ...visit, place: spsPlace }
  const located =
    spsPlace && !traits?.isTree ? undefined : siteMap.locate(pathOf(request), presenceFor(request))
  if (located) request.spsVisit = { ...visit, place: located.place, key: located.key }
  const { place } = request.spsVisit
  // Where nobody need log in, not even a method that is not there asks for it: the guide's login page lists the 405.
  if (!caller.session && !place?.traits.anonymous) throw unauthenticated(request, caller.rule, caller.what)
  demandToken(request, settings)
  if (!place || place.methods.size === 0 || !isOpen(place, settings)) throw notFound(request, siteMap)
  demandMethod(request.method, allowAt(place, settings))
  authorise(request, place)
}

function placeOf(request: FastifyRequest, siteMap: SiteMap): Place | undefined {
  return siteMap.locate(pathOf(request), presenceFor(request)).place
}

/** No name of a method that the product knows is part of another's. */
function demandMethod(method: string, allow: string): void {
  if (method === 'OPTIONS' || allow.includes(method === 'HEAD' ? 'GET' : method)) return
  throw new SpsError(
    'method-not-allowed',
    {
      rule: 'sps.method.not-allowed',
      message: `${method} is not offered here; this path takes ${allow}.`,
      source:
        'SPS REST API Reference Guide, "Message format" (Allow), "Authenticate to the SPS REST API" (405)',
    },
    { method },
  )
}

/** A new appliance answers its wizard and what anybody may know, and nothing else (our reading). */
function demandSetUp(request: FastifyRequest): void {
  const path = pathOf(request)
  if (path === '/api/setup' || path === '/api/info' || setupStatus(request.workspace) === 'completed') return
  throw unauthenticated(
    request,
    'sps.setup.required',
    'the appliance is not set up; complete the wizard with POST /api/setup first',
  )
}

type Caller =
  | { readonly session: SessionRow; readonly hasCookie: boolean }
  | { readonly session: undefined; readonly rule: string; readonly what: string }

function identify(request: FastifyRequest, settings: SpsSettings): Caller {
  const { workspace, headers } = request
  const cookie = request.cookies[SESSION_COOKIE]
  const id = cookie ?? headers[SESSION_COOKIE]
  if (typeof id === 'string') {
    const presented = SESSION_ID.test(id) ? useSession(workspace, id) : { state: 'unknown' as const }
    if (presented.state === 'live') return { session: presented.session, hasCookie: true }
    if (presented.state === 'expired')
      return { session: undefined, rule: 'sps.session.expired', what: 'this one has expired' }
    return { session: undefined, rule: 'sps.session.unknown', what: 'this session_id belongs to none' }
  }
  if (request.spsCredentials) {
    const login = { ...request.spsCredentials, method: undefined, address: request.ip }
    return { session: loginWithPassword(workspace, login), hasCookie: true }
  }
  const token = settings.apiKeys ? apiKeyIn(request, settings) : undefined
  if (token === undefined)
    return { session: undefined, rule: 'sps.session.missing', what: 'no session_id came with the request' }
  const session = sessionOfApiKey(workspace, token, request.ip)
  if (session) return { session, hasCookie: false }
  return {
    session: undefined,
    rule: 'sps.api-key.unknown',
    what: 'the API key is not known, or not yet committed',
  }
}

/** How a key is presented was found in no source; all usual forms are taken. */
function apiKeyIn({ headers }: FastifyRequest, { apiKeyHeaders }: SpsSettings): string | undefined {
  const own = headers['x-api-key']
  if (typeof own === 'string' && apiKeyHeaders.includes('x-api-key')) return own
  const [scheme, token] = headers.authorization?.split(' ') ?? []
  const name = scheme?.toLowerCase()
  const isOffered = (name === 'bearer' || name === 'apikey') && apiKeyHeaders.includes(name)
  return isOffered ? token : undefined
}

function welcome(
  request: FastifyRequest,
  reply: FastifyReply,
  { session, hasCookie }: Extract<Caller, { session: SessionRow }>,
  settings: SpsSettings,
): Visit {
  const seconds = timeoutSeconds(request.workspace, session)
  if (hasCookie && settings.cookieRefresh) sendCookie(request, reply, session.id, seconds)
  return { ...NOBODY, session, remainingSeconds: settings.remainingSeconds ? seconds : undefined }
}

/** A `POST` or `PUT` must tell its length, and some versions refuse `Expect` (guide, "Open a transaction", "Introduction"). */
function demandTransport({ method, headers }: FastifyRequest, { expect100 }: SpsSettings): void {
  if (headers.expect !== undefined && expect100 === 'reject417') {
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

function demandToken(request: FastifyRequest, { xToken }: SpsSettings): void {
  const { session } = visitOf(request)
  if (xToken === 'off' || !session || !CHANGES.has(request.method)) return
  const isBrowser = request.headers['user-agent']?.startsWith('Mozilla') ?? false
  if (xToken === 'browser' && !isBrowser) return
  const token = request.headers['x-token']
  if (typeof token === 'string' && sameSecret(token, session.token)) return
  throw new SpsError('token-missing', {
    rule: 'sps.x-token.missing',
    message:
      'A change that seems to come from a browser (User-Agent "Mozilla…") needs the header X-Token with the "token" of /api/user/info; send another User-Agent or the token.',
    source: 'safeguard-ps, PR 523 of 2024-04-30',
  })
}

function authorise(request: FastifyRequest, { traits }: Place): void {
  const { session } = visitOf(request)
  if (!session || traits.own) return
  const access = CHANGES.has(request.method) ? 'write' : 'read'
  demand(session, access, traits.privilege ?? traits.node?.privilege, pathOf(request))
}

/** Nothing is there: the error names the part that exists and what follows it. */
export function notFound(request: FastifyRequest, siteMap: SiteMap): SpsError {
  const path = pathOf(request)
  const { ancestor, rest } = siteMap.locate(path, presenceFor(request))
  const above = siteMap.locate(ancestor, presenceFor(request)).place
  const isMember = above?.member !== undefined && ancestor === parentOf(path)
  return new SpsError(
    isMember ? 'object-not-found' : 'node-not-found',
    {
      rule: isMember ? 'sps.object.unknown' : 'sps.path.unknown',
      message: `There is nothing at "${path}"; the path exists up to "${ancestor}". GET that to see what lies below it.`,
      source: 'SPS REST API Reference Guide, "Message format", error response',
    },
    { ancestor, path: rest },
  )
}
