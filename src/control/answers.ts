/** How the control plane says no: problem documents (RFC 9457) that name the field, the path or the methods. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { UserError } from '../kernel/errors.ts'
import { sendProblem } from '../kernel/http/http.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { ControlError, type FieldFault } from './errors.ts'

/** Sets the scope's error and not-found handlers. Call it before the routes are registered. */
export function answerProblems(app: FastifyInstance): void {
  const served: ServedPath[] = []
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) served.push({ pattern: url.split('/'), method: one })
  })
  app.setNotFoundHandler((request, reply) => answerUnserved(served, request, reply))
  app.setErrorHandler<FastifyError>((error, request, reply) => answerError(error, request, reply))
}

interface ServedPath {
  readonly pattern: readonly string[]
  readonly method: string
}

function answerUnserved(
  served: readonly ServedPath[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = request.url.split('?', 1)[0]!
  const steps = path.split('/')
  const methods = served
    .filter(
      ({ pattern }) => pattern.length === steps.length && pattern.every((one, at) => fits(one, steps[at]!)),
    )
    .map(({ method }) => method)
  if (methods.length === 0) {
    return sendProblem(reply, 404, `The control plane has nothing at "${path}".`, {
      hint: `docs/control-plane.md lists its calls; ${CONTROL_ROOT}/health is one.`,
    })
  }
  const allow = [...new Set(methods)].toSorted().join(', ')
  void reply.header('allow', allow)
  return sendProblem(reply, 405, `"${path}" does not know ${request.method}; it knows ${allow}.`)
}

function fits(pattern: string, step: string): boolean {
  return pattern === step || (pattern.startsWith(':') && step !== '')
}

function answerError(
  error: FastifyError | ControlError | UserError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ControlError) return sendProblem(reply, error.status, error.message, error.more)
  if (error instanceof UserError) return sendProblem(reply, 400, error.message)
  if (error.validation) {
    const part = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'body')
    const errors = error.validation.flatMap((one) => faultsOf(part, one))
    const [first] = errors
    return sendProblem(reply, 400, `"${first?.field}": ${first?.message}.`, { errors })
  }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendProblem(reply, error.statusCode, error.message)
  request.log.error(error)
  return sendProblem(reply, 500, `The control plane failed: ${error.message}.`)
}

function faultsOf(
  part: string,
  { instancePath, message, params }: NonNullable<FastifyError['validation']>[number],
): FieldFault[] {
  const place = [part, ...instancePath.split('/').filter((step) => step !== '')].join('.')
  const unknown = params['keys']
  // A member that nobody knows is reported with the object it stands in; people look for its own name.
  if (Array.isArray(unknown))
    return unknown.map((key) => ({ field: `${place}.${String(key)}`, message: 'is not known here' }))
  return [{ field: place, message: sentence(message ?? 'is not valid') }]
}

/** zod says "Invalid input: expected number, received string". */
function sentence(message: string): string {
  return message.replace(/^(?:Invalid input|Too small|Too big|Invalid option): /, '')
}
