import { z } from 'zod'

const text = z.string().min(1)
/** An hour; longer than any client waits. */
const LONGEST_MS = 3_600_000
const ms = z.number().min(0).max(LONGEST_MS)

export const faultEffect = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('delay'), ms }),
    z.strictObject({
      type: z.literal('status'),
      status: z.int().min(200).max(599),
      body: z.unknown().optional(),
    }),
    z.strictObject({ type: z.literal('reset') }),
    z.strictObject({ type: z.literal('close') }),
    z.strictObject({ type: z.literal('truncate'), after: z.int().min(0).optional() }),
    z.strictObject({ type: z.literal('malformed') }),
    z.strictObject({ type: z.literal('drip'), ms: z.number().min(1).max(LONGEST_MS) }),
    z.strictObject({ type: z.literal('vendor'), name: text }),
  ],
  {
    error: 'must be one of "delay", "status", "reset", "close", "truncate", "malformed", "drip", "vendor"',
  },
)

export const faultMatch = z.strictObject({
  surface: text.optional(),
  operation: text.optional(),
  method: text.optional(),
  path: text.optional().meta({ description: '`*` stands for any run of characters.' }),
  nth: z.int().min(1).optional().meta({ description: 'Only the n-th request that the others hold for.' }),
  probability: z.number().min(0).max(1).optional(),
})

export const faultRule = z.strictObject({
  match: faultMatch.default({}),
  times: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'How often it fires at most; without end by default.' }),
  effect: faultEffect,
})

export const faultParams = z.object({ id: z.string() })
