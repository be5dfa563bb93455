/** Answers that are none, or that no HTTP library can read: both leave past the framework. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../../../kernel/errors.ts'
import { recordRaw } from '../../../kernel/journal/recording.ts'

/** The product closes the connection without a word when the API user's host name does not resolve (client C1). */
export function hangUp(request: FastifyRequest, reply: FastifyReply, login: string): FastifyReply {
  record(request, {
    rule: 'pmp.host.unresolved',
    message: `The host of "${login}" is set up not to resolve in DNS; the product then closes the connection.`,
    source: 'client C1',
  })
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

/** The real server's answer to a file that is not there, on which HTTP libraries break (client C24). */
export function answerOddly(request: FastifyRequest, reply: FastifyReply, reason: Reason): FastifyReply {
  record(request, reason)
  reply.hijack()
  request.raw.socket.end('HTTP/1.1 1000 \r\nConnection: close\r\n\r\n')
  return reply
}

function record(request: FastifyRequest, reason: Reason): void {
  recordRaw(request.workspace, {
    surface: 'pmp',
    method: request.method,
    path: request.originalUrl,
    status: 0,
    headers: {},
    body: '',
    reason,
    fault: request.fault,
  })
}
