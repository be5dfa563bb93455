/**
 * Requests that no route takes: a known path with a wrong method fails under the name of what the path does, any other
 * is the web server's 404. Both are our reading. Paths are matched here rather than routed, since a route for every
 * wrong method would be several hundred, and the start would pay for them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { OUR_READING, PmpError } from './errors.ts'
import { styleOf } from './pipeline.ts'
import { sendPage } from './wire/pages.ts'

/** What a front serves at a path. */
export interface ServedPath {
  /** With the front's prefix; parameters are segments that begin with a colon. */
  readonly path: string
  readonly methods: readonly string[]
  /** `name` of the operation that a wrong method is answered under. */
  readonly name: string
  /** For the journal, when a wrong method comes. */
  readonly hint?: string | undefined
}

/**
 * Makes a front's not-found handler. Of two paths that match the first one counts. `explain` tells the journal of a path
 * that is none of them.
 */
export function answerNoRoute(
  paths: readonly ServedPath[],
  explain: (request: FastifyRequest) => string = explainPath,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const patterns = paths.map((served) => ({ served, segments: served.path.split('/') }))
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const asked = path.split('/')
    const known = patterns.find(({ segments }) => matches(segments, asked))?.served
    if (!known) return answerUnknownPath(request, reply, explain(request))
    request.pmpName = known.name
    throw new PmpError(
      'method.wrong',
      `${request.method} came where this path takes ${known.methods.join(', ')}. ${known.hint ?? 'Change the method, or the path.'}`,
      `REST 2014, "HTTP METHOD" of each operation; the answer is ${OUR_READING}`,
    )
  }
}

function explainPath({ url }: FastifyRequest): string {
  return `No operation of this product has the path "${url.split('?', 1)[0]}".`
}

function answerUnknownPath(request: FastifyRequest, reply: FastifyReply, message: string): FastifyReply {
  if (styleOf(request).settings.unknownPath === 'invalid-url') {
    throw new PmpError('path.invalid', message, 'sister products of the vendor')
  }
  refuse(request, { rule: 'pmp.path.unknown', message, source: OUR_READING })
  return sendPage(reply, 404)
}

function matches(pattern: readonly string[], asked: readonly string[]): boolean {
  if (pattern.length !== asked.length) return false
  return pattern.every((segment, at) => segment.startsWith(':') || segment === asked[at])
}
