/**
 * Requests that no operation takes: a known path with a wrong method fails under the name of what the path does, any
 * other is the web server's 404. Both are our reading.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { routedPath } from '../../kernel/http/path-table.ts'
import { isUnder } from '../../kernel/surface/roots.ts'
import { sendRefusal } from './envelope.ts'
import { OUR_READING, PmpError } from './errors.ts'
import { operationNames, placeAt } from './operations/index.ts'
import { INTERACTIVE_ROOT } from './roots.ts'
import { styleOf } from './style.ts'
import { queryParameter } from './wire/input-data.ts'
import { sendPage } from './wire/pages.ts'

export function answerNoRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? ''
  const isInteractive = isUnder(routedPath(path) ?? path, INTERACTIVE_ROOT)
  const place = isInteractive ? undefined : placeAt(path)
  if (!place)
    return answerUnknownPath(request, reply, isInteractive ? explainName(request) : explainPath(path))
  // A wrong method chooses no operation; the answer bears the name of the path's last one.
  const { name, hint = 'Change the method, or the path.' } = [...place.methods.values()].at(-1)!
  const error = new PmpError(
    'method.wrong',
    `${request.method} came where this path takes ${[...place.methods.keys()].join(', ')}. ${hint}`,
    `REST 2014, "HTTP METHOD" of each operation; the answer is ${OUR_READING}`,
  )
  refuse(request, error.reason)
  return sendRefusal(reply, styleOf(request), name, error)
}

function answerUnknownPath(request: FastifyRequest, reply: FastifyReply, message: string): FastifyReply {
  if (styleOf(request).settings.unknownPath === 'invalid-url') {
    throw new PmpError('path.invalid', message, 'sister products of the vendor')
  }
  refuse(request, { rule: 'pmp.path.unknown', message, source: OUR_READING })
  return sendPage(reply, 404)
}

function explainPath(path: string): string {
  return `No operation of this product has the path "${path}".`
}

/** For the journal: the name has moved into the path, and no caller has seen that path. */
function explainName({ method, originalUrl }: FastifyRequest): string {
  const [path, query = ''] = originalUrl.split('?', 2)
  const name = queryParameter(query, 'OPERATION_NAME')
  if (name === undefined) return `${method} ${path} names no operation: send OPERATION_NAME in the query.`
  return operationNames.includes(name)
    ? `OPERATION_NAME "${name}" is asked for by POST (or GET), and ${method} came.`
    : `There is no operation of the name "${name}"; there are: ${operationNames.join(', ')}.`
}
