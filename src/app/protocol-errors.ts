/**
 * Answers to HTTP that is broken before any route is found. The surface that the path lies under answers as its product
 * does; elsewhere the emulator answers for itself.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../kernel/errors.ts'
import { meantBy, type Arrival } from '../kernel/http/arrival.ts'
import { refuse, verbatim } from '../kernel/http/http.ts'
import { closeGently } from '../kernel/http/lingering-close.ts'
import { hider } from '../kernel/journal/masked-entry.ts'
import { recordRaw } from '../kernel/journal/recording.ts'
import { DEFAULT_WORKSPACE, type Kernel } from '../kernel/kernel.ts'
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
  if (error.code === 'ECONNRESET') return void socket.destroy()
  // Each piece that follows broken HTTP is broken, too; the client is still to read the answer to the first.
  if (!socket.writable) return closeGently(socket)
  const { method, target, headers } = headOf(error.rawPacket)
  const { mount, path, ...meant } = meantBy(kernel, { target: target ?? '/', headers }, workspace)
  const kind = faultKind(error.code)
  const fault: ProtocolFault = { kind, method, path: target === undefined ? undefined : path, mount }
  writeAnswer(socket, answerFault(kernel, fault, error.message, meant))
}

/** CONNECT asks for a tunnel (RFC 9110, 9.3.6), and what it names is no path of anybody's. */
export function refuseTunnel(
  kernel: Kernel,
  { url = '' }: IncomingMessage,
  socket: Duplex,
  workspace = DEFAULT_WORKSPACE,
): void {
  const detail = `The emulator is no proxy: CONNECT ${url} cannot be done.`
  const answer = problem(501, detail)
  recordRaw(kernel.workspace(workspace) ?? kernel.defaultWorkspace, {
    surface: undefined,
    method: 'CONNECT',
    path: url,
    ...answer,
    reason: { rule: 'http.tunnel', message: detail, source: 'RFC 9110, section 9.3.6' },
  })
  writeAnswer(socket, answer)
}

function writeAnswer(socket: Duplex, answer: RawAnswer): void {
  const headers = Object.entries({
    ...answer.headers,
    'Content-Length': String(Buffer.byteLength(answer.body)),
    Connection: 'close',
  })
  closeGently(
    socket,
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n` +
      `${headers.map(([name, value]) => `${headerName(name)}: ${value}\r\n`).join('')}\r\n${answer.body}`,
  )
}

/** How many `Host` headers a request has: HTTP/1.1 asks for one, and nobody may send two (RFC 9112, 3.2). */
export function hasRightHosts({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts === 1 || (hosts === 0 && httpVersion !== '1.1')
}

/** @see hasRightHosts */
export function refuseWrongHosts(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url: path, mount } = request
  const fault: ProtocolFault = { kind: 'malformed-request', method, path, mount }
  const message =
    request.headers.host === undefined
      ? 'A request of HTTP/1.1 was expected to have a Host header, and this one has none.'
      : 'A request was expected to have one Host header, and this one has several.'
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
  return problem(status, detail)
}

function problem(status: number, detail: string): RawAnswer {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail })
  return { status, headers: { 'Content-Type': 'application/problem+json' }, body }
}

function faultKind(code: string | undefined): ProtocolFault['kind'] {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'malformed-request'
}

/** What can be told of a request that cannot be read: its line, and the headers that say whose it is. */
function headOf(packet: Buffer | undefined): {
  method: string | undefined
  target: string | undefined
  headers: Readonly<Record<string, string>>
} {
  const [line = '', ...rest] = packet?.subarray(0, 4096).toString('latin1').split(/\r?\n/) ?? []
  const [method, target] = line.split(' ')
  const headers: Record<string, string> = {}
  for (const one of rest) {
    if (one === '') break
    const [, name, value] = /^(host|x-pam-mock-workspace): *(.*?) *$/i.exec(one) ?? []
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] ??= value
  }
  return {
    method: method && /^[A-Z]{1,20}$/.test(method) ? method : undefined,
    target: target !== undefined && /^(?:\/|[a-z][\w+.-]*:\/\/)/i.test(target) ? target : undefined,
    headers,
  }
}
