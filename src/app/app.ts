/** The composition root: one Fastify app from a kernel, its surfaces and the control plane. */
import type { IncomingMessage } from 'node:http'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { answerFault, hasRightHosts, refuseWrongHosts } from './protocol-errors.ts'
import { asksForRoot, sendRootPage } from './root-page.ts'
import { controlPlane, type Ask, type ControlOptions } from '../control/index.ts'
import { arrivalOf, arrivals } from '../kernel/http/arrival.ts'
import { installKernel, refuse, sendProblem, verbatim } from '../kernel/http/http.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { DEFAULT_LIMITS, type RequestLimits } from '../kernel/world/limits.ts'
import { answerOddMethod, byOwner, serveSurface } from '../kernel/surface/serve.ts'
import type { AnySurface, ProtocolFault, Served } from '../kernel/surface/surface.ts'

export interface AppOptions {
  readonly kernel: Kernel
  /** The surfaces that it serves: all of the kernel's, if nothing else is said. */
  readonly surfaces?: readonly AnySurface[]
  readonly control?: ControlOptions | false
  readonly explain?: boolean
  readonly limits?: Partial<RequestLimits>
  readonly logger?: FastifyBaseLogger
  /** Which workspace the listener belongs to that a request came in by. */
  readonly listenerWorkspace?: (request: IncomingMessage) => string | undefined
  /** Resets the connection that a request came by; without it, or without a connection, it is destroyed. */
  readonly resetConnection?: (request: IncomingMessage) => void
}

/** No route has a schema of Fastify's; said here, so that it does not load its compilers, a hundred files of the start. */
const NO_COMPILERS: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
}

/** Characters of JSON. */
const LONGEST_OF_NOBODY = 100_000

/** Builds the app. It listens nowhere yet: use `inject`, or open listeners on `app.routing`. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { kernel, surfaces = kernel.surfaces } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const ask: Ask = (request) => app.inject(request)
  const control: Served | undefined =
    options.control === false ? undefined : controlPlane(kernel, { ask, ...options.control })
  const app = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: true,
    schemaController: NO_COMPILERS,
    return503OnClosing: false,
    routerOptions: { maxParamLength: limits.headerBytes, caseSensitive: true, constraints: byOwner },
    rewriteUrl: arrivals(kernel, {
      served: surfaces,
      control,
      listenerWorkspace: options.listenerWorkspace ?? (() => undefined),
    }),
    frameworkErrors: (error, request, reply) => {
      const arrival = arrivalOf(request.raw)
      const { mount } = arrival
      const fault: ProtocolFault = { kind: 'malformed-url', method: request.method, path: request.url, mount }
      const { surface, workspace, port = workspace } = arrival
      const answer = answerFault(kernel, fault, error.message, { surface, workspace: port })
      void (reply as FastifyReply)
        .code(answer.status)
        .headers(answer.headers)
        .serializer(verbatim)
        .send(answer.body)
    },
  })
  app.decorate('bodyValues', limits.bodyValues)
  installKernel(app, kernel, {
    explain: options.explain ?? false,
    resetConnection: options.resetConnection ?? ((request) => void request.destroy()),
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (hasRightHosts(request.raw)) done()
    else refuseWrongHosts(request, reply)
  })
  // What is sent to a path that is nobody's is not worth the time that much of it takes.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
    body.length > LONGEST_OF_NOBODY ? done(null, body) : parse(request, body, done),
  )
  if (control) await serveSurface(app, control)
  for (const surface of surfaces) await serveSurface(app, surface)
  app.setNotFoundHandler((request, reply) => {
    const { owner } = request.arrival
    if (owner) return answerOddMethod(owner, request, reply)
    const roots = surfaces.flatMap((surface) => surface.roots)
    const path = request.url.split('?', 1)[0]
    refuse(request, {
      rule: 'http.path.unknown',
      message: `No product answers at "${path}"; each lives under roots of its own.`,
      source: 'docs/coverage.md',
    })
    if (control && asksForRoot(request)) return sendRootPage(request, reply)
    return sendProblem(reply, 404, `No product answers at "${path}".`, {
      roots: control ? [...roots, CONTROL_ROOT] : roots,
    })
  })
  app.setErrorHandler((error: FastifyError, request, reply) => sendFault(error, request, reply))
  return app
}

/** What goes wrong at a path that is no product's: a body that cannot be read, mostly. */
function sendFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode: status = 500 } = error
  if (status >= 500) {
    request.log.error(error)
    refuse(request, {
      rule: 'http.internal',
      message: 'The emulator failed; its log tells how.',
      source: 'none',
    })
    return sendProblem(reply, 500, 'The emulator failed; its log tells how.')
  }
  const detail = `The request cannot be read: ${error.message.replace(/\.$/, '')}.`
  refuse(request, { rule: 'http.request.unreadable', message: detail, source: 'RFC 9110' })
  return sendProblem(reply, status, detail)
}

function noCompiler(): never {
  throw new Error('Operations declare their schemas; routes have none.')
}
