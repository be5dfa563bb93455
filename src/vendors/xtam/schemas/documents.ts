/** Answers whose form is a protocol's, and not the product's own. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

const failure = deferred(() =>
  z.strictObject({ code: z.string(), description: z.string() }).meta({ id: 'CasFailure' }),
)

const attribute = deferred(() => z.union([z.string(), z.boolean(), z.number()]))

const serviceResponse = deferred(() =>
  z.union([
    z.strictObject({
      authenticationSuccess: z.strictObject({
        user: z.string(),
        attributes: z
          .record(z.string(), z.union([attribute(), z.array(attribute())]))
          .meta({ description: 'of the user and of the sign-in; lists, but for two members in CAS 5' }),
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

/** Whose credentials they are, as CAS 6 tells it over REST. */
export const casUser = deferred(() => z.string().meta({ description: "JSON of the module's own objects" }))

/** A fault as the module's framework tells it: with an exception and its message in CAS 5, with the trace alone in CAS 6. */
export const casFault = deferred(() =>
  z
    .strictObject({
      timestamp: z.union([z.string(), z.int()]),
      status: z.int(),
      error: z.string(),
      exception: z.string().optional(),
      message: z.string().optional(),
      trace: z.string().optional(),
      path: z.string(),
    })
    .meta({ id: 'CasFault' }),
)
/** Text, whatever its media type says; or a fault before the function was reached. */
export const textOrFault = deferred(() => z.union([z.string(), casFault()]))
export const casFaultText = deferred(() =>
  z.string().meta({ id: 'CasFaultText', description: 'The same as YAML, as XML, or as a page' }),
)

/** What CAS 6 says of a ticket that it has ended. */
export const deletedTickets = deferred(() => z.array(z.string()).max(0))
/** The same in CAS 5: its id. */
export const ticketDeleted = deferred(() => z.union([deletedTickets(), z.string()]))

/** Why `v1/tickets` lets nobody in, as CAS up to 5.2 says it, and as later ones do. */
export const casExceptions = deferred(() =>
  z
    .object({
      '@class': z.string().optional(),
      authentication_exceptions: z.array(z.union([z.string(), z.array(z.string())])),
    })
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
