/** `/restapi/json/v1`: the REST API. */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { refuse } from '../../kernel/http.ts'
import { bodyText } from './body.ts'
import type { Call, Target } from './call.ts'
import { sendOutcome } from './envelope.ts'
import { OUR_READING, PmpError } from './errors.ts'
import { installFront, styleOf } from './front.ts'
import { readInput, type PmpOperation } from './operation.ts'
import { sendPage } from './pages.ts'
import type { InputDataSource } from './wire/input-data.ts'
import { restPaths, type RestMethod, type RestPath } from './routes/rest.ts'

export const REST_ROOT = '/restapi/json/v1'

const ALL_METHODS: readonly HTTPMethods[] = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'HEAD',
  'TRACE',
]

export async function restFront(app: FastifyInstance): Promise<void> {
  installFront(app, { queryMeans2014: true })
  for (const path of restPaths) servePath(app, path)
  app.setNotFoundHandler(answerUnknownPath)
}

function servePath(app: FastifyInstance, { path, methods, hint }: RestPath): void {
  const served = Object.entries(methods) as [RestMethod, PmpOperation][]
  for (const [method, operation] of served) serve(app, method, path, operation)
  refuseOtherMethods(app, path, served, hint)
}

function serve(app: FastifyInstance, method: RestMethod, url: string, operation: PmpOperation): void {
  const { id, summary, source, evidence, name } = operation
  app.route({
    method,
    url,
    config: { operation: { id, summary, source, evidence }, pmpName: name },
    handler: (request, reply) => {
      const call = request.pmpCall!
      const input = readInput(call, operation, inputSource(request, call))
      return sendOutcome(reply, styleOf(request), name, operation.run(call, request.params as Target, input))
    },
  })
}

/** The parts of a request that may hold INPUT_DATA. */
export function inputSource(request: FastifyRequest, { query }: Call): InputDataSource {
  return { query, contentType: request.headers['content-type'], body: bodyText(request) }
}

/** A known path with a wrong method: Failed under the name of what the path does (our reading). */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  served: readonly (readonly [RestMethod, PmpOperation])[],
  hint = 'Change the method, or the path.',
): void {
  const known: ReadonlySet<string> = new Set(
    served.flatMap(([method]) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
  )
  const names = served.map(([method]) => method).join(', ')
  const pmpName = served.at(-1)?.[1].name ?? ''
  app.route({
    method: ALL_METHODS.filter((method) => !known.has(method)),
    url,
    config: { pmpName },
    handler: (request) => {
      throw new PmpError(
        'method.wrong',
        `${request.method} came where this path takes ${names}. ${hint}`,
        `REST 2014, "HTTP METHOD" of each operation; the answer is ${OUR_READING}`,
      )
    },
  })
}

/** No operation has this path. */
export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const style = styleOf(request)
  const message = `No operation of this product has the path "${request.url.split('?', 1)[0]}".`
  if (style.settings.unknownPath === 'invalid-url') {
    throw new PmpError('path.invalid', message, 'sister products of the vendor')
  }
  refuse(request, { rule: 'pmp.path.unknown', message, source: OUR_READING })
  return sendPage(reply, 404)
}
