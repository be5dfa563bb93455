/** The order in which XTAM looks at a request, in each place of a deployment. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OperationRegistry } from '../../kernel/surface/operation.ts'
import type { Pipeline } from '../../kernel/surface/pipeline.ts'
import { findCaller } from './auth.ts'
import { RequestCall, type Functions } from './call.ts'
import { secureHeaders } from './cas-envelope.ts'
import { answerOtherMethod } from './cas-methods.ts'
import { pathOf, placeOf, type Place } from './deployment.ts'
import { audit } from './domain/audit.ts'
import { realmOf } from './domain/world.ts'
import { notAllowed, sendError, sendOutcome, sendRedirect } from './envelope.ts'
import { XtamError, unknownPath, unmappedPath, type XtamErrorCode } from './errors.ts'
import {
  allowOrigin,
  checkAccept,
  checkBody,
  checkHead,
  checkMediaType,
  checkRelease,
  checkRestTypes,
  checkXsrf,
  giveXsrf,
  operationOf,
} from './guard.ts'
import { guiLogout, logOut } from './operations/gui.ts'
import { allowedAt, served } from './operations/index.ts'
import { installBodies } from './wire/forms.ts'
import { RequestInput } from './wire/input.ts'

const UNVERIFIED_HEADER = 'x-pam-mock-unverified'

export const pipeline: Pipeline = {
  arrival: [
    // Who calls, where one must say so.
    at('sign-in', requireModule, secureHeaders),
    at('rest', findCaller),
    at('gui', findCaller, logOutElsewhere),
    // What is asked: a proposed function may be switched off.
    markProposed,
    // May it.
    ofFunction(allowOrigin, checkHead, checkXsrf, checkMediaType, checkAccept, giveXsrf),
  ],
  handling: [
    at('context-root', addSlash),
    // What is asked: 404, 405, OPTIONS.
    answerUnserved,
    at('sign-in', checkRelease, checkMediaType, checkRestTypes, checkBody),
    // Read it, do it, say it.
    perform,
  ],
}

/** What a scope of the framework needs to serve it. */
export async function scope(app: FastifyInstance): Promise<void> {
  app.decorateRequest('xtamPlace', undefined)
  app.decorateRequest('xtamCaller', undefined)
  app.decorateRequest('xtamSession', undefined)
  app.decorateRequest('xtamAttempted', undefined)
  await installBodies(app)
}

/** Says what was thrown; the audit trail keeps some refusals of REST functions. */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  if (placeOf(request).kind === 'rest') noteRefusal(error, request)
  sendError(error, request, reply)
}

/** A look at a request that need not wait. */
type Look = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined | void

/** What is done to requests in one kind of place, as one step: most are in another. */
function at(kind: Place['kind'], ...looks: readonly Look[]): Look {
  return (request, reply) => (placeOf(request).kind === kind ? inTurn(looks, request, reply) : undefined)
}

/** What is done to requests that a REST function is there for. */
function ofFunction(...looks: readonly Look[]): Look {
  return at('rest', (request, reply) => (request.found ? inTurn(looks, request, reply) : undefined))
}

function inTurn(
  looks: readonly Look[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  for (const look of looks) {
    const answer = look(request, reply)
    if (answer) return answer
  }
  return undefined
}

/** Without the module its paths are nobody's in the container. */
function requireModule(request: FastifyRequest): void {
  if (!realmOf(request.workspace).settings.fsm) throw unknownPath(asked(request))
}

/** Logs out at the path of the settings, where that is nothing else's. */
function logOutElsewhere(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { contextPath } = placeOf(request).deployment
  if (contextPath === '' || request.found || request.method !== 'GET') return undefined
  const call = new RequestCall(request, functionsOf)
  if (pathOf(request.url) !== contextPath + call.realm.settings.logoutPath) return undefined
  request.operation = guiLogout
  return sendOutcome(logOut(call), request, reply)
}

/** The answers of proposed functions say what they are; switched off, there are none. */
function markProposed(request: FastifyRequest, reply: FastifyReply): void {
  if (!request.found || operationOf(request).isProposed !== true) return
  if (!realmOf(request.workspace).settings.unverifiedApi) throw unknownPath(asked(request))
  reply.header(UNVERIFIED_HEADER, '1')
}

/**
 * Tomcat sends `/xtam` to `/xtam/` before any filter looks at it, with the query kept; the client OnyxCorpInt/xtamtmpl
 * presents its ticket there.
 */
function addSlash(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { root, deployment } = placeOf(request)
  if (root === deployment.casPath) requireModule(request)
  const [, query] = request.originalUrl.split(/\?(.*)/s)
  return sendRedirect(reply, `${request.mount}${root}/${query === undefined ? '' : `?${query}`}`)
}

/**
 * Answers what is no operation's: 405 with Allow where the path has other methods, a list of them to OPTIONS, and otherwise
 * 404 as Tomcat says it for a path without a servlet. Switched off, proposed functions are no path's.
 */
function answerUnserved(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (request.found) return undefined
  const { unverifiedApi, optionsAnswer } = realmOf(request.workspace).settings
  const allowed = allowedAt(pathOf(request.url), unverifiedApi || placeOf(request).kind !== 'rest')
  const { kind, deployment } = placeOf(request)
  if (!allowed) {
    // At the root of the server the module has no context of its own: what is nobody's is the container's.
    const isOfModule = kind === 'sign-in' && deployment.casPath !== ''
    throw isOfModule ? unmappedPath(asked(request)) : unknownPath(asked(request))
  }
  if (kind === 'sign-in') return answerOtherMethod(request, reply, allowed)
  if (request.method !== 'OPTIONS' || optionsAnswer === 'refused') throw notAllowed(request, reply, allowed)
  return reply.header('allow', allowed.join(', ')).send()
}

function perform(request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> {
  const operation = operationOf(request)
  const call = new RequestCall(request, functionsOf)
  const outcome = operation.run(call, new RequestInput(request, operation, request.found!.params))
  return 'kind' in outcome
    ? sendOutcome(outcome, request, reply)
    : outcome.then((settled) => sendOutcome(settled, request, reply))
}

/** What the application's own page of functions lists. */
const functionsOf: Functions = ({ settings }, { contextPath }) =>
  new OperationRegistry(served)
    .list()
    .filter(
      ({ path, evidence }) =>
        path.startsWith(`${contextPath}/rest/`) && (settings.unverifiedApi || evidence !== 'inferred'),
    )

/** Refusals that the audit trail keeps. */
const NOTED: ReadonlySet<XtamErrorCode> = new Set([
  'unauthenticated',
  'denied',
  'hidden',
  'approval-missing',
  'xsrf-refused',
])

/** Notes a refused call, unless it is the first half of a challenge. */
function noteRefusal(error: Error, { workspace, xtamCaller, xtamAttempted, ip }: FastifyRequest): void {
  if (!(error instanceof XtamError) || !NOTED.has(error.code)) return
  if (error.reason.rule === 'xtam.auth.missing') return
  audit(realmOf(workspace), {
    user: xtamCaller ?? (xtamAttempted === undefined ? undefined : { login: xtamAttempted }),
    ip,
    ...(error.code === 'unauthenticated'
      ? { category: 'Authentication', event: 'Login' }
      : { category: 'Access', event: 'Denied' }),
    level: 'ERROR',
    message: error.message,
  })
}

function asked({ method, originalUrl }: FastifyRequest) {
  return { method, path: pathOf(originalUrl) }
}
