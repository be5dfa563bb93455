/** Login, logout and how one may log in (guide, "Authenticate to the SPS REST API", "Listing SPS login methods"). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../../../kernel/surface/operation.ts'
import { sendCookie, unauthenticated } from '../auth.ts'
import { cookieLine } from '../wire/cookie.ts'
import { endSession, timeoutSeconds } from '../domain/session.ts'
import { loginMethods, loginWithPassword } from '../domain/login.ts'
import { loginWithCertificate, passwordExpected } from '../domain/certificate-login.ts'
import { answer, send, settingsOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { sortedJson } from '../wire/json.ts'
import { presentedCertificate } from '../client-certificate.ts'
import { spsSlice, type SessionRow } from '../state.ts'
import { visitOf } from '../call.ts'

const PAGE = 'REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"'

const operation = (
  verb: string,
  summary: string,
  source: string = PAGE,
  evidence: Operation['evidence'] = 'documented',
): Operation => ({ id: `sps.authentication.${verb}`, summary, source, evidence })

interface LoginQuery {
  readonly type?: string
  readonly login_method?: string
}

type LoginRoute = FastifyRequest<{ Querystring: LoginQuery }>

export const authenticationRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: LoginQuery }>(
    '/authentication',
    {
      config: {
        operation: operation('login', 'Log in with a password or a certificate'),
        sps: { anonymous: true, own: true },
      },
      onRequest: (request, reply, done) => {
        if (wayOf(request) === 'password') app.basicAuth(request, reply, done)
        else done()
      },
    },
    (request, reply) => login(request, reply),
  )

  app.delete(
    '/authentication',
    {
      config: {
        operation: operation(
          'logout',
          'Log out',
          'No source documents a logout (sps.deleteLogout)',
          'inferred',
        ),
        sps: { anonymous: true, own: true, deleteFeature: 'deleteLogout' },
      },
    },
    (request, reply) => logout(request, reply),
  )

  app.get(
    '/authentication/login_methods',
    {
      config: {
        operation: operation(
          'login-methods',
          'List the login methods',
          'REST API Reference Guide 8.0 LTS, "Listing SPS login methods"',
        ),
        sps: { anonymous: true },
      },
    },
    (request, reply) => {
      const methods = loginMethods(request.workspace.state(spsSlice))
      const { mount } = request
      return answer(request, reply, {
        login_methods: methods.map(({ key: _key, ...shown }) => shown),
        meta: { href: `${mount}/api/authentication/login_methods`, next: `${mount}/api/authentication` },
      })
    },
  )

  app.get(
    '/authentication/types',
    {
      config: {
        operation: operation(
          'types',
          'Tell which kinds of credentials are taken',
          'REST API Reference Guide 5.x, "Authenticate to the SPS REST API" (the JSON is our reading)',
        ),
        sps: { anonymous: true },
      },
    },
    (request, reply) => {
      const methods = loginMethods(request.workspace.state(spsSlice))
      const credentials = new Set(methods.map(({ credential }) => credential))
      const { mount } = request
      return answer(request, reply, {
        types: {
          ...(credentials.has('password') && { basic: {} }),
          ...(credentials.has('x509') && { x509: {} }),
        },
        meta: { href: `${mount}/api/authentication/types`, parent: `${mount}/api/authentication` },
      })
    },
  )
}

/** How a login request wants to be let in. */
function wayOf(request: FastifyRequest): 'certificate' | 'password' | 'session' | 'nothing' {
  const { type } = request.query as LoginQuery
  if (type === 'x509') return 'certificate'
  if (
    request.headers.authorization !== undefined &&
    visitOf(request).session?.id.startsWith('api-key:') !== true
  )
    return 'password'
  return visitOf(request).session ? 'session' : 'nothing'
}

function login(request: LoginRoute, reply: FastifyReply): FastifyReply {
  const way = wayOf(request)
  if (way === 'certificate') return loginByCertificate(request, reply)
  if (request.spsCredentials) {
    const { login_method: method } = request.query
    const login = { ...request.spsCredentials, method, address: request.ip }
    const session = loginWithPassword(request.workspace, login)
    welcome(request, reply, session)
    return sendEntry(request, reply, 200)
  }
  if (way === 'session') return sendEntry(request, reply, 200)
  if (presentedCertificate(request)) {
    const takesPasswords = loginMethods(request.workspace.state(spsSlice)).some(
      ({ credential }) => credential === 'password',
    )
    if (takesPasswords) throw passwordExpected()
    return loginByCertificate(request, reply)
  }
  throw withoutCredentials(request)
}

function loginByCertificate(request: LoginRoute, reply: FastifyReply): FastifyReply {
  const presented = presentedCertificate(request)
  const { login_method: method } = request.query
  const session = loginWithCertificate(request.workspace, { presented, method, address: request.ip })
  welcome(request, reply, session)
  void reply.header('location', `${request.mount}/api/`)
  return sendEntry(request, reply, 302)
}

/** The body that a login answers: `href` is the entry point's, in every sample. */
function sendEntry(request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply {
  const api = `${request.mount}/api`
  const json = sortedJson({ meta: { href: api, next: api, transaction: `${api}/transaction` } })
  return send(request, reply, status, json)
}

/** A login always opens a new session; an older one lives on until its timeout (SafeguardDotNet logs in again and again). */
function welcome(request: FastifyRequest, reply: FastifyReply, session: SessionRow): void {
  // The first Set-Cookie line must be the new session's: SafeguardJava reads no other.
  reply.removeHeader('set-cookie')
  sendCookie(request, reply, session.id)
  if (!settingsOf(request).ticketCookie) return
  const { workspace } = request
  const ticket = workspace.ids.text(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
  void reply.header('set-cookie', cookieLine(request, 'ticket', ticket, timeoutSeconds(workspace)))
}

function logout(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { session } = visitOf(request)
  if (!session) throw unauthenticated(request, 'sps.session.missing', 'no live session came with the request')
  endSession(request.workspace, session.id)
  reply.removeHeader('set-cookie')
  sendCookie(request, reply, '', 0)
  const { mount } = request
  return answer(request, reply, {
    meta: { href: `${mount}/api/authentication`, parent: `${mount}/api` },
  })
}

function withoutCredentials(request: FastifyRequest): SpsError {
  const { noCredentials } = settingsOf(request)
  const what = 'the request carried no credentials'
  if (noCredentials === '401-challenge') return unauthenticated(request, 'sps.credentials.missing', what)
  return new SpsError('invalid-authentication-request', {
    rule: 'sps.credentials.missing',
    message: `Basic credentials were expected, but ${what}; send Authorization: Basic base64(user:password).`,
    source: PAGE,
  })
}
