/**
 * What all fronts of this surface share: the request's way from raw text to a {@link Call}, and the way back of
 * refusals and faults.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../../kernel/errors.ts'
import { refuse } from '../../kernel/http/http.ts'
import { recordRaw } from '../../kernel/journal/recording.ts'
import { authenticate, clientHost, presentedToken, requireHost, type PresentedToken } from './auth.ts'
import { hasUnreadBody, readUnreadBody, takeEveryBody } from './wire/body.ts'
import type { Call } from './call.ts'
import { requireHarmless } from './content-filter.ts'
import { sendFailure, sendRefusal, type Style } from './envelope.ts'
import { atWorkIn } from './domain/organizations.ts'
import { PmpError } from './errors.ts'
import { sendPage, type PageStatus } from './wire/pages.ts'
import { PKI_ROOT, REST_ROOT } from './roots.ts'
import { pmpSettings } from './settings.ts'
import { worldOf } from './world-of.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls and for what world, once the caller is known. */
    pmpCall: Call | undefined
    /** How answers to this request are written, known as soon as its way in is. */
    pmpStyle: Style | undefined
    /** `name` in the answer, where no route tells it. */
    pmpName: string | undefined
  }
  interface FastifyContextConfig {
    /** `name` in the answers of this route. */
    pmpName?: string
    /** Whether the route asks for no token. */
    pmpOpen?: boolean
  }
}

const NOT_KNOWN = 'Authentication'
const MALFORMED = 'RFC 9110; the page is our reading'

/** Gives a scope the product's parsers, its way of telling who calls, and its refusals. */
export function installFront(app: FastifyInstance): void {
  takeEveryBody(app)
  app.decorateRequest('pmpCall', undefined)
  app.decorateRequest('pmpStyle', undefined)
  app.decorateRequest('pmpName', undefined)
  const bodyLimit = app.initialConfig.bodyLimit ?? Infinity

  app.addHook('preValidation', (request, reply, done) => {
    if (!hasUnreadBody(request)) {
      admit(request, reply, done)
      return
    }
    readUnreadBody(request, bodyLimit, (error) => (error ? done(error) : admit(request, reply, done)))
  })
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
}

/** What follows the `?` of the request target, as it came. */
export function rawQuery(request: FastifyRequest): string {
  const url = request.raw.url ?? ''
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark + 1)
}

function admit(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  try {
    const world = worldOf(request.workspace)
    const { settings } = world
    const query = rawQuery(request)
    const token = presentedToken(request, query)
    const style = (request.pmpStyle = chooseStyle(request, token))
    if (settings.contentFilter.enabled) requireHarmless(request, query, settings)
    if (request.routeOptions.config.pmpOpen) {
      done()
      return
    }
    const { user, api } = authenticate(world, token)
    if (api?.hostResolves === false) {
      hangUp(request, reply, user.login)
      return
    }
    const address = clientHost(request, settings)
    if (api) requireHost(user, api, address)
    request.pmpCall = {
      world,
      edition: style.edition,
      actor: { user: atWorkIn(world, user, headerText(request, 'orgname')), address },
      token: token!.value,
      query,
      passphrase: headerText(request, 'passphrase'),
      parts: [],
    }
    done()
  } catch (error) {
    done(error as Error)
  }
}

function headerText({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** The real server's answer to a file that is not there, on which HTTP libraries break (client C24). */
function answerOddly(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  recordHijacked(request, request.reason!)
  void reply.hijack()
  request.raw.socket.end('HTTP/1.1 1000 \r\nConnection: close\r\n\r\n')
  return reply
}

/** The product closes the connection without a word when the API user's host name does not resolve (client C1). */
export function hangUp(request: FastifyRequest, reply: FastifyReply, login: string): void {
  recordHijacked(request, {
    rule: 'pmp.host.unresolved',
    message: `The host of "${login}" is set up not to resolve in DNS; the product then closes the connection.`,
    source: 'client C1',
  })
  reply.hijack()
  request.raw.socket.destroy()
}

/** Journals an answer that leaves past the framework. */
function recordHijacked(request: FastifyRequest, reason: Reason): void {
  recordRaw(request.workspace, {
    surface: 'pmp',
    method: request.method,
    path: request.originalUrl,
    status: 0,
    headers: {},
    body: '',
    reason,
  })
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const style = styleOf(request)
  const name = request.pmpName ?? request.routeOptions.config.pmpName ?? NOT_KNOWN
  if (error instanceof PmpError) {
    refuse(request, error.reason)
    if (error.code === 'file.none' && style.settings.missingFile === 'status-1000')
      return answerOddly(request, reply)
    return sendRefusal(reply, style, name, error)
  }
  const page = pageFor(error.code)
  if (page) {
    refuse(request, {
      rule: `pmp.request.${page.rule}`,
      message: `${page.expected}; what came was refused with: ${error.message}.`,
      source: MALFORMED,
    })
    return sendPage(reply.header('connection', 'close'), page.status)
  }
  request.log.error(error)
  refuse(request, {
    rule: 'pmp.internal',
    message: `The mock itself failed: ${error.message}`,
    source: 'a bug of the mock',
  })
  return sendFailure(reply, style, name, style.settings.texts.internalError, 500)
}

/** How answers to a request are written; for requests that were stopped before they were admitted, too. */
export function styleOf(request: FastifyRequest): Style {
  return request.pmpStyle ?? chooseStyle(request, presentedToken(request, rawQuery(request)))
}

/** AUTHTOKEN in the query of the REST API asks for the answers of 2014. */
function chooseStyle(request: FastifyRequest, token: PresentedToken | undefined): Style {
  const settings = request.workspace.settings(pmpSettings)
  const isOld = token?.way === 'query' && request.url.startsWith(REST_ROOT)
  return {
    settings,
    edition: isOld ? settings.queryEdition : settings.edition,
    envelope: request.url.startsWith(PKI_ROOT) ? 'pki' : 'operation',
  }
}

/** What the web server says before the product sees a request; our reading. */
function pageFor(
  code: string | undefined,
): { status: PageStatus; rule: string; expected: string } | undefined {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { status: 413, rule: 'body-too-large', expected: 'A body must stay below --body-limit' }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { status: 415, rule: 'content-type-malformed', expected: 'A content type must be well formed' }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'ECONNRESET':
      return { status: 400, rule: 'body-incomplete', expected: 'A body must be as long as announced' }
    default:
      return undefined
  }
}
