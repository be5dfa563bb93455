/** The one place where results and refusals become bytes. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../../src/kernel/http/http.ts'
import { ToyError, type ToyErrorCode } from './errors.ts'

const STATUS = { 'path.unknown': 404, 'toy.unknown': 404 } as const satisfies Record<ToyErrorCode, number>

export function sendOutcome(reply: FastifyReply, outcome: unknown): FastifyReply {
  return reply.send(outcome)
}

export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof ToyError)) return reply.code(500).send({ error: 'broken' })
  refuse(request, error.reason)
  return reply.code(STATUS[error.code]).send({ error: 'unknown' })
}
