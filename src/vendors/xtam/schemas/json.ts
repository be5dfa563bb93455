/** JSON bodies: read as Jackson reads them, told wrong in the product's own way. */
import { z } from 'zod'
import { isTooDeep } from '../domain/json-members.ts'
import { XtamError, because } from '../errors.ts'

/** The latest moment that a date can hold. */
const LATEST = 8.64e15

/** A text member: numbers and booleans count as their text, null as absent. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .nullish()
  .transform((value) => value ?? undefined)
  .meta({ documented: { type: ['string', 'null'] } })

/** A list of texts. One that is none is told, and not each of a million. */
export const texts = z
  .array(z.unknown().meta({ documented: { type: 'string' } }))
  .transform((list, context) => {
    const at = list.findIndex((one) => typeof one !== 'string')
    if (at < 0) return list as string[]
    context.addIssue({ code: 'invalid_type', expected: 'string', input: list[at], path: [at] })
    return z.NEVER
  })

/** A moment: milliseconds since the epoch, or ISO 8601. */
export const moment = z
  .union([
    z.int().min(0).max(LATEST),
    z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)),
  ])
  .nullish()
  .transform((value) => value ?? undefined)
  .meta({
    documented: {
      description: 'Milliseconds since the epoch, or ISO 8601',
      anyOf: [
        { type: 'integer', minimum: 0, maximum: LATEST },
        { type: 'string', format: 'date-time' },
        { type: 'null' },
      ],
    },
  })

/** A body as a schema wants it. @throws XtamError naming what is wrong with it */
export function readJson<Schema extends z.ZodType>(
  body: string,
  schema: Schema,
  source: string,
): z.output<Schema> {
  if (isTooDeep(body)) throw malformed('it is nested too deeply', source)
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    // The parser's own words quote the text, which may hold secrets.
    throw malformed('it is no JSON', source)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw malformed(`${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'unknown fault'}`, source)
}

function malformed(what: string, source: string): XtamError {
  return new XtamError(
    'invalid-input',
    because('body.malformed', `The JSON body cannot be taken: ${what}.`, source),
    {
      text: 'bodyMalformed',
    },
  )
}
