/** What the journal keeps of requests, and what the log says of refused ones. */
import type { FastifyRequest } from 'fastify'
import type { WireHeaders } from '../http/answer.ts'
import { stopwatch } from '../world/clock.ts'
import type { Reason } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { linesOf, oneToALine } from './header-lines.ts'
import { maskRefusal } from './masked-entry.ts'
import type { Workspace } from '../world/workspace.ts'

/** Where the control plane lives; what is asked there is no vendor traffic. */
export const CONTROL_ROOT = '/__mock'

/** Status in the journal when a fault has cut the connection. */
export const NO_ANSWER = 0

/** Rule by which a request is refused that was meant for a workspace that does not exist. */
export const UNKNOWN_WORKSPACE = 'http.workspace.unknown'

/** Journals the answer to a request, counts it, and logs why it was refused. */
export function record(
  kernel: Kernel,
  request: FastifyRequest,
  headers: WireHeaders,
  payload: unknown,
  status: number,
): void {
  const { workspace, raw } = request
  // What was meant for a workspace that does not exist has reached no product, whatever its path looks like.
  const isLost = request.reason?.rule === UNKNOWN_WORKSPACE
  const declared = isLost ? undefined : request.operation
  const operation = declared?.id
  const surface = isLost ? undefined : request.arrival.surface?.name
  const durationMs = stopwatch() - request.arrivedAt
  kernel.traffic.add(surface, operation, status, durationMs)
  workspace.journal.add({
    at: workspace.clock.now(),
    surface,
    operation,
    method: request.method,
    path: request.originalUrl,
    requestHeaders: raw.rawHeaders,
    requestBody: request.rawBody ?? request.body,
    status,
    responseHeaders: oneToALine(headers),
    responseBody: payload,
    isSecretAnswer: declared?.secretAnswer === true,
    durationMs,
    reason: request.reason,
    fault: request.fault,
  })
  if (request.reason && isLogged(request)) {
    const { rule, message, source } = request.reason
    const refused = {
      path: request.originalUrl,
      headers: raw.headers,
      body: request.rawBody ?? request.body,
      message,
    }
    const shown = maskRefusal(refused, kernel.maskers.of(surface), workspace.secrets.few())
    request.log.info(
      {
        workspace: workspace.id,
        operation,
        method: request.method,
        path: shown.path,
        status,
        rule,
        source,
      },
      shown.message,
    )
  }
}

/** The framework's logger that says nothing knows no levels. */
function isLogged({ log }: FastifyRequest): boolean {
  return 'isLevelEnabled' in log ? (log as Leveled).isLevelEnabled('info') : 'level' in log
}

interface Leveled {
  isLevelEnabled(level: string): boolean
}

/** Journals an answer that was given outside the framework. */
export function recordRaw(
  workspace: Workspace,
  exchange: {
    surface: string | undefined
    method: string
    path: string
    status: number
    headers: Readonly<Record<string, string>>
    body: string
    reason: Reason
    fault?: string | undefined
  },
): void {
  workspace.journal.add({
    at: workspace.clock.now(),
    surface: exchange.surface,
    operation: undefined,
    method: exchange.method,
    path: exchange.path,
    requestHeaders: [],
    requestBody: undefined,
    status: exchange.status,
    responseHeaders: linesOf(exchange.headers),
    responseBody: exchange.body,
    isSecretAnswer: false,
    durationMs: 0,
    reason: exchange.reason,
    fault: exchange.fault,
  })
}
