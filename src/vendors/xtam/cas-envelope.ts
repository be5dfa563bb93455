/** What all answers of the sign-in module have in common, and how they become bytes. */
import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure, verbatim } from '../../kernel/http/http.ts'
import { giveCookie, markLanguage } from './cas-cookies.ts'
import { pathOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import { FLAVOURS } from './flavours.ts'
import type { CasExtras, Outcome } from './outcome.ts'
import { casJson } from './wire/cas-json.ts'
import { casXml } from './wire/cas-xml.ts'
import { JSON_TYPE } from './wire/media-types.ts'
import { anyType, restType } from './wire/negotiation.ts'
import { springError, type SpringFault } from './wire/spring-error.ts'

type Of<Kind extends Outcome['kind']> = Extract<Outcome, { readonly kind: Kind }>

const XML = 'application/xml;charset=UTF-8'

/** Apereo CAS: headers of its security filter. */
const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
} as const

/** What CAS 5 puts in their place on answers of its protocol, and on its errors. */
const NOT_STORED = { 'cache-control': 'no-store', pragma: '', expires: '' } as const

/** What its pages for whoever leaves have: the container's headers, and another line of the module. */
const LEAVING = {
  'cache-control': ['no-cache', 'no-store'] as unknown as string,
  pragma: 'no-cache',
  expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
} as const

/** Gives an answer of the module its security headers, whatever it will be. */
export function secureHeaders(request: FastifyRequest, reply: FastifyReply): void {
  const { settings, ids } = realmOf(request.workspace)
  const { flavour, strictTransportSecurity } = settings.cas
  if (FLAVOURS[flavour].marksAnswers) reply.header('requestid', ids.uuid())
  reply.headers(HEADERS)
  if (strictTransportSecurity && isSecure(request))
    reply.header('strict-transport-security', 'max-age=15768000 ; includeSubDomains')
}

export function sendCasPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { html, isLeaving, isBare, ...extras }: Of<'cas-page'>,
): FastifyReply {
  if (isLeaving) reply.headers(LEAVING)
  begin(request, reply, extras).header('content-type', 'text/html;charset=UTF-8')
  if (!isBare) reply.header('content-language', 'en')
  return reply.send(html)
}

/** Its URL goes out as it came in, blanks and all, but for what a header cannot hold. */
export function sendCasRedirect(
  request: FastifyRequest,
  reply: FastifyReply,
  { location, fields = {}, status = 302, ...extras }: Of<'cas-redirect'>,
): FastifyReply {
  begin(request, reply, { ...extras, status })
  for (const [name, value] of Object.entries(fields)) reply.header(name, headerText(value))
  if (location !== '') reply.header('location', headerText(location))
  return reply.send()
}

export function sendCasText(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, type = 'rest', isNotStored, ...extras }: Of<'cas-text'>,
): FastifyReply {
  begin(request, reply, extras)
  const { flavour } = realmOf(request.workspace).settings.cas
  if (isNotStored) notStored(request, reply)
  const accept = request.headers.accept ?? ''
  if (type === 'none') return untyped(reply.header('content-language', 'en'), text)
  if (flavour === '6.5' && type === 'rest') return say(reply, restType(accept) ?? 'text/plain', text)
  const wanted = anyType(accept)
  if (wanted === undefined && flavour === '6.5')
    return say(reply, 'application/vnd.cas.services+yaml', `--- ${JSON.stringify(text)}\n`)
  return say(reply, wanted ?? 'text/plain', text)
}

export function sendCasJson(reply: FastifyReply, { text, status }: Of<'cas-json'>): FastifyReply {
  return say(reply.code(status), JSON_TYPE, text)
}

/** XML, or JSON where the request asked for it. */
export function sendCasResponse(
  request: FastifyRequest,
  reply: FastifyReply,
  { response, isJson, isOfCas3, status }: Of<'cas-response'>,
): FastifyReply {
  const { flavour } = realmOf(request.workspace).settings.cas
  const { validation, singles, zone } = FLAVOURS[flavour]
  reply.code(status)
  if (!isOfCas3) notStored(request, reply)
  if (isJson) {
    const before = reply.getHeader('cache-control') as string
    reply.header('cache-control', [before, 'no-store'])
    return say(reply, JSON_TYPE, casJson(response, singles), 'en')
  }
  const { success, failure } = validation[isOfCas3 ? 'v3' : 'v2']
  const isOfProxy = response.kind === 'proxySuccess' || response.kind === 'proxyFailure'
  const type = response.kind === 'authenticationSuccess' ? success : isOfProxy ? XML : failure
  const hasAttributes = isOfCas3 || flavour === '6.5'
  reply.header('content-type', type).header('content-language', 'en')
  return reply.send(casXml(response, { hasAttributes, zone }))
}

/** A fault as the module's framework tells it. */
export function sendFault(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, exception }: Pick<SpringFault, 'status' | 'exception'>,
): FastifyReply {
  const { settings, clock } = realmOf(request.workspace)
  const { flavour } = settings.cas
  notStored(request, reply)
  if (isOfPages(request)) markLanguage(request, reply)
  const fault = {
    status,
    error: STATUS_CODES[status] ?? '',
    path: pathOf(request.originalUrl),
    now: clock.now(),
    ...(exception && { exception }),
  }
  const told = springError(flavour, fault, request.headers.accept ?? '')
  const { type, body } = told
  reply.code(told.status ?? status)
  if (type === undefined) return untyped(reply, body)
  reply.header('content-type', type)
  if (type.startsWith('text/html')) reply.header('content-language', 'en')
  return reply.serializer(verbatim).send(body)
}

/** The sign-in and the logout page, be their method right or wrong. */
function isOfPages({ url }: FastifyRequest): boolean {
  return /\/log(?:in|out)$/.test(pathOf(url))
}

function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, location, cookies = [] }: CasExtras,
): FastifyReply {
  for (const cookie of cookies) giveCookie(request, reply, cookie)
  if (location !== undefined) reply.header('location', location)
  return reply.code(status)
}

/** CAS 5 has other headers where it answers by its protocol. */
export function notStored(request: FastifyRequest, reply: FastifyReply): void {
  if (realmOf(request.workspace).settings.cas.flavour === '5.2') reply.headers(NOT_STORED)
}

/** What a header line cannot hold is percent-encoded; a blank stays one. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/gu, encodeURIComponent)
}

/** The container writes the language behind the type. */
function say(reply: FastifyReply, type: string, text: string, language?: string): FastifyReply {
  reply.header('content-type', `${type};charset=UTF-8`)
  if (language !== undefined) reply.header('content-language', language)
  return reply.serializer(verbatim).send(text)
}

/** Text without a media type, which the framework would give it: of an object it makes nothing but what it is told to. */
function untyped(reply: FastifyReply, text: string): FastifyReply {
  return reply.serializer(textOf).send({ text })
}

function textOf(value: unknown): string {
  return (value as { readonly text: string }).text
}
