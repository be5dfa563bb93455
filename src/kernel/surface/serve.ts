/**
 * Serves a surface: one route of the framework for each root, and the surface's own steps behind it. The framework keeps
 * what it is good at (hooks, body limits, parsers, `inject`); what a path is for is found in the surface's table.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { routedPath, type PathTable } from '../http/path-table.ts'
import type { Operation } from './operation.ts'
import type { Pipeline, Step } from './pipeline.ts'
import type { AnySurface, Found } from './surface.ts'

/** A surface's look-up in its table. HEAD asks for what GET gives. */
export function finder<Of extends Operation>(
  table: PathTable<Of>,
): (method: string, path: string) => Found | undefined {
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    const match = table.find(path, asked)
    return match && { operation: match.place.methods.get(asked)!, params: match.params }
  }
}

/** What is served so: a surface, or what stands beside them. */
export type Served = Pick<
  AnySurface,
  'roots' | 'wholeRoots' | 'operations' | 'find' | 'pipeline' | 'sendError' | 'scope'
>

/** Registers a surface in a scope of its own. */
export async function serveSurface(app: FastifyInstance, surface: Served): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => surface.sendError(error as Error, request, reply))
    await surface.scope?.(scope)
    lookOnArrival(scope, surface.pipeline)
    servePaths(scope, pathsOf(surface), surface.pipeline)
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
 * Whether a URL under a surface's roots is its own to answer, whatever is asked there. To the router a semicolon is part
 * of a step, so `/api;x` lies beside `/api`.
 */
export function answersAll({ roots, wholeRoots = roots }: Served, url: string): boolean {
  const path = routedPath(url) ?? url
  return wholeRoots.some((root) => path === root || (root !== '/' && path.startsWith(`${root}/`)))
}

function pathsOf(surface: Served): string[] {
  const { roots, wholeRoots = roots, operations } = surface
  const single = operations.map(({ path }) => path).filter((path) => !answersAll(surface, path))
  return [...wholeRoots.flatMap(pathsUnder), ...new Set(single)]
}

function pathsUnder(root: string): string[] {
  return root === '/' ? [root] : [root, `${root}/*`]
}

/**
 * Takes requests at some paths, in a scope within a surface's own that reads their bodies in another way; it may take
 * the methods alone whose bodies they are.
 */
export function servePaths(
  app: FastifyInstance,
  paths: readonly string[],
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
  for (const url of paths) {
    app.route({ method, url, exposeHeadRoute: false, handler })
    if (methods.includes('HEAD')) app.route({ method: 'HEAD', url, onSend: lengthAlone, handler })
  }
}

/**
 * Answers a method that the framework has no routes for, and that Node's parser lets through (`PROPFIND`): all steps at
 * once, since such a request's body is never read.
 */
export async function answerOddMethod(
  surface: Served,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { arrival, handling } = surface.pipeline
  try {
    await take([...arrival, ...handling], request, reply, 0)
  } catch (error) {
    surface.sendError(error as Error, request, reply)
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
