/** The one place that turns outcomes and errors into the product's bytes (guide, "Message format"). */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../kernel/http/http.ts'
import { SpsError, type SpsErrorCode } from './errors.ts'
import type { Cookie, Outcome } from './outcome.ts'
import { offerAt, parentOf } from './site-map.ts'
import { visitOf, type Visit } from './visit.ts'
import { unsupportedMediaType } from './wire/body.ts'
import { cookieLine } from './wire/cookie.ts'
import { sortedJson } from './wire/json.ts'

const API = '/api'
/** Details of errors that hold paths: the guide's `path`, and those that we add. */
const LINKS: ReadonlySet<string> = new Set(['path', 'paths', 'references'])

/** Writes an outcome. */
export function say(visit: Visit, reply: FastifyReply, outcome: Outcome): FastifyReply {
  if ('seeOther' in outcome)
    return withHeaders(visit, reply)
      .code(303)
      .header('location', visit.mount + outcome.seeOther)
      .send()
  if ('content' in outcome) {
    const { content, mediaType, fileName, isBare } = outcome
    const answer = isBare ? reply.header('allow', allowOf(visit)) : withHeaders(visit, reply)
    void answer.header('content-type', mediaType)
    if (fileName !== undefined)
      void answer.header('content-disposition', `attachment; filename="${fileName}"`)
    return answer.send(content)
  }
  const { status = 200, location, cookies } = outcome
  if (cookies) {
    // The first Set-Cookie line must be the new session's: SafeguardJava reads no other.
    reply.removeHeader('set-cookie')
    for (const cookie of cookies) addCookie(visit, reply, cookie)
  }
  if (location !== undefined) void reply.header('location', visit.mount + location)
  return sendJson(
    visit,
    reply,
    status,
    'json' in outcome ? outcome.json : sortedJson(outcome.value, visit.mount),
  )
}

export function addCookie(visit: Visit, reply: FastifyReply, cookie: Cookie): void {
  void reply.header('set-cookie', cookieLine(visit, cookie))
}

/** Sets what every answer carries, whatever its body is (guide, "Message format"). */
function withHeaders(visit: Visit, reply: FastifyReply): FastifyReply {
  return reply.header('allow', allowOf(visit)).header('content-language', 'en')
}

function sendJson(visit: Visit, reply: FastifyReply, status: number, json: string): FastifyReply {
  return withHeaders(visit, reply)
    .code(status)
    .header('content-type', 'application/json')
    .serializer(verbatim)
    .send(json)
}

/** The methods of what a request asks for, as `Allow` lists them. */
function allowOf({ place, settings }: Visit): string {
  return place && place.operations.size > 0 ? offerAt(place, settings).allow : 'GET'
}

/** The error handler of the surface's scope. */
export function sendError(fault: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(request)
  // What a body is like matters less than a reason to refuse the request anyway.
  const error = visit.refusal ?? fault
  const refusal = error instanceof SpsError ? error : fromFramework(error as FastifyError, request)
  refuse(request, refusal.reason)
  const { settings } = visit
  const wire = settings.errors[refusal.code]
  if (wire.status === 401) reply.header('www-authenticate', `Basic realm="${settings.realm}"`)
  if (isServerPage(refusal.code) && settings.serverErrors === 'page') return sendPage(visit, reply, wire)
  return sendJson(visit, reply, wire.status, errorJson(refusal, visit))
}

/** What an error says, at the path where it does. */
export function errorJson(
  { code, facts }: Pick<SpsError, 'code' | 'facts'>,
  { settings, mount, path }: Pick<Visit, 'settings' | 'mount' | 'path'>,
): string {
  const { message, type } = settings.errors[code]
  const { ancestor = parentOf(path), ...details } = facts
  const value = {
    error: {
      details: belowMount(details, mount),
      message,
      type: code === 'method-not-allowed' ? settings.methodError : type,
    },
    meta: { href: mount + path, parent: mount + String(ancestor) },
  }
  return sortedJson(value, mount)
}

/** A path from the API's root is a link wherever an error names it, so that it leads into the world it came from. */
function belowMount(details: Readonly<Record<string, unknown>>, mount: string): Record<string, unknown> {
  const link = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(link)
    return typeof value === 'string' && value.startsWith(API) ? mount + value : value
  }
  const entries = Object.entries(details).map(([name, value]) => {
    if (LINKS.has(name)) return [name, link(value)]
    return [name, name === 'errors' ? (value as object[]).map((one) => belowMount({ ...one }, mount)) : value]
  })
  return mount === '' ? details : Object.fromEntries(entries)
}

/** 411 and 417 come from the web server in front (guide, "Open a transaction", "Introduction"); so does 503, by our reading. */
export function isServerPage(code: SpsErrorCode): boolean {
  return code === 'length-required' || code === 'expectation-failed' || code === 'rebooting'
}

function sendPage(
  visit: Visit,
  reply: FastifyReply,
  { status, message }: { status: number; message: string },
): FastifyReply {
  return withHeaders(visit, reply)
    .code(status)
    .header('content-type', 'text/html')
    .send(pageOf({ status, message }))
}

/** The web server's page. */
export function pageOf({ status, message }: { readonly status: number; readonly message: string }): string {
  const title = `${status} ${message}`
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
}

function fromFramework(error: FastifyError, request: FastifyRequest): SpsError {
  const source = 'Our reading: the product\'s table "Application level error codes" could not be read'
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const message =
      'The body is larger than the mock accepts; raise --body-limit if the product would take it.'
    return new SpsError('body-too-large', { rule: 'sps.body.too-large', message, source })
  }
  if (error.code?.startsWith('FST_BASIC_AUTH')) {
    return new SpsError('invalid-authentication-request', {
      rule: 'sps.credentials.malformed',
      message: 'The Authorization header must be "Basic " and the base64 form of "user:password" in UTF-8.',
      source: 'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"',
    })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return unsupportedMediaType(request.headers['content-type'])
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new SpsError('bad-request', {
      rule: 'sps.request.malformed',
      message: `The request cannot be read: ${error.message.replace(/\.$/, '')}.`,
      source,
    })
  request.log.error(error)
  return new SpsError('internal', {
    rule: 'sps.internal',
    message: `A fault of the mock: ${error.message}.`,
    source,
  })
}
