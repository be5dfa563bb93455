/** The composition root: one Fastify app from a kernel, its surfaces and the control plane. */
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { schemaController } from '../kernel/http/schema-compilers.ts'
import { headerName } from './header-case.ts'
import { controlPlane, type ControlOptions } from '../control/index.ts'
import type { Reason } from '../kernel/errors.ts'
import { arrivalOf, arrivals } from '../kernel/http/arrival.ts'
import { installKernel, refuse, sendProblem, verbatim } from '../kernel/http/http.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { CONTROL_ROOT, recordRaw } from '../kernel/journal/recording.ts'
import { DEFAULT_LIMITS, type RequestLimits } from '../kernel/world/limits.ts'
import { answerOddMethod, serveSurface } from '../kernel/surface/serve.ts'
import { surfaceOf } from '../kernel/surface/roots.ts'
import type { AnySurface, ProtocolFault, RawAnswer } from '../kernel/surface/surface.ts'

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

const MALFORMED: Omit<Reason, 'message'> = { rule: 'http.malformed', source: 'RFC 9112' }

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
    if (surface?.pipeline && surfaces.includes(surface)) return answerOddMethod(surface, request, reply)
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

/** HTTP/1.1 asks for a Host header (RFC 9112, 3.2). */
function refuseWithoutHost(kernel: Kernel, request: FastifyRequest, reply: FastifyReply): void {
  const { method, url: path, mount } = request
  const fault: ProtocolFault = { kind: 'malformed-request', method, path, mount }
  const message = 'A request of HTTP/1.1 was expected to have a Host header, and this one has none.'
  const answer = surfaceOf(kernel.surfaces, path)?.malformed(fault) ?? plainFault(fault, message)
  refuse(request, { ...MALFORMED, message })
  void reply
    .code(answer.status)
    .headers({ ...answer.headers, connection: 'close' })
    .serializer(verbatim)
    .send(answer.body)
}

/** Answers broken HTTP on the socket itself; no request object exists yet. */
export function answerClientError(
  kernel: Kernel,
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Duplex,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [method, path] = requestLine(error.rawPacket)
  const answer = answerFault(kernel, { kind: faultKind(error.code), method, path, mount: '' }, error.message)
  const headers = Object.entries({
    ...answer.headers,
    'Content-Length': String(Buffer.byteLength(answer.body)),
    Connection: 'close',
  })
  socket.end(
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n` +
      `${headers.map(([name, value]) => `${headerName(name)}: ${value}\r\n`).join('')}\r\n${answer.body}`,
  )
}

function answerFault(kernel: Kernel, fault: ProtocolFault, detail: string): RawAnswer {
  const surface = surfaceOf(kernel.surfaces, fault.path ?? '/')
  const answer = surface?.malformed(fault) ?? plainFault(fault, detail)
  const workspace = kernel.workspace(fault.mount.split('/')[2] ?? '') ?? kernel.defaultWorkspace
  recordRaw(workspace, {
    surface: surface?.name,
    method: fault.method ?? '?',
    path: fault.mount + (fault.path ?? '?'),
    ...answer,
    reason: {
      ...MALFORMED,
      message: `The request could not be read (${fault.kind}): ${detail.replace(/\.$/, '')}.`,
    },
  })
  return answer
}

function plainFault({ kind }: ProtocolFault, detail: string): RawAnswer {
  const status = {
    'malformed-url': 400,
    'malformed-request': 400,
    'headers-too-large': 431,
    'request-timeout': 408,
  }[kind]
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail })
  return { status, headers: { 'Content-Type': 'application/problem+json' }, body }
}

function faultKind(code: string | undefined): ProtocolFault['kind'] {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'malformed-request'
}

function requestLine(packet: Buffer | undefined): [method: string | undefined, path: string | undefined] {
  const line = packet?.subarray(0, 4096).toString('latin1').split('\r\n', 1)[0] ?? ''
  const [method, path] = line.split(' ')
  return [
    method && /^[A-Z]{1,20}$/.test(method) ? method : undefined,
    path?.startsWith('/') ? path : undefined,
  ]
}
