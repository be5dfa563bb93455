/** The one match, as it comes over the wire. */
import { z } from 'zod'
import { isMemberPath } from '../../kernel/match/member-path.ts'
import type { ValueTest } from '../../kernel/match/value-test.ts'
import { deferred } from '../../kernel/schema.ts'

const text = deferred(() => z.string().min(1))
const STARS = '`*` stands for any run of characters.'

const VALUE =
  'must be a text, a number, true, false or null, or one of {"equals": …}, {"contains": "…"}, {"pattern": "…"}, {"absent": true}'

/** @returns why a regular expression is none */
function faultOf({ pattern, flags }: { pattern: string; flags?: string | undefined }): string | undefined {
  try {
    RegExp(pattern, flags)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

// A regular expression is what the library makes a pattern of; none comes over the wire.
export const valueTest = deferred(
  (): z.ZodType<ValueTest, ValueTest> =>
    z
      .union(
        [
          z.string(),
          z.number(),
          z.boolean(),
          z.null(),
          z.strictObject({ equals: z.unknown() }),
          z.strictObject({ contains: z.union([z.string(), z.number(), z.boolean()]) }),
          z
            .strictObject({ pattern: z.string(), flags: z.string().optional() })
            .superRefine((given, context) => {
              const fault = faultOf(given)
              if (fault !== undefined)
                context.addIssue({ code: 'custom', message: fault, path: ['pattern'], continue: false })
            }),
          z.strictObject({ absent: z.literal(true) }),
        ],
        { error: VALUE },
      )
      .meta({
        id: 'ValueTest',
        description:
          'Equal to a value, or to what stands in `equals`; containing a text; fitting a regular expression; or absent.',
      }) as z.ZodType<ValueTest, ValueTest>,
)

const tests = deferred(() => z.record(z.string().min(1), valueTest()))
const memberTests = deferred(() =>
  z.record(
    z
      .string()
      .refine(isMemberPath, { error: 'is no path of members, such as "user.name" or "users[0].name"' }),
    valueTest(),
  ),
)

const bodyMatch = deferred(() =>
  z
    .union(
      [
        valueTest(),
        z.strictObject({
          text: valueTest().optional().meta({ description: 'All of it, as text.' }),
          json: memberTests().optional().meta({
            description:
              'Members of JSON by their path: `operation.Details.REASON`, `users[0].name`, `users[*].name`.',
          }),
          form: memberTests()
            .optional()
            .meta({ description: 'Members of a form; a path goes into the JSON that one of them holds.' }),
          parts: tests().optional().meta({ description: 'Parts of a multipart body by name.' }),
        }),
      ],
      { error: 'must be a test of its text, or have "text", "json", "form" or "parts"' },
    )
    .meta({ id: 'BodyMatch' }),
)

/** What is asked of headers, query and body. */
export const deepFields = () => ({
  headers: tests().optional().meta({ description: 'Headers of the request by name, in any case.' }),
  query: memberTests()
    .optional()
    .meta({ description: 'Parameters of the query; a path goes into the JSON that one of them holds.' }),
  body: bodyMatch().optional(),
})

const plainFields = () => ({
  surface: text().optional(),
  operation: text().optional().meta({ description: STARS }),
  method: text().optional(),
  path: text().optional().meta({ description: STARS }),
  credential: text().optional().meta({
    description:
      'A text that a header, a cookie or a query parameter has as its value: a token, a session. With Basic: the user, or `user:password`.',
  }),
})

/** What can be asked of a request before it is answered. */
export const requestFields = () => ({ ...plainFields(), ...deepFields() })

/** What can be asked of a request and its answer, as far as a query can say it. */
export const entryFields = () => ({
  ...plainFields(),
  rule: text().optional().meta({ description: STARS }),
  fault: text().optional().meta({ description: 'The id of a fault that fired.' }),
})

export const journalMatch = deferred(() =>
  z.strictObject({
    ...entryFields(),
    ...deepFields(),
    status: z.int().min(0).max(599).optional(),
    refused: z.boolean().optional(),
  }),
)
