/** The one place where results and errors become XTAM's bytes. What the sign-in module says has an envelope of its own. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../kernel/http/http.ts'
import type { ProtocolFault, RawAnswer } from '../../kernel/surface/surface.ts'
import {
  sendCasJson,
  sendCasPage,
  sendCasRedirect,
  sendCasResponse,
  sendCasText,
  sendFault,
} from './cas-envelope.ts'
import { placeOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import { XtamError, because, wording, type XtamErrorCode } from './errors.ts'
import { TOMCAT_DEFAULTS } from './knobs.ts'
import type { Outcome } from './outcome.ts'
import type { XtamSettings } from './settings.ts'
import { tomcatPage, type PageContent } from './wire/pages/tomcat.ts'

interface WireAnswer {
  readonly status: number | ((settings: XtamSettings) => number)
  /** Said by the application, whose error bodies are a knob, and not by the container around it. */
  readonly byApplication?: true
}

const ANSWERS = {
  unauthenticated: { status: 401 },
  'xsrf-refused': { status: ({ xsrf }) => xsrf.failStatus, byApplication: true },
  denied: { status: ({ deniedStatus }) => deniedStatus, byApplication: true },
  hidden: { status: ({ hiddenStatus }) => hiddenStatus, byApplication: true },
  'approval-missing': { status: ({ workflowStatus }) => workflowStatus, byApplication: true },
  'unknown-object': { status: 404, byApplication: true },
  'wrong-kind': { status: ({ wrongKindStatus }) => wrongKindStatus, byApplication: true },
  'malformed-id': { status: ({ malformedIdStatus }) => malformedIdStatus, byApplication: true },
  'unknown-path': { status: 404 },
  'unmapped-path': { status: 404 },
  'method-not-allowed': { status: 405 },
  'not-acceptable': { status: 406 },
  'unsupported-media-type': { status: 415 },
  'too-large': { status: 413 },
  'invalid-input': { status: 400, byApplication: true },
  'ticket-refused': { status: ({ ticketFailure }) => ticketFailure },
  'flow-malformed': { status: 500 },
  'bad-request': { status: 400 },
  internal: { status: 500 },
} as const satisfies Record<XtamErrorCode, WireAnswer>

/** Says what came of a call. */
export function sendOutcome(outcome: Outcome, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  switch (outcome.kind) {
    case 'json':
      return sendJson(request, reply, outcome.value)
    case 'json-text':
      return sendJsonText(request, reply, outcome.json)
    case 'created':
      return sendCreated(request, reply, outcome)
    case 'text':
      return reply.header('content-type', 'text/plain;charset=UTF-8').send(outcome.text)
    case 'file':
      return reply
        .header('content-type', outcome.type.replaceAll(/[^\x20-\x7e]/g, ''))
        .header(
          'content-disposition',
          `attachment; filename="${outcome.name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"`,
        )
        .send(outcome.bytes)
    case 'page':
      return reply.header('content-type', 'text/html;charset=UTF-8').send(outcome.html)
    case 'redirect':
      return sendRedirect(reply, outcome.location)
    case 'cas-redirect':
      return sendCasRedirect(request, reply, outcome)
    case 'cas-page':
      return sendCasPage(request, reply, outcome)
    case 'cas-text':
      return sendCasText(request, reply, outcome)
    case 'cas-json':
      return sendCasJson(reply, outcome)
    default:
      return sendCasResponse(request, reply, outcome)
  }
}

function sendCreated(
  request: FastifyRequest,
  reply: FastifyReply,
  { id, json }: Extract<Outcome, { readonly kind: 'created' }>,
): FastifyReply {
  const { createAnswer, createStatus } = realmOf(request.workspace).settings
  reply.code(createStatus)
  if (createAnswer === 'empty') return reply.send()
  return sendJsonText(request, reply, createAnswer === 'id' ? JSON.stringify({ id }) : json)
}

/** Answers 200 with JSON, or with nothing for `undefined`. */
function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  return value === undefined ? reply.send() : sendJsonText(request, reply, JSON.stringify(value))
}

function sendJsonText(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const { jsonContentType } = realmOf(request.workspace).settings
  return reply.header('content-type', jsonContentType).serializer(verbatim).send(text)
}

/** What Tomcat's authenticator adds to answers on protected paths, except to POST. */
export function cacheHeaders(reply: FastifyReply, { expiresHeader }: XtamSettings['tomcat']): void {
  reply.header('cache-control', 'private')
  if (expiresHeader) reply.header('expires', 'Thu, 01 Jan 1970 00:00:00 GMT')
}

/** A servlet's redirect: no body. What a header cannot carry is percent-encoded. */
export function sendRedirect(reply: FastifyReply, location: string): FastifyReply {
  return reply
    .code(302)
    .header('location', location.replaceAll(/[^\x21-\x7e]+/gu, percentEncode))
    .send()
}

/** What the framework or a rule may throw at an error handler. */
type Thrown = Error & Partial<Pick<FastifyError, 'code' | 'statusCode'>>

/** The error handler of every scope of this surface. */
export function sendError(error: Thrown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = error instanceof XtamError ? error : translate(error, request)
  const { settings } = realmOf(request.workspace)
  refuse(request, refusal.reason)
  const { byApplication } = ANSWERS[refusal.code] as WireAnswer
  const status = statusOf(refusal.code, settings)
  if (status === 401) reply.header('www-authenticate', `Basic realm="${settings.realm}"`)
  if (isOfModule(refusal, request)) {
    sendFault(request, reply, faultOf(refusal, request, status))
    return
  }
  const message = wording(settings, refusal.wire)
  // The container writes the language behind the type.
  const begin = (type: string): FastifyReply =>
    reply.code(status).header('content-type', type).header('content-language', 'en')
  if (byApplication && settings.errorBody === 'json')
    begin(settings.jsonContentType).serializer(verbatim).send(JSON.stringify({ message }))
  else if (byApplication && settings.errorBody === 'text') begin('text/plain;charset=UTF-8').send(message)
  else begin('text/html;charset=utf-8').send(refusalPage(refusal.code, status, message, settings))
}

/** Whether the sign-in module's own framework says it, and not the container around it. */
function isOfModule({ code }: XtamError, request: FastifyRequest): boolean {
  if (placeOf(request).kind !== 'sign-in' || !realmOf(request.workspace).settings.fsm) return false
  return code !== 'unknown-path'
}

/** A refusal, by the exception that the framework throws for it. */
function faultOf({ code, wire }: XtamError, { method, headers }: FastifyRequest, status: number) {
  const web = 'org.springframework.web.HttpM'
  const type = headers['content-type'] ?? 'null'
  switch (code) {
    case 'unmapped-path':
      return { status }
    case 'method-not-allowed':
      return {
        status,
        exception: {
          name: 'org.springframework.web.HttpRequestMethodNotSupportedException',
          message: `Request method '${method}' not supported`,
        },
      }
    case 'unsupported-media-type':
      return {
        status,
        exception: {
          name: `${web}ediaTypeNotSupportedException`,
          message: `Content type '${type}' not supported`,
        },
      }
    case 'not-acceptable':
      return {
        status,
        exception: {
          name: `${web}ediaTypeNotAcceptableException`,
          message: 'Could not find acceptable representation',
        },
      }
    default:
      return {
        status,
        exception: {
          name: wire.values?.['exception'] ?? 'java.lang.IllegalStateException',
          message: wire.values?.['message'] ?? '',
        },
      }
  }
}

/** The status that says a refusal. */
export function statusOf(code: XtamErrorCode, settings: XtamSettings): number {
  const { status } = ANSWERS[code] as WireAnswer
  return typeof status === 'number' ? status : status(settings)
}

/** The container's page for a refusal. */
export function refusalPage(
  code: XtamErrorCode,
  status: number,
  message: string,
  { tomcat }: XtamSettings,
): string {
  return tomcatPage(status, isException(code, status) ? exceptionReport(message) : { message }, tomcat)
}

/** Tells which methods there are. */
export function notAllowed(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): XtamError {
  const allow = methods.filter((method) => method !== request.method).join(', ')
  reply.header('allow', allow)
  const message = `"${request.method}" was sent where ${allow} are allowed.`
  return new XtamError(
    'method-not-allowed',
    because('method.not-allowed', message, 'JAX-RS: 405 for a method that a resource does not have'),
  )
}

/** What no operation ever sees, as Tomcat's connector says it. */
export function malformed({ kind }: ProtocolFault): RawAnswer {
  const status = {
    'malformed-url': 400,
    'malformed-request': 400,
    'headers-too-large': 400,
    'request-timeout': 408,
  }[kind]
  return {
    status,
    headers: { 'content-type': 'text/html;charset=utf-8', 'content-language': 'en' },
    body: tomcatPage(status, {}, TOMCAT_DEFAULTS),
  }
}

/** java-cas-client, left at its defaults, throws where XTAM is known to answer 403. */
function isException(code: XtamErrorCode, status: number): boolean {
  return code === 'ticket-refused' && status === 500
}

function exceptionReport(text: string): PageContent {
  const message = `org.jasig.cas.client.validation.TicketValidationException: ${text}`
  return { message, exception: `javax.servlet.ServletException: ${message}` }
}

function percentEncode(text: string): string {
  return Buffer.from(text).toString('hex').replaceAll(/../g, '%$&').toUpperCase()
}

/** The framework's own refusals, and what nobody expected. */
function translate(error: Thrown, request: FastifyRequest): XtamError {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new XtamError(
      'too-large',
      because('body.too-large', `${error.message}; see --body-limit.`, 'a bound of this mock'),
    )
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new XtamError(
      'bad-request',
      because('request.malformed', `The request could not be read: ${error.message}.`, 'RFC 9110'),
    )
  }
  request.log.error(error)
  return new XtamError(
    'internal',
    because(
      'internal',
      `The mock itself failed: ${error.message}. Please report it.`,
      'a fault of this mock',
    ),
  )
}
