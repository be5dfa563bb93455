/** What operations take from parameters of their own, or from parts of an upload, in place of INPUT_DATA. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'

/** Parameters that must be there. */
export function parameters(...names: readonly string[]): Deferred {
  return deferred(() => z.object(Object.fromEntries(names.map((name) => [name, z.string().min(1)]))))
}

/** The same, where they may come in a form as well. */
export function optionalParameters(...names: readonly string[]): Deferred {
  return deferred(() =>
    z.object(Object.fromEntries(names.map((name) => [name, z.string().min(1).optional()]))),
  )
}

/** An upload in parts: a file, and texts that may come with it. */
export function upload(part: string, ...texts: readonly string[]): Deferred {
  return deferred(() =>
    z.object({
      [part]: z.file(),
      ...Object.fromEntries(texts.map((name) => [name, z.string().optional()])),
    }),
  )
}

const count = deferred(() => z.string().regex(/^\d{0,9}$/))

export const auditChoice = deferred(() =>
  z.object({
    AUDITTYPE: words('Resource', 'User'),
    DURATION: words('TODAY', 'YESTERDAY', 'LAST_7_DAYS'),
    STARTINDEX: count().optional(),
    LIMIT: count().optional(),
  }),
)

export const personalPage = deferred(() =>
  z.object({ STARTINDEX: count().optional(), LIMIT: count().optional() }),
)

export const personalChoice = deferred(() => personalPage().extend({ SEARCHVALUE: z.string().optional() }))

function words(...of: readonly string[]): z.ZodType {
  return z
    .string()
    .optional()
    .meta({ description: `One of ${of.join(', ')}, in any case`, enum: of })
}
