/** How the control plane says things: what a call answers, and problem documents (RFC 9457) for what it refuses. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { UserError } from '../kernel/errors.ts'
import { sendProblem } from '../kernel/http/http.ts'
import { ControlError } from './errors.ts'
import type { ControlOperation, Outcome } from './operation.ts'
import { linesOf } from './problem-text.ts'
import { StreamedJson } from './streamed-json.ts'

export function sendOutcome(
  reply: FastifyReply,
  { media }: ControlOperation,
  { status, value, headers = {} }: Outcome,
): FastifyReply {
  if (value instanceof StreamedJson) {
    void reply.headers({ 'content-type': 'application/json; charset=utf-8', ...headers }).code(status)
    // HEAD gets no length, which only writing it all would tell.
    return reply.request.method === 'HEAD' ? reply.send() : reply.send(value.stream())
  }
  if (media !== undefined) void reply.header('content-type', media)
  return reply.headers(headers).code(status).send(value)
}

export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ControlError)
    return sendProblem(reply, error.status, error.message, error.more, linesOf(error.message, error.more))
  if (error instanceof UserError) return sendProblem(reply, 400, error.message)
  const { statusCode } = error as FastifyError
  if (statusCode !== undefined && statusCode < 500) return sendProblem(reply, statusCode, error.message)
  request.log.error(error)
  return sendProblem(reply, 500, `The control plane failed: ${error.message}.`)
}
