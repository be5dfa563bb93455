/** Says what a step, an operation, a parser or the framework threw. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { sendFailure, sendRefusal } from './envelope.ts'
import { PmpError } from './errors.ts'
import { nameOf, styleOf } from './style.ts'
import { answerOddly } from './wire/unheard.ts'
import { sendPage, type PageStatus } from './wire/pages.ts'

const MALFORMED = 'RFC 9110; the page is our reading'

export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const style = styleOf(request)
  const name = nameOf(request)
  if (error instanceof PmpError) {
    refuse(request, error.reason)
    if (error.code === 'file.none' && style.settings.missingFile === 'status-1000')
      return answerOddly(request, reply, request.reason!)
    return sendRefusal(reply, style, name, error)
  }
  const page = pageFor((error as FastifyError).code)
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
