/**
 * Answers to HTTP that is broken before any route is found. The surface that the path lies under answers as its product
 * does; elsewhere the emulator answers for itself.
 */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../kernel/errors.ts'
import type { Arrival } from '../kernel/http/arrival.ts'
import { refuse, verbatim } from '../kernel/http/http.ts'
import { hider } from '../kernel/journal/masked-entry.ts'
import { recordRaw } from '../kernel/journal/recording.ts'
import { DEFAULT_WORKSPACE, type Kernel } from '../kernel/kernel.ts'
import { surfaceOf } from '../kernel/surface/roots.ts'
import type { ProtocolFault, RawAnswer } from '../kernel/surface/surface.ts'
import { headerName } from '../kernel/http/header-name.ts'

const MALFORMED: Omit<Reason, 'message'> = { rule: 'http.malformed', source: 'RFC 9112' }

/**
 * Answers broken HTTP on the socket itself; no request object exists yet.
 *
 * @param workspace whose own port the connection came in by, if it is one's own
 */
export function answerClientError(
  kernel: Kernel,
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Duplex,
  workspace?: string,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [method, path] = requestLine(error.rawPacket)
  const fault: ProtocolFault = { kind: faultKind(error.code), method, path, mount: '' }
  const surface = surfaceOf(kernel.surfaces, path ?? '/')
  const answer = answerFault(kernel, fault, error.message, {
    surface,
    workspace: workspace ?? DEFAULT_WORKSPACE,
  })
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

/** HTTP/1.1 asks for a Host header (RFC 9112, 3.2). */
export function refuseWithoutHost(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url: path, mount } = request
  const fault: ProtocolFault = { kind: 'malformed-request', method, path, mount }
  const message = 'A request of HTTP/1.1 was expected to have a Host header, and this one has none.'
  const answer = request.arrival.surface?.malformed(fault) ?? plainFault(fault, message)
  refuse(request, { ...MALFORMED, message })
  void reply
    .code(answer.status)
    .headers({ ...answer.headers, connection: 'close' })
    .serializer(verbatim)
    .send(answer.body)
}

/** The answer to a request that cannot be read, recorded in the journal of the workspace that it was meant for. */
export function answerFault(
  kernel: Kernel,
  fault: ProtocolFault,
  detail: string,
  { surface, workspace }: Pick<Arrival, 'surface' | 'workspace'>,
): RawAnswer {
  const meant = kernel.workspace(workspace) ?? kernel.defaultWorkspace
  const shown = (): string => hider(meant.secrets.few())(kernel.maskers.of(undefined).url(detail))
  const answer = surface?.malformed(fault) ?? plainFault(fault, shown())
  recordRaw(meant, {
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
