/** The order in which the product seems to look at a request: session, browser token, path, method, right; then the body. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pipeline } from '../../kernel/surface/pipeline.ts'
import { CHANGES, demandSetUp, demandToken, demandTransport, identify } from './arrival.ts'
import { demandUp } from './domain/firmware.ts'
import { demand } from './domain/privileges.ts'
import { timeoutSeconds, unauthenticated } from './domain/session.ts'
import { addCookie, say } from './envelope.ts'
import { SpsError } from './errors.ts'
import { siteMap } from './paths.ts'
import { offerAt, parentOf, privilegeOf, type SpsFound } from './site-map.ts'
import { metaOf } from './views/meta.ts'
import { visitOf, type Visit } from './visit.ts'
import { SESSION_COOKIE } from './wire/cookie.ts'
import { readCredentials } from './wire/credentials.ts'

type Check = (visit: Visit, request: FastifyRequest, reply: FastifyReply) => void

/** In their order. */
const CHECKS: readonly Check[] = [
  readBasic,
  anywhere(({ workspace }) => demandUp(workspace)),
  anywhere(demandTransport),
  anywhere(demandSetUp),
  whoCalls,
  whatIsAsked,
  whoMayEnter,
  demandToken,
  isItThere,
  isMethodOffered,
  mayIt,
  readPassword,
]

export const pipeline: Pipeline = {
  arrival: [check],
  handling: [refuseWhatWasHeldBack, doIt, sayIt],
}

/** What is refused is held back where a body comes with it: the journal shows what came, so that it is read first. */
function check(request: FastifyRequest, reply: FastifyReply): void {
  const visit = visitOf(request)
  try {
    for (const one of CHECKS) one(visit, request, reply)
  } catch (refusal) {
    if (!hasBody(request) || isExpectation(refusal)) throw refusal
    visit.refusal = refusal as Error
  }
}

/** `Allow` stands on every answer; who calls is not known yet, and does not matter. */
function anywhere(check: (visit: Visit) => void): Check {
  return (visit) => {
    try {
      check(visit)
    } catch (refusal) {
      visit.place ??= siteMap.locate(visit.path, visit).place
      throw refusal
    }
  }
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/** A client whose `Expect` is refused never sends the body that it announced. */
function isExpectation(refusal: unknown): boolean {
  return refusal instanceof SpsError && refusal.code === 'expectation-failed'
}

/** Basic credentials count at the login alone (no source shows them elsewhere), unless `sps.basicEverywhere` is on. */
function readBasic(visit: Visit, request: FastifyRequest, reply: FastifyReply): void {
  const found = request.found as SpsFound | undefined
  const { cookie, authorization } = visit.headers
  if (
    visit.settings.basicEverywhere &&
    !found?.operation.anonymous &&
    cookie === undefined &&
    /^basic /i.test(authorization ?? '')
  )
    visit.credentials = readCredentials(request, reply)
  // The tree is looked at with the caller's eyes.
  if (found && !found.operation.node) visit.place = found.place
}

function whoCalls(visit: Visit, _request: FastifyRequest, reply: FastifyReply): void {
  const caller = identify(visit)
  if (!caller.session) {
    visit.stranger = caller
    return
  }
  const { settings, workspace } = visit
  const { session } = caller
  const seconds = timeoutSeconds(workspace, session)
  if (caller.hasCookie && settings.cookieRefresh)
    addCookie(visit, reply, { name: SESSION_COOKIE, value: session.id, maxAge: seconds })
  visit.session = session
  if (settings.remainingSeconds) visit.remainingSeconds = seconds
}

function whatIsAsked(visit: Visit, request: FastifyRequest): void {
  const found = request.found as SpsFound | undefined
  if (found && !found.operation.node) {
    visit.operation = found.operation
    return
  }
  const { place, key } = siteMap.locate(visit.path, visit)
  visit.place = place
  visit.key = key
  visit.node = place?.traits.node
  visit.operation = place?.operations.get(visit.method === 'HEAD' ? 'GET' : visit.method)
  if (visit.operation) request.found ??= { operation: visit.operation, params: {} }
}

/** Where nobody need log in, not even a method that is not there asks for it: the guide's login page lists the 405. */
function whoMayEnter({ path, place, stranger }: Visit): void {
  if (stranger && !place?.traits.anonymous) throw unauthenticated(path, stranger.rule, stranger.what)
}

function isItThere(visit: Visit): void {
  const { place, settings } = visit
  if (!place || place.operations.size === 0 || !offerAt(place, settings).isOpen) throw notFound(visit)
}

/** No name of a method that the product knows is part of another's. */
function isMethodOffered({ place, method, settings }: Visit): void {
  const { allow } = offerAt(place!, settings)
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

function mayIt({ session, place, method, path }: Visit): void {
  if (!session || place!.traits.own) return
  demand(session, CHANGES.has(method) ? 'write' : 'read', privilegeOf(place!), path)
}

function readPassword(visit: Visit, request: FastifyRequest, reply: FastifyReply): void {
  if (visit.operation?.takesPassword?.(visit)) visit.credentials = readCredentials(request, reply)
}

/** Nothing is there: the error names the part that exists and what follows it. */
function notFound(visit: Visit): SpsError {
  const { path } = visit
  const { ancestor, rest } = siteMap.locate(path, visit)
  const above = siteMap.locate(ancestor, visit).place
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

function refuseWhatWasHeldBack(request: FastifyRequest): void {
  const { refusal } = visitOf(request)
  if (refusal) throw refusal
}

/** The one method that every path answers is no operation. */
function doIt(request: FastifyRequest): void {
  const visit = visitOf(request)
  visit.outcome =
    visit.method === 'OPTIONS'
      ? { value: { meta: metaOf(visit, { href: visit.path }) } }
      : visit.operation!.run(visit, request.found ?? NO_PARAMETERS)
}

const NO_PARAMETERS = { params: {} }

function sayIt(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(request)
  return say(visit, reply, visit.outcome!)
}
