/** What the catalogue is made of: knobs that know their default, and how sure it is. */
import { z } from 'zod'
import { parseDuration } from '../duration.ts'
import type { Evidence } from './operation.ts'

/** Where a default comes from. */
export interface Origin {
  readonly evidence: Evidence
  readonly source: string
}

/** A text; the command line gives what looks like a number as one. */
export const text = z.union([z.string(), z.number().transform(String)])

/** A text that goes into a header: what is sent in one is Latin-1 without line breaks (RFC 9110, 5.5). */
export const headerText = text.pipe(
  z
    .string()
    .regex(
      /^[\t\x20-\x7e\x80-\xff]*$/,
      'it goes into a header, which has no line breaks and no letters beyond Latin-1',
    ),
)

/** A knob with its default and where that comes from. */
export function knob<Schema extends z.ZodType>(
  schema: Schema,
  value: z.util.NoUndefined<z.output<Schema>>,
  origin: Origin,
): z.ZodDefault<Schema> {
  return schema.default(value).meta({ ...origin })
}

export function section<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodPrefault<z.ZodObject<Shape, z.core.$strict>> {
  // Parsing an empty object fills in every default of the section.
  return z.strictObject(shape).prefault({} as never)
}

/** A span of time in milliseconds; written as `30m` or as a number of milliseconds. */
export function duration(text: string, origin: Origin) {
  const schema = z.union([z.string(), z.number()]).transform((value, context) => {
    const ms = parseDuration(value)
    if (ms !== undefined && ms > 0) return ms
    context.addIssue({ code: 'custom', message: 'expected a span of time such as "30m" or "10s"' })
    return z.NEVER
  })
  return schema.prefault(text).meta({ ...origin })
}

export function status<const Codes extends readonly [number, ...number[]]>(
  ...codes: Codes
): z.ZodLiteral<Codes[number]> {
  return z.literal(codes)
}
