/** The order in which a surface looks at a request, as a list of steps that can be read. */
import type { FastifyReply, FastifyRequest } from 'fastify'

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
