import type { FastifyServerOptions } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'

/**
 * How Fastify treats schemas: zod's validate, and answers are sent as they are, since schemas of answers only describe.
 * Named when an app is made, so that Fastify does not load its own compilers, a hundred files of the start.
 */
export const schemaController = {
  compilersFactory: {
    buildValidator: () => validatorCompiler,
    buildSerializer: () => () => (answer: unknown) => JSON.stringify(answer),
  },
  // Fastify's type knows no other compilers than its own two.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>
