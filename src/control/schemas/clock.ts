import { z } from 'zod'
import { parseDuration } from '../../kernel/duration.ts'
import { deferred, type OutputOf } from '../../kernel/schema.ts'

const DURATION = 'must be a duration such as "90s", "20m" or "1h30m", or a number of milliseconds'
const MOMENT = 'must be a moment such as "2026-03-01T12:00:00Z"'

export const clockPatch = deferred(() =>
  z
    .strictObject({
      advance: duration().optional(),
      now: moment().optional(),
      frozen: z.boolean().optional().meta({ description: 'Stops time, or lets it run on.' }),
    })
    .refine((patch) => Object.keys(patch).length > 0, { error: 'must have "advance", "now" or "frozen"' })
    .refine((patch) => patch.advance === undefined || patch.now === undefined, {
      path: ['advance'],
      error: 'cannot stand beside "now"',
    }),
)

export type ClockPatch = OutputOf<typeof clockPatch>

const duration = deferred(() =>
  z
    .union([z.number(), z.string()], { error: DURATION })
    .transform((value, context) => {
      const ms = parseDuration(value)
      if (ms !== undefined) return ms
      context.addIssue({ code: 'custom', message: DURATION })
      return z.NEVER
    })
    .meta({ description: 'How far to move time: "20m", "90s", or milliseconds; negative moves it back.' }),
)

export const moment = deferred(() =>
  z.iso
    .datetime({ offset: true, error: MOMENT })
    .transform((text) => Date.parse(text))
    .meta({ description: 'The moment to set, ISO 8601 with its zone.' }),
)

/** A duration from now, in milliseconds; kept apart from a moment, which is a number too. */
export const span = deferred(() => duration().transform((ms) => ({ ms })))
