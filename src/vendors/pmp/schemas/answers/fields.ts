/** What members of answers hold. Numbers and booleans are texts, but for `totalRows`. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../../kernel/schema.ts'

/** An id of the product's own making. */
export const id = deferred(() => z.string().regex(/^\d+$/))

/** A number as text. */
export const count = deferred(() => z.string().regex(/^\d+$/))

export const flag = deferred(() => z.enum(['true', 'false']))

/** A secret as it is, unmasked. */
export const secret = deferred(() => z.string())

/** A moment in the server's local time, to the minute. */
export const moment = deferred(() =>
  z
    .string()
    .regex(/^(?:N\/A|[A-Z][a-z]{2} \d{1,2}, \d+ \d{2}:\d{2} [AP]M)$/)
    .meta({ description: 'Such as "Mar 13, 2024 08:50 PM"; "N/A" where there is none' }),
)

/** An answer that says nothing but how it went. */
export const nothing = deferred(() => z.strictObject({}))

/** A file, without any envelope. */
export const file = deferred(() => z.file().mime('application/octet-stream'))

/** An answer with `Details`. */
export function details(of: Deferred): Deferred {
  return deferred(() => z.strictObject({ Details: of() }))
}

/** A list as `Details`. With nothing to list there are none (client C3). */
export function list(row: Deferred): Deferred {
  return deferred(() => z.strictObject({ Details: rows(row) }))
}

/** A list together with how many rows there are, on this page or not. */
export function countedList(row: Deferred): Deferred {
  return deferred(() => z.strictObject({ Details: rows(row), totalRows: z.int().nonnegative() }))
}

function rows(row: Deferred): z.ZodOptional<z.ZodArray> {
  return z.array(row()).min(1).optional()
}
