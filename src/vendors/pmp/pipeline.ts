/** The order in which the product looks at a request (README, "Order of checks"). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pipeline } from '../../kernel/surface/pipeline.ts'
import {
  authenticate,
  clientHost,
  presentedToken,
  rawQuery,
  requireHost,
  type PresentedToken,
} from './auth.ts'
import type { Call, Visit } from './call.ts'
import { requireHarmless } from './content-filter.ts'
import { atWorkIn } from './domain/organizations.ts'
import { worldOf } from './domain/world.ts'
import { sendOutcome, type Outcome } from './envelope.ts'
import { readInput, readTargetAndInput } from './input.ts'
import { answerNoRoute } from './no-route.ts'
import type { ClosedOperation, PmpOperation } from './operation.ts'
import { chooseStyle, styleOf } from './style.ts'
import { hasUnreadBody, mendContentType, readUnreadBody } from './wire/body.ts'
import { hangUp } from './wire/unheard.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What came, once the body is there. */
    pmpVisit: Visit | undefined
    pmpToken: PresentedToken | undefined
    /** The same, once the caller is known. */
    pmpCall: Call | undefined
  }
}

export const pipeline: Pipeline = {
  arrival: [mendContentType],
  handling: [
    readBodyOfGet,
    lookAtRequest,
    refuseHarmfulContent,
    findCaller,
    refuseUnknownPathOrMethod,
    carryOut,
  ],
}

/** INPUT_DATA, and with it what follows, may come in the body of a GET, too. */
function readBodyOfGet(request: FastifyRequest): Promise<void> | undefined {
  return hasUnreadBody(request) ? readUnreadBody(request) : undefined
}

function lookAtRequest(request: FastifyRequest): void {
  const world = worldOf(request.workspace)
  const query = rawQuery(request)
  const token = presentedToken(request, query)
  const style = chooseStyle(request, token)
  request.pmpStyle = style
  request.pmpToken = token
  request.pmpVisit = {
    world,
    edition: style.edition,
    address: clientHost(request, world.settings),
    query,
    body: { contentType: request.headers['content-type'], content: request.rawBody },
  }
}

function refuseHarmfulContent({ pmpVisit }: FastifyRequest): void {
  const visit = pmpVisit!
  if (visit.world.settings.contentFilter.enabled) requireHarmless(visit)
}

function findCaller(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const operation = operationOf(request)
  if (operation?.isOpen) return undefined
  const { world, edition, address, query, body } = request.pmpVisit!
  const { user, api } = authenticate(world, request.pmpToken)
  if (api?.hostResolves === false) return hangUp(request, reply, user.login)
  if (api) requireHost(user, api, address)
  request.pmpCall = {
    world,
    edition,
    address,
    query,
    body,
    actor: { user: atWorkIn(world, user, headerText(request, 'orgname')), address },
    token: request.pmpToken!.value,
    passphrase: headerText(request, 'passphrase'),
    target: request.found?.params ?? {},
  }
  return undefined
}

function refuseUnknownPathOrMethod(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  return request.found ? undefined : answerNoRoute(request, reply)
}

function carryOut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const operation = operationOf(request)!
  const outcome = operation.isOpen ? operation.run(request.pmpVisit!) : run(operation, request.pmpCall!)
  return sendOutcome(reply, styleOf(request), operation.name, outcome)
}

function run(operation: ClosedOperation, call: Call): Outcome {
  const { standsFor } = operation
  if (!standsFor) return operation.run(call, readInput(call, operation))
  const { target, input } = readTargetAndInput(call, standsFor)
  return operation.run({ ...call, target }, input)
}

function operationOf({ found }: FastifyRequest): PmpOperation | undefined {
  return found?.operation as PmpOperation | undefined
}

function headerText({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
