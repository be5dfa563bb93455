/**
 * Serves a surface: one route of the framework for each root, and the surface's own steps behind it. The framework keeps
 * what it is good at (hooks, body limits, parsers, `inject`); what a path is for is in the surface's table.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * A step of a surface's way with a request. It throws what the surface refuses, and gives back the reply when it has
 * answered, or hung up; then no further step is taken.
 */
export type Step = (
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply | undefined | void | Promise<FastifyReply | undefined | void>

/** The order in which a surface looks at a request. */
export interface Pipeline {
  /** Before the body is read. */
  readonly arrival: readonly Step[]
  /** Once the body is there; the last step answers. */
  readonly handling: readonly Step[]
}

/** Takes every method at `roots` and below them, in a scope that has its parsers and its error handler. */
export function serveRoots(app: FastifyInstance, roots: readonly string[], pipeline: Pipeline): void {
  const { arrival, handling } = pipeline
  if (arrival.length > 0) {
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
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> | undefined => {
    const answer = take(handling, request, reply, 0)
    // The reply is thenable itself, and the framework would wait for it once more.
    return answer === undefined || answer === reply ? undefined : (answer as Promise<unknown>)
  }
  const method = app.supportedMethods.filter((one) => one !== 'HEAD')
  for (const root of roots)
    for (const url of root.endsWith('/') ? [root] : [root, `${root}/*`]) app.route({ method, url, handler })
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
