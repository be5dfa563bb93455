/** The one place that turns results and errors into the product's bytes (guide, "Message format"). */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../kernel/http/http.ts'
import { SpsError, type SpsErrorCode } from './errors.ts'
import { sortedJson } from './wire/json.ts'
import { spsSettings, type SpsSettings } from './settings.ts'
import { parentOf, type Place } from './site-map.ts'
import { shownAt } from './tree/index.ts'
import { visitOf } from './call.ts'

const API = '/api'
/** Details of errors that hold paths: the guide's `path`, and those that we add. */
const LINKS: ReadonlySet<string> = new Set(['path', 'paths', 'references'])

/** Sets what every answer carries, whatever its body is (guide, "Message format"). */
export function withHeaders(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.header('allow', allowOf(request)).header('content-language', 'en')
}

/** Sends a JSON text with the headers that every answer carries. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  json: string,
): FastifyReply {
  return withHeaders(request, reply)
    .code(status)
    .header('content-type', 'application/json')
    .serializer(verbatim)
    .send(json)
}

/** Sends a value, its members sorted and references expanded. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  value: object,
  status = 200,
): FastifyReply {
  return send(request, reply, status, sortedJson(value, request.mount))
}

/** Navigation links of an answer: paths below the mount, and how long the session lasts. */
export function metaOf(
  request: FastifyRequest,
  links: Readonly<Record<string, unknown>> & { readonly href: string },
): Record<string, unknown> {
  const meta: Record<string, unknown> = {}
  for (const [name, link] of Object.entries(links))
    meta[name] = typeof link === 'string' ? request.mount + link : link
  const { remainingSeconds } = visitOf(request)
  if (remainingSeconds !== undefined) meta['remaining_seconds'] = remainingSeconds
  return meta
}

/** The methods of what a request asks for, as `Allow` lists them. */
export function allowOf(request: FastifyRequest): string {
  const { place } = visitOf(request)
  return place && place.methods.size > 0 ? allowAt(place, settingsOf(request)) : 'GET'
}

/** The methods that a version takes at a place. */
export function allowAt(place: Place, settings: SpsSettings): string {
  const { node, isOrder, deleteFeature } = place.traits
  if (!node)
    return deleteFeature && !settings[deleteFeature] ? place.allow.replace('DELETE, ', '') : place.allow
  const shown = shownAt(settings.profile, node.path)
  if (!shown) return 'GET'
  if (isOrder) return shown.memberAllow.includes('PUT') ? 'GET, PUT' : 'GET'
  return place.path.endsWith('/{key}') ? shown.memberAllow : shown.allow
}

/** The error handler of the surface's scope. */
export function sendError(fault: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // What a body is like matters less than a reason to refuse the request anyway.
  const error = request.spsRefusal ?? fault
  const refusal = error instanceof SpsError ? error : fromFramework(error as FastifyError, request)
  refuse(request, refusal.reason)
  const settings = settingsOf(request)
  const wire = settings.errors[refusal.code]
  if (wire.status === 401) reply.header('www-authenticate', `Basic realm="${settings.realm}"`)
  if (isServerPage(refusal.code) && settings.serverErrors === 'page') return sendPage(request, reply, wire)
  const type = refusal.code === 'method-not-allowed' ? settings.methodError : wire.type
  const href = pathOf(request)
  const { ancestor = parentOf(href), ...details } = refusal.facts
  return answer(
    request,
    reply,
    {
      error: { details: belowMount(details, request.mount), message: wire.message, type },
      meta: { href: request.mount + href, parent: request.mount + String(ancestor) },
    },
    wire.status,
  )
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

/** The path that a request asks for, below its mount and without its query. */
export function pathOf(request: FastifyRequest): string {
  const end = request.url.indexOf('?')
  return end < 0 ? request.url : request.url.slice(0, end)
}

export function settingsOf(request: FastifyRequest): SpsSettings {
  return request.workspace.settings(spsSettings)
}

/** The refusal of a body that is not sent as JSON. */
export function unsupportedMediaType({ headers }: FastifyRequest): SpsError {
  return new SpsError('unsupported-media-type', {
    rule: 'sps.body.content-type',
    message: `The body came as "${headers['content-type'] ?? 'no content type'}"; send Content-Type: application/json (curl: -H "Content-Type: application/json").`,
    source: 'SPS REST API Reference Guide, "Modifying the configuration" (Content-Type: application/json)',
  })
}

/** 411 and 417 come from the web server in front (guide, "Open a transaction", "Introduction"); so does 503, by our reading. */
function isServerPage(code: SpsErrorCode): boolean {
  return code === 'length-required' || code === 'expectation-failed' || code === 'rebooting'
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, message }: { status: number; message: string },
): FastifyReply {
  const title = `${status} ${message}`
  return withHeaders(request, reply)
    .code(status)
    .header('content-type', 'text/html')
    .send(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`)
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
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType(request)
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
