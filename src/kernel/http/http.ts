/**
 * The kernel's side of the HTTP server: which workspace a request belongs to, and what the journal keeps of it. Its
 * hooks are the app's outermost, so a surface sees every request with its workspace chosen.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { stopwatch } from '../world/clock.ts'
import type { Reason } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Operation } from '../surface/operation.ts'
import { prefersText } from './accept.ts'
import { wireHeaders, writeAnswer } from './answer.ts'
import { arrivalOf, type Arrival } from './arrival.ts'
import { letGoOn } from './expectation.ts'
import { malform, meetFaults } from '../faults/fault-actor.ts'
import { spoilReason, type Spoil } from '../faults/fault-reasons.ts'
import { hider } from '../journal/masked-entry.ts'
import { noSuch } from '../nearest.ts'
import { CONTROL_ROOT, NO_ANSWER, record, UNKNOWN_WORKSPACE } from '../journal/recording.ts'
import type { Sync } from '../store/store.ts'
import type { Found } from '../surface/surface.ts'
import type { Workspace } from '../world/workspace.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Most values in a body of text. */
    bodyValues: number
  }

  interface FastifyRequest {
    /** The world this request belongs to. */
    workspace: Workspace
    /** The path prefix that chose the workspace (`/w/team1`), or nothing; links and cookie paths begin with it. */
    mount: string
    /** Why this request is refused, once something has decided so. */
    reason: Reason | undefined
    /** The body as it came, when a surface's parser kept it; the journal shows it in place of the parsed one. */
    rawBody: string | Buffer | undefined
    /** @internal how it was decided whose this request is */
    arrival: Arrival
    /** What is being asked, where the surface knows the path and the method. */
    found: Found | undefined
    /** The operation that is journalled; a surface may find out better than by path and method. */
    operation: Operation | undefined
    /** The id of the first fault that fired for this request. */
    fault: string | undefined
    /** @internal how a fault spoils the answer's body */
    spoil: Spoil | undefined
    /** @internal stopwatch reading at arrival */
    arrivedAt: number
    /** @internal how many updates had been written at arrival */
    appended: number
  }
}

export interface HttpOptions {
  /** Sends each refusal's reason in a header too. */
  readonly explain: boolean
  /** Resets the connection that a request came by, for faults. */
  readonly resetConnection: (request: IncomingMessage) => void
}

/** Installs the kernel's hooks on the app itself, before any surface is registered. */
export function installKernel(app: FastifyInstance, kernel: Kernel, options: HttpOptions): void {
  app.decorateRequest('workspace', null as unknown as Workspace)
  app.decorateRequest('mount', '')
  app.decorateRequest('reason', undefined)
  app.decorateRequest('rawBody', undefined)
  app.decorateRequest('arrival', null as unknown as Arrival)
  app.decorateRequest('found', undefined)
  app.decorateRequest('operation', undefined)
  app.decorateRequest('fault', undefined)
  app.decorateRequest('spoil', undefined)
  app.decorateRequest('arrivedAt', 0)

  if (kernel.sync) waitForDisk(app, kernel.sync)

  app.addHook('onRequest', (request, reply, done) => {
    request.arrivedAt = stopwatch()
    const arrival = arrivalOf(request.raw)
    const { workspace: id, port, mount, found, isControl } = arrival
    request.arrival = arrival
    if (mount !== '') request.mount = mount
    if (found) {
      request.found = found
      request.operation = found.operation
    }
    const workspace = kernel.workspace(id)
    if (workspace && (port === undefined || port === id)) {
      request.workspace = workspace
      workspace.scheduler.drain()
      if (request.headers.expect !== undefined && !meetExpectation(request, reply)) return
      if (workspace.faults.isEmpty || isControl) done()
      else
        meetFaults(request, reply, options.resetConnection).then((outcome) => {
          if (outcome === 'cut') record(kernel, request, [], undefined, NO_ANSWER)
          /* eslint-disable-next-line promise/no-callback-in-promise -- an async hook would cost requests without faults */
          else if (outcome === 'go on') done()
        }, done)
      return
    }
    refuseWorkspace(kernel, request, reply)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const { spoil } = request
    // HEAD has no body to spoil.
    if (spoil && request.method !== 'HEAD') request.reason ??= spoilReason(spoil, knownLengthOf(payload))
    const { reason } = request
    const { clock } = request.workspace
    // Node writes this header itself, from the machine's time.
    if (!clock.isSystemTime) reply.header('date', new Date(clock.now()).toUTCString())
    if (reason && options.explain)
      reply.header('X-Pam-Mock-Reason', headerSafe(`${reason.rule}: ${reason.message} (${reason.source})`))
    const isMalformed = spoil?.effect.type === 'malformed'
    const sent = isMalformed ? malform(payload) : payload
    if (isMalformed) reply.removeHeader('content-length')
    const headers = wireHeaders(reply, sent)
    if (!request.arrival.isControl) record(kernel, request, headers, sent, reply.statusCode)
    if (writeAnswer(reply, headers, sent)) return
    if (request.method === 'HEAD' && request.found) {
      if (sent instanceof Readable) sent.destroy()
      else reply.header('content-length', lengthOf(sent))
      done(null, null)
    } else done(null, sent)
  })
}

/** Refuses what is meant for a workspace that does not exist, or that the port does not serve. */
function refuseWorkspace(kernel: Kernel, request: FastifyRequest, reply: FastifyReply): void {
  const { workspace: id, port } = request.arrival
  request.workspace = kernel.workspace(port ?? '') ?? kernel.defaultWorkspace
  const source = 'docs/control-plane.md, "Workspaces"'
  if (port !== undefined && kernel.workspace(port)) {
    const message = `This port serves the workspace "${port}" alone, and the path is of "${id}".`
    refuse(request, { rule: UNKNOWN_WORKSPACE, message, source })
    sendProblem(reply, 404, message, { hint: 'Ask for it by a port that all workspaces share.' })
    return
  }
  const message = `There is no workspace "${id}"; create it first.`
  refuse(request, { rule: UNKNOWN_WORKSPACE, message, source })
  sendProblem(reply, 404, noSuch('workspace', id ?? '', kernel.workspaceIds()), {
    hint: `Create it with POST ${CONTROL_ROOT}/workspaces {"id":"${id}"}.`,
  })
}

function knownLengthOf(payload: unknown): number | undefined {
  return payload instanceof Readable ? undefined : Number(lengthOf(payload))
}

/** What HEAD tells of the answer that GET would get. */
function lengthOf(payload: unknown): string {
  return String(payload === undefined || payload === null ? 0 : Buffer.byteLength(payload as string | Buffer))
}

/** Holds an answer back until what was written since its request came is safe. Reads find nothing to wait for. */
function waitForDisk(app: FastifyInstance, sync: Sync): void {
  app.decorateRequest('appended', 0)
  app.addHook('onRequest', (request, _reply, done) => {
    request.appended = sync.appended
    done()
  })
  app.addHook('onSend', async (request, _reply, payload) => {
    if (sync.appended === request.appended) return payload
    // Set first: when the wait fails, the error's answer must not wait for the same again.
    request.appended = sync.appended
    await sync.durable()
    return payload
  })
}

/** Notes why a request is refused; the first reason stays. */
export function refuse(request: FastifyRequest, reason: Reason): void {
  request.reason ??= reason
}

/** Scheme and host under which the client reached us, such as `https://localhost:8080`, without a workspace prefix. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host ?? 'localhost'}`
}

/** Whether the request came over TLS. */
export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

/** A reply serialiser for bytes that are final: with it Fastify leaves the content type alone (no `; charset=utf-8`). */
export const verbatim = (text: unknown): string => text as string

/**
 * An answer of the mock's own, as RFC 9457 describes it, or as text to who asks for that. People read it, so it repeats no
 * secret of the world.
 *
 * @param more further members
 * @param lines what the text has besides
 */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
  lines: readonly string[] = [],
): FastifyReply {
  const isText = prefersText(reply.request.headers.accept)
  const { hint } = more
  const problem = isText
    ? `${[detail, ...lines, ...(typeof hint === 'string' ? [hint] : [])].join('\n')}\n`
    : JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail, ...more })
  return reply
    .code(status)
    .header('content-type', isText ? 'text/plain; charset=utf-8' : 'application/problem+json')
    .serializer(verbatim)
    .send(hider(reply.request.workspace.secrets.few())(problem))
}

/** Lets a waiting client send its body, unless its surface means to refuse it. @returns whether the request goes on */
function meetExpectation(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.arrival.surface?.takesExpectation?.(request) === false) return true
  const expectation = request.headers.expect ?? ''
  letGoOn(request.raw)
  // What Node itself takes for it; HTTP/1.0 has no expectations.
  if (/(?:^|\W)100-continue(?:$|\W)/i.test(expectation) || request.raw.httpVersion !== '1.1') return true
  refuse(request, {
    rule: 'http.expectation.unknown',
    message: `"Expect: ${expectation}" is no expectation that HTTP knows; leave it out, or send 100-continue.`,
    source: 'RFC 9110, section 10.1.1',
  })
  sendProblem(reply, 417, `"Expect: ${expectation}" cannot be met.`)
  return false
}

function headerSafe(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\xa0-\xff]/g, '?')
}
