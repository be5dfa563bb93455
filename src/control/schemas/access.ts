import { METHODS } from 'node:http'
import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'

export const requestBody = deferred(() =>
  z.strictObject({
    as: z
      .strictObject({ surface: z.string(), kind: z.string(), name: z.string() })
      .optional()
      .meta({ description: 'By what to sign in first: a handle of GET /handles. Nobody by default.' }),
    method: z.string().refine((name) => METHODS.includes(name), { error: 'is no HTTP method' }),
    path: z
      .string()
      .regex(/^\/(?!\/)\S*$/, 'must be a path from the root of the server, such as "/api/configuration"')
      .meta({ description: 'Path and query, without the prefix of a workspace.' }),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional().meta({ description: 'As it goes over the wire.' }),
  }),
)
