/** The order in which the toy box looks at a request. Anybody may play, so nobody is asked who calls. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pipeline } from '../../../src/kernel/surface/pipeline.ts'
import { sendOutcome } from './envelope.ts'
import { ToyError } from './errors.ts'
import type { ToyCall, ToyOperation } from './operation.ts'
import { toySlice } from './state.ts'

export const pipeline: Pipeline = {
  arrival: [whatIsAsked],
  handling: [doItAndSayIt],
}

function whatIsAsked({ found, method, url }: FastifyRequest): void {
  if (found) return
  const message = `Nothing is played by ${method} at "${url}".`
  throw new ToyError('path.unknown', { rule: 'toy.path.unknown', message, source: 'Toy manual, 2' })
}

function doItAndSayIt(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { operation, params } = request.found!
  const outcome = (operation as ToyOperation).run(callOf(request), { params, body: request.body })
  return sendOutcome(reply, outcome)
}

function callOf({ workspace, mount }: FastifyRequest): ToyCall {
  const { toys } = workspace.state(toySlice)
  return { toys, mount, now: () => workspace.clock.now(), update: (work) => workspace.update(work) }
}
