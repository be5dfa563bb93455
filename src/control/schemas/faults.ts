import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'
import { nearest } from '../../kernel/nearest.ts'
import { deferred, type OutputOf } from '../../kernel/schema.ts'
import { moment, span } from './clock.ts'
import { requestFields } from './match.ts'

const text = deferred(() => z.string().min(1))
/** An hour; longer than any client waits. */
const LONGEST_MS = 3_600_000
/** What frames an answer is the server's to say. */
const FRAMING: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
])

/** By type, each as it is written. */
const EFFECTS: Readonly<Record<string, string>> = {
  delay: '{"type":"delay","ms":500}',
  status: '{"type":"status","status":503}',
  refuse: '{"type":"refuse","rule":"…"}',
  reset: '{"type":"reset"}',
  close: '{"type":"close"}',
  truncate: '{"type":"truncate"}',
  malformed: '{"type":"malformed"}',
  drip: '{"type":"drip","ms":5}',
  vendor: '{"type":"vendor","name":"…"}',
  pass: '{"type":"pass"}',
}
const TYPES = Object.keys(EFFECTS)

/** What an effect must be; to who wrote its type alone, how that is written. */
function expectedEffect(input: unknown): string {
  if (typeof input === 'object' && input !== null)
    return `must be one of ${TYPES.map((name) => `"${name}"`).join(', ')}`
  const meant = typeof input === 'string' ? (nearest(input, TYPES) ?? 'reset') : 'reset'
  return `must be an object such as ${EFFECTS[meant]}`
}

const header = deferred(() =>
  z.union([z.string(), z.array(z.string()).min(1).readonly()], {
    error: 'must be a text, or a list of them',
  }),
)

const headers = deferred(() =>
  z
    .record(z.string(), header())
    .superRefine((given, context) => {
      for (const [name, value] of Object.entries(given)) {
        const message = FRAMING.has(name.toLowerCase())
          ? 'is for the server to say'
          : headerFault(name, value)
        if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message })
      }
    })
    .meta({
      description:
        'Headers of the answer, such as `retry-after` or `location`; a list is sent as several lines.',
    }),
)

function headerFault(name: string, value: string | readonly string[]): string | undefined {
  try {
    validateHeaderName(name)
  } catch {
    return 'is no name of a header'
  }
  try {
    for (const one of [value].flat()) validateHeaderValue(name, one)
    return undefined
  } catch {
    return 'holds what no header may'
  }
}

export const faultEffect = deferred(() =>
  z
    .discriminatedUnion(
      'type',
      [
        z.strictObject({ type: z.literal('delay'), ms: z.number().min(0).max(LONGEST_MS) }),
        z.strictObject({
          type: z.literal('status'),
          status: z.int().min(200).max(599),
          headers: headers().optional(),
          body: z.unknown().optional(),
        }),
        z.strictObject({
          type: z.literal('refuse'),
          rule: text().meta({ description: 'A rule of a product; GET /rules lists them.' }),
          facts: z
            .record(z.string(), z.string())
            .optional()
            .meta({ description: "Values for the places of the product's words." }),
        }),
        z.strictObject({ type: z.literal('reset') }),
        z.strictObject({ type: z.literal('close') }),
        z.strictObject({ type: z.literal('truncate'), after: z.int().min(0).optional() }),
        z.strictObject({ type: z.literal('malformed') }),
        z.strictObject({ type: z.literal('drip'), ms: z.number().min(1).max(LONGEST_MS) }),
        z.strictObject({ type: z.literal('vendor'), name: text() }),
        z.strictObject({ type: z.literal('pass') }),
      ],
      { error: ({ input }) => expectedEffect(input) },
    )
    .meta({ id: 'FaultEffect' }),
)

export const faultMatch = deferred(() =>
  z.strictObject({
    ...requestFields(),
    nth: z.int().min(1).optional().meta({ description: 'Only the n-th request that the others hold for.' }),
    after: z.int().min(1).optional().meta({ description: 'Only those that come after so many of them.' }),
    probability: z.number().min(0).max(1).optional(),
  }),
)

const terms = () => ({
  match: faultMatch().default({}),
  times: z.int().min(1).optional().meta({
    description: 'How often it fires at most; without end by default, or with `effects` once for each.',
  }),
  effect: faultEffect().optional(),
  effects: z
    .array(faultEffect())
    .min(1)
    .max(100)
    .readonly()
    .optional()
    .meta({ description: 'In place of `effect`: one for each time that it fires, in turn.' }),
})

export const faultRule = deferred(() =>
  z
    .strictObject({
      ...terms(),
      until: z
        .union([moment(), span()], {
          error: 'must be a moment such as "2026-03-01T12:00:00Z", or a duration such as "5m"',
        })
        .optional()
        .meta({ description: 'When it fires no more: a moment of the clock, or a duration from now.' }),
    })
    .refine(({ effect, effects }) => (effect === undefined) !== (effects === undefined), {
      path: ['effect'],
      error: 'must be there, or "effects" in its place',
    }),
)

export type GivenFault = OutputOf<typeof faultRule>

/** A fault in place. */
export const placedFault = deferred(() =>
  z.object({
    id: z.string(),
    ...terms(),
    match: faultMatch(),
    until: z.iso.datetime().optional(),
    seen: z.int(),
    fired: z.int(),
  }),
)

export const faultParams = deferred(() => z.object({ id: z.string() }))
