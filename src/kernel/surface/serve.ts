/**
 * Serves a surface: one route of the framework, and the surface's own steps behind it. The framework keeps what it is good
 * at (hooks, body limits, parsers, `inject`); whose a path is and what it is for is known from the request's arrival.
 */
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from 'fastify'
import { arrivalOf } from '../http/arrival.ts'
import { holdsMore } from '../http/json-text.ts'
import type { PathTable } from '../http/path-table.ts'
import type { Operation } from './operation.ts'
import type { Pipeline, Step } from './pipeline.ts'
import type { Found, Served } from './surface.ts'

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

/** Registers a surface in a scope of its own. */
export async function serveSurface(app: FastifyInstance, surface: Served): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) =>
      (error as FastifyError).code === QUERY_WITHOUT_TYPE
        ? answerBy(surface, surface.pipeline.handling, request, reply.code(200))
        : surface.sendError(error as Error, request, reply),
    )
    await surface.scope?.(scope)
    lookOnArrival(scope, surface.pipeline)
    servePath(scope, '/*', surface)
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
 * Takes a surface's requests at a path, in a scope within its own that reads their bodies in another way; it may take the
 * methods alone whose bodies they are.
 */
export function servePath(
  app: FastifyInstance,
  url: string,
  { name, pipeline: { handling } }: Pick<Served, 'name' | 'pipeline'>,
  method: string[] = app.supportedMethods,
): void {
  app.route({
    method,
    url,
    exposeHeadRoute: false,
    constraints: { owner: name },
    handler(request, reply): Promise<unknown> | undefined {
      boundValues(request)
      const answer = take(handling, request, reply, 0)
      // The reply is thenable itself, and the framework would wait for it once more.
      return answer === undefined || answer === reply ? undefined : (answer as Promise<unknown>)
    },
  })
}

/** @throws the framework's error for a body that is too large, when one of text holds more values than are taken */
function boundValues({ rawBody, body = rawBody, server: { bodyValues } }: FastifyRequest): void {
  const text = rawBody ?? body
  if (typeof text !== 'string' || !holdsMore(text, bodyValues)) return
  const message = `The body holds more than ${bodyValues} values, the most that --value-limit allows.`
  throw Object.assign(new Error(message), { code: TOO_LARGE, statusCode: 413 })
}

const TOO_LARGE = 'FST_ERR_CTP_BODY_TOO_LARGE'
const NOBODY = ''

/** Lets the router choose by who answers, which is known on arrival, in place of the path. */
export const byOwner: NonNullable<NonNullable<FastifyServerOptions['routerOptions']>['constraints']> = {
  owner: {
    name: 'owner',
    storage() {
      const handlers = new Map<unknown, unknown>()
      return {
        get: (owner) => (handlers.get(owner) ?? null) as never,
        set: (owner, handler) => void handlers.set(owner, handler),
      }
    },
    deriveConstraint: (request) => arrivalOf(request).owner?.name ?? NOBODY,
    validate: () => undefined,
  },
}

/** The framework asks QUERY for a content type before any handler; to a product it is a method like any that it lacks. */
const QUERY_WITHOUT_TYPE = 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE'

/**
 * Answers a method that the framework has no routes for, and that Node's parser lets through (`PROPFIND`): all steps at
 * once, since such a request's body is never read.
 */
export function answerOddMethod(
  surface: Served,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { arrival, handling } = surface.pipeline
  return answerBy(surface, [...arrival, ...handling], request, reply)
}

async function answerBy(
  surface: Served,
  steps: readonly Step[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    await take(steps, request, reply, 0)
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
