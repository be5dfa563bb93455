/** The composition root: one Fastify app from a kernel, its surfaces and the control plane. */
import type { IncomingMessage } from 'node:http'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { schemaController } from '../kernel/http/schema-compilers.ts'
import { answerFault, refuseWithoutHost } from './protocol-errors.ts'
import { controlPlane, type ControlOptions } from '../control/index.ts'
import { arrivalOf, arrivals } from '../kernel/http/arrival.ts'
import { installKernel, refuse, sendProblem, verbatim } from '../kernel/http/http.ts'
import { routedPath } from '../kernel/http/path-table.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { DEFAULT_LIMITS, type RequestLimits } from '../kernel/world/limits.ts'
import { answerOddMethod, serveSurface } from '../kernel/surface/serve.ts'
import type { AnySurface, ProtocolFault } from '../kernel/surface/surface.ts'

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

/** Builds the app. It listens nowhere yet: use `inject`, or open listeners on `app.routing`. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { kernel, surfaces = kernel.surfaces } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const app = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: true,
    schemaController,
    return503OnClosing: false,
    routerOptions: { maxParamLength: limits.headerBytes, caseSensitive: true },
    rewriteUrl: arrivals(kernel, {
      served: surfaces,
      listenerWorkspace: options.listenerWorkspace ?? (() => undefined),
    }),
    frameworkErrors: (error, request, reply) => {
      const { mount } = arrivalOf(request.raw)
      const fault: ProtocolFault = { kind: 'malformed-url', method: request.method, path: request.url, mount }
      const answer = answerFault(kernel, fault, error.message)
      void (reply as FastifyReply)
        .code(answer.status)
        .headers(answer.headers)
        .serializer(verbatim)
        .send(answer.body)
    },
  })
  installKernel(app, kernel, {
    explain: options.explain ?? false,
    resetConnection: options.resetConnection ?? ((request) => void request.destroy()),
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.host !== undefined || request.raw.httpVersion !== '1.1') done()
    else refuseWithoutHost(kernel, request, reply)
  })
  if (options.control !== false)
    await app.register(controlPlane, { prefix: CONTROL_ROOT, kernel, ...options.control })
  for (const surface of surfaces)
    await (surface.plugin ? app.register(surface.plugin, { kernel }) : serveSurface(app, surface))
  app.setNotFoundHandler((request, reply) => {
    const { surface } = request.arrival
    if (surface?.pipeline && surfaces.includes(surface) && isRoutedTo(surface, request.url))
      return answerOddMethod(surface, request, reply)
    const roots = surfaces.flatMap((surface) => surface.roots)
    const path = request.url.split('?', 1)[0]
    refuse(request, {
      rule: 'http.path.unknown',
      message: `No product answers at "${path}"; each lives under roots of its own.`,
      source: 'docs/coverage.md',
    })
    return sendProblem(reply, 404, `No product answers at "${path}".`, {
      roots: options.control === false ? roots : [...roots, CONTROL_ROOT],
    })
  })
  app.setErrorHandler((error: FastifyError, request, reply) => sendFault(error, request, reply))
  return app
}

/** Whether the router takes a URL to the surface: to it a semicolon is part of a step, so `/api;x` lies beside `/api`. */
function isRoutedTo({ roots }: AnySurface, url: string): boolean {
  const path = routedPath(url) ?? url
  return roots.some((root) => path === root || path.startsWith(`${root}/`))
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
