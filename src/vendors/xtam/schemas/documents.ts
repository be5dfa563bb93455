/** Answers whose form is a protocol's, and not the product's own. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

const failure = deferred(() =>
  z.strictObject({ code: z.string(), description: z.string() }).meta({ id: 'CasFailure' }),
)

const serviceResponse = deferred(() =>
  z.union([
    z.strictObject({
      authenticationSuccess: z.strictObject({
        user: z.string(),
        attributes: z
          .strictObject({
            firstName: z.string(),
            lastName: z.string(),
            email: z.string(),
            memberOf: z.array(z.string()),
          })
          .optional(),
        proxyGrantingTicket: z.string().optional(),
        proxies: z.array(z.string()).optional(),
      }),
    }),
    z.strictObject({ authenticationFailure: failure() }),
    z.strictObject({ proxySuccess: z.strictObject({ proxyTicket: z.string() }) }),
    z.strictObject({ proxyFailure: failure() }),
  ]),
)

export const casXmlAnswer = deferred(() =>
  z.string().meta({
    id: 'CasXmlAnswer',
    description: 'XML: cas:serviceResponse',
    contentMediaType: 'application/xml',
  }),
)
export const casJsonAnswer = deferred(() =>
  z.strictObject({ serviceResponse: serviceResponse() }).meta({ id: 'CasAnswer' }),
)

/** What came of a validation or of a proxy request (CAS protocol 3.0, appendix A; section 2.5.4 for JSON). */
export const casAnswer = deferred(() => z.union([casXmlAnswer(), casJsonAnswer()]))

/** Why `v1/tickets` lets nobody in, as CAS up to 5.2 says it, and as later ones do. */
export const casExceptions = deferred(() =>
  z
    .object({ authentication_exceptions: z.array(z.union([z.string(), z.array(z.string())])) })
    .meta({ id: 'CasExceptions' }),
)

const pathOperation = deferred(() =>
  z.strictObject({
    operationId: z.string(),
    tags: z.array(z.string()),
    summary: z.string(),
    'x-pam-mock-evidence': z.enum(['documented', 'client', 'inferred']),
    parameters: z
      .array(
        z.strictObject({
          name: z.string(),
          in: z.literal('path'),
          required: z.literal(true),
          schema: z.strictObject({ type: z.literal('string') }),
        }),
      )
      .optional(),
    responses: z.strictObject({ default: z.strictObject({ description: z.string() }) }),
  }),
)

/** The REST functions as an OpenAPI document. */
export const apiDocument = deferred(() =>
  z
    .strictObject({
      openapi: z.literal('3.0.3'),
      info: z.strictObject({ title: z.string(), version: z.string() }),
      servers: z.array(z.strictObject({ url: z.string() })),
      paths: z.record(z.string(), z.record(z.string(), pathOperation())),
    })
    .meta({ id: 'XtamApiDocument' }),
)
