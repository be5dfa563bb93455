/**
 * Serves a surface: one route of the framework for each root, and the surface's own steps behind it. The framework keeps
 * what it is good at (hooks, body limits, parsers, `inject`); what a path is for is found in the surface's table.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PathTable } from '../http/path-table.ts'
import type { Operation } from './operation.ts'
import type { Pipeline, Step } from './pipeline.ts'
import type { AnySurface, Found } from './surface.ts'

/** A surface's look-up in its table. HEAD asks for what GET gives. */
export function finder<Of extends Operation>(
  table: PathTable<Of>,
): (method: string, path: string) => Found | undefined {
  return (method, path) => {
    const match = table.find(path)
    if (!match) return undefined
    const { methods } = match.place
    const operation = methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined)
    return operation && { operation, params: match.params }
  }
}

/** Registers a surface in a scope of its own. */
export async function serveSurface(app: FastifyInstance, surface: AnySurface): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => surface.sendError!(error as Error, request, reply))
    await surface.scope?.(scope)
    lookOnArrival(scope, surface.pipeline!)
    serveRoots(scope, surface.roots, surface.pipeline!)
  })
}

/** Takes the steps of arrival, once for a request: the framework hands the hook on to the scopes within. */
function lookOnArrival(app: FastifyInstance, { arrival }: Pipeline): void {
  if (arrival.length === 0) return
  app.addHook('onRequest', (request, reply, done) => {
    try {
      const answer = take(arrival, request, reply, 0)
      if (answer === undefined) done()
      else if (answer !== reply) {
        /* eslint-disable-next-line promise/no-callback-in-promise -- an async hook would cost requests that need not wait */
        void (answer as Promise<unknown>).then((answered) => answered === undefined && done(), done)
      }
    } catch (error) {
      done(error as Error)
    }
  })
}

/**
 * Takes requests at `roots` and below them. For scopes of a surface that read some bodies in another way, too; these may
 * take the methods alone whose bodies they are.
 */
export function serveRoots(
  app: FastifyInstance,
  roots: readonly string[],
  pipeline: Pipeline,
  methods: readonly string[] = app.supportedMethods,
): void {
  const { handling } = pipeline
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> | undefined => {
    const answer = take(handling, request, reply, 0)
    // The reply is thenable itself, and the framework would wait for it once more.
    return answer === undefined || answer === reply ? undefined : (answer as Promise<unknown>)
  }
  const method = methods.filter((one) => one !== 'HEAD')
  for (const root of roots) {
    for (const url of root === '/' ? [root] : [root, `${root}/*`]) {
      app.route({ method, url, exposeHeadRoute: false, handler })
      if (methods.includes('HEAD')) app.route({ method: 'HEAD', url, onSend: lengthAlone, handler })
    }
  }
}

/**
 * Answers a method that the framework has no routes for, and that Node's parser lets through (`PROPFIND`): all steps at
 * once, since such a request's body is never read.
 */
export async function answerOddMethod(
  surface: AnySurface,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { arrival, handling } = surface.pipeline!
  try {
    await take([...arrival, ...handling], request, reply, 0)
  } catch (error) {
    surface.sendError!(error as Error, request, reply)
  }
  return reply
}

function take(
  steps: readonly Step[],
  request: FastifyRequest,
  reply: FastifyReply,
  from: number,
): FastifyReply | Promise<unknown> | undefined {
  for (let at = from; at < steps.length; at++) {
    const result = steps[at]!(request, reply)
    if (result === undefined) continue
    if (result === reply) return reply
    return (result as Promise<FastifyReply | undefined>).then(
      (answered) => answered ?? take(steps, request, reply, at + 1),
    )
  }
  return undefined
}

/** What GET would answer, without it: the framework's own way, for operations that it does not know. */
function lengthAlone(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  if (!request.found) {
    done(null, payload)
    return
  }
  const size = payload === undefined || payload === null ? 0 : Buffer.byteLength(payload as string | Buffer)
  reply.header('content-length', String(size))
  done(null, null)
}
