/** What a REST function asks of a request before its own work: XSRF, media type, Accept. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { callerOf } from './auth.ts'
import { applicationCookiePath, pathOf, placeOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import { checkXsrf as checkToken, xsrfTokenFor, type Bearer } from './domain/xsrf.ts'
import { notAllowed } from './envelope.ts'
import { XtamError, because, unmappedPath } from './errors.ts'
import type { XtamOperation } from './operation.ts'
import { cookieOf, setCookie } from './wire/cookies.ts'
import { JSON_TYPE, mediaTypeOf } from './wire/media-types.ts'
import { REST_TYPES, restType } from './wire/negotiation.ts'

const JAX_RS = 'JAX-RS content negotiation; our reading, not documented by XTAM'

/** The browser application is of the same origin; other origins are a knob. */
export function allowOrigin({ workspace }: FastifyRequest, reply: FastifyReply): void {
  const { corsOrigin } = realmOf(workspace).settings
  if (corsOrigin !== '') reply.header('access-control-allow-origin', corsOrigin)
}

/** @throws XtamError for HEAD where the settings want none */
export function checkHead(request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== 'HEAD') return
  const { headAnswer } = realmOf(request.workspace).settings
  if (headAnswer === 'refused') throw notAllowed(request, reply, ['GET', 'OPTIONS'])
}

/** @throws XtamError unless a call that modifies data brings the XSRF token */
export function checkXsrf(request: FastifyRequest): void {
  if (isRead(request)) return
  const sent = request.headers['x-xsrf-token']
  const header = typeof sent === 'object' ? sent[0] : sent
  checkToken(realmOf(request.workspace), bearerOf(request), header, cookieOf(request, 'XSRF-TOKEN'))
}

/** @throws XtamError unless the body, if there is one, is of the type that the operation takes */
export function checkMediaType(request: FastifyRequest, reply: FastifyReply): void {
  const { consumes } = operationOf(request)
  if (consumes === undefined) return
  const { headers } = request
  const sent = headers['content-type']
  if (sent === consumes) return
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
  if (sent === undefined && isEmpty && !asksForType(request)) return
  if (mediaTypeOf(sent) === consumes) return
  if (placeOf(request).kind === 'sign-in' && isOfCas6(request)) reply.header('accept', REST_TYPES.join(', '))
  throw new XtamError(
    'unsupported-media-type',
    because(
      'body.media-type',
      `This function takes ${consumes}, and ${sent === undefined ? 'a body without a type' : `"${sent}"`} came.`,
      'XTAM API samples: record/new takes a form, folder/create takes JSON',
    ),
  )
}

/** @throws XtamError for a function that CAS 5 has not */
export function checkRelease(request: FastifyRequest): void {
  if (operationOf(request).since !== '6.5' || isOfCas6(request)) return
  const { method, originalUrl } = request
  throw unmappedPath({ method, path: pathOf(originalUrl) })
}

/** @throws XtamError where CAS 5 is given nothing at all: neither a form nor a parameter */
export function checkBody(request: FastifyRequest): void {
  if (operationOf(request).restTypes !== true || isOfCas6(request)) return
  const { headers, originalUrl } = request
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
  if (!isEmpty || /\?./.test(originalUrl)) return
  const message = 'The form must be there, and the body was empty.'
  throw new XtamError('bad-request', because('body.missing', message, 'Apereo CAS 5, REST protocol'), {
    values: {
      exception: 'org.springframework.http.converter.HttpMessageNotReadableException',
      message: 'Required request body is missing',
    },
  })
}

/** @throws XtamError unless the client takes one of the types that CAS 6 writes over REST */
export function checkRestTypes(request: FastifyRequest): void {
  if (operationOf(request).restTypes !== true) return
  if (!isOfCas6(request)) return
  const { accept = '' } = request.headers
  if (restType(accept) !== undefined) return
  const message = `The answer is a form, JSON, HTML or plain text, and Accept allows only "${accept}".`
  throw new XtamError(
    'not-acceptable',
    because('accept.unsatisfiable', message, 'Apereo CAS 6, REST protocol'),
  )
}

/** @throws XtamError unless the client takes what the operation answers with */
export function checkAccept(request: FastifyRequest): void {
  const { accept } = request.headers
  if (accept === undefined || accept === '*/*' || accept === '') return
  const { produces = JSON_TYPE } = operationOf(request)
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

/**
 * Hands out the XSRF token, by the one cookie of this answer: Python's http.cookies reads nothing from a joined line in
 * which a flag such as HttpOnly stands before another cookie, and that is how the vendor's sample reads it.
 */
export function giveXsrf(request: FastifyRequest, reply: FastifyReply): void {
  if (!isRead(request)) return
  const realm = realmOf(request.workspace)
  if (operationOf(request).givesXsrf !== true && realm.settings.xsrf.cookieOn !== 'allGets') return
  setCookie(request, reply, {
    name: 'XSRF-TOKEN',
    value: xsrfTokenFor(realm, bearerOf(request)),
    path: applicationCookiePath(request, placeOf(request).deployment, realm.settings),
    isHttpOnly: false,
  })
}

/** CAS 5 asks for the type even where there is nothing of it. */
function asksForType(request: FastifyRequest): boolean {
  return placeOf(request).kind === 'sign-in' && !isOfCas6(request)
}

function isOfCas6({ workspace }: FastifyRequest): boolean {
  return realmOf(workspace).settings.cas.flavour === '6.5'
}

/** The operation of a request that is for one. */
export function operationOf(request: FastifyRequest): XtamOperation {
  return request.found!.operation as XtamOperation
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

function bearerOf(request: FastifyRequest): Bearer {
  return { login: callerOf(request).login, session: request.xtamSession ?? '' }
}
