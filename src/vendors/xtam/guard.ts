/** What a REST function asks of a request before its own work, in one fixed order: XSRF, media type, Accept. */
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { isSecure } from '../../kernel/http/http.ts'
import { callerOf } from './auth.ts'
import { cookieOf } from './wire/cookies.ts'
import { applicationCookiePath, type Deployment } from './deployment.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { checkXsrf, xsrfTokenFor, type Bearer } from './domain/xsrf.ts'
import { notAllowed, unknownPath } from './envelope.ts'
import { XtamError, because } from './errors.ts'
import { JSON_TYPE } from './wire/forms.ts'
import { markUnverified } from './proposed.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media type of the body that an XTAM function takes; none: any, or no body. */
    xtamConsumes?: string
    /** Media type of its answer; JSON unless told otherwise. */
    xtamProduces?: string
    /** Whether it hands out the XSRF token. */
    xtamGivesXsrf?: true
  }
}

const JAX_RS = 'JAX-RS content negotiation; our reading, not documented by XTAM'

/** The hook that follows authentication. Paths and methods without a function answer before it. */
export function guard(deployment: Deployment): onRequestHookHandler {
  return (request, reply, done) => {
    const { operation, xtamConsumes, xtamProduces = JSON_TYPE, xtamGivesXsrf } = request.routeOptions.config
    if (!operation) {
      done()
      return
    }
    const realm = realmOf(request.workspace)
    if (operation.evidence === 'inferred' && !markUnverified(realm, reply)) throw unknownPath(request)
    const { corsOrigin, headAnswer, xsrf } = realm.settings
    if (corsOrigin !== '') reply.header('access-control-allow-origin', corsOrigin)
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (request.method === 'HEAD' && headAnswer === 'refused')
        throw notAllowed(request, reply, ['GET', 'OPTIONS'])
      checkAccept(request, xtamProduces)
      const givesXsrf = xtamGivesXsrf ?? xsrf.cookieOn === 'allGets'
      if (givesXsrf) setXsrfCookie(realm, request, reply, deployment)
    } else {
      const [header] = [request.headers['x-xsrf-token']].flat()
      checkXsrf(realm, bearerOf(request), header, cookieOf(request, 'XSRF-TOKEN'))
      if (xtamConsumes !== undefined) checkMediaType(request, xtamConsumes)
      checkAccept(request, xtamProduces)
    }
    done()
  }
}

/** @throws XtamError unless the body, if there is one, is of this type */
export function checkMediaType({ headers }: FastifyRequest, consumes: string): void {
  const sent = headers['content-type']
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
  if (sent === undefined && isEmpty) return
  if (sent?.split(';', 1)[0]?.trim().toLowerCase() === consumes) return
  throw new XtamError(
    'unsupported-media-type',
    because(
      'body.media-type',
      `This function takes ${consumes}, and ${sent === undefined ? 'a body without a type' : `"${sent}"`} came.`,
      'XTAM API samples: record/new takes a form, folder/create takes JSON',
    ),
  )
}

/**
 * Sets the one cookie of this answer: Python's http.cookies reads nothing from a joined line in which a flag such as
 * HttpOnly stands before another cookie, and that is how the vendor's sample reads it.
 */
function setXsrfCookie(
  realm: Realm,
  request: FastifyRequest,
  reply: FastifyReply,
  deployment: Deployment,
): void {
  reply.header(
    'set-cookie',
    request.server.serializeCookie('XSRF-TOKEN', xsrfTokenFor(realm, bearerOf(request)), {
      path: applicationCookiePath(request, deployment, realm.settings),
      secure: isSecure(request),
    }),
  )
}

function bearerOf(request: FastifyRequest): Bearer {
  return { login: callerOf(request).login, session: request.xtamSession }
}

function checkAccept({ headers: { accept } }: FastifyRequest, produces: string): void {
  if (accept === undefined || accept === '*/*' || accept === '') return
  if (accept === produces || produces === '*/*') return
  const [family] = produces.split('/')
  const isAcceptable = accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const isRefused = parameters.some((one) => /^q=0(?:\.0*)?$/.test(one))
    return !isRefused && (type === '*/*' || type === `${family}/*` || type === produces)
  })
  if (isAcceptable) return
  const message = `The answer is ${produces}, and Accept allows only "${accept}".`
  throw new XtamError('not-acceptable', because('accept.unsatisfiable', message, JAX_RS))
}
