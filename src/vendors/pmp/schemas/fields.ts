/**
 * Fields of INPUT_DATA. Texts, numbers and booleans stand for each other (`"303"` and `303`, `"true"` and `true`: older
 * samples send texts, newer ones values), and an empty text counts as a field that is not there (client C4 sends them
 * for whatever is unset).
 */
import { z } from 'zod'
import { readPlainly, UNSURE, type PlainReader } from './plain-readers.ts'

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  // A client that sends texts is understood everywhere.
  .meta({ documented: { type: 'string' } })

const textOf = (value: z.output<typeof scalar> | undefined): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value)

const plainText = (value: unknown): string | undefined | typeof UNSURE => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === undefined || value === null)
    return textOf(value)
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : UNSURE
}

/** A reader of what a text says. */
const plainWhere =
  (read: (text: string) => unknown): PlainReader =>
  (value) => {
    const text = plainText(value)
    return typeof text === 'string' ? read(text) : text
  }

/** A text, or nothing. */
export const text = readPlainly(scalar.optional().transform(textOf), plainText)

/** An id, which the vendor's own samples send as text and as number. */
export const id = readPlainly(text.meta({ documented: { type: ['string', 'integer'] } }), plainText)

/** What something is called: a text of nothing but blanks is none. */
export const name = readPlainly(
  text.transform((value) => (value?.trim() === '' ? undefined : value)),
  plainWhere((value) => (value.trim() === '' ? undefined : value)),
)

/** One of a few words in any case, or nothing. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodType<Words[number] | undefined> {
  const wordFor = (value: string): Words[number] | undefined =>
    words.find((word) => word.toLowerCase() === value.toLowerCase())
  const schema = text
    .transform((value, context) => {
      if (value === undefined) return undefined
      const found = wordFor(value)
      if (found !== undefined) return found
      context.addIssue(`expected ${words.join(' | ')}`)
      return z.NEVER
    })
    .meta({ description: `One of ${words.join(', ')}, in any case`, enum: words })
  return readPlainly(
    schema,
    plainWhere((value) => wordFor(value) ?? UNSURE),
  )
}

const COUNT = /^\d{1,15}$/

/** A whole number that is not negative, or nothing. */
export const count = readPlainly(
  text
    .transform((value, context) => {
      if (value === undefined) return undefined
      if (COUNT.test(value)) return Number(value)
      context.addIssue('expected a whole number that is not negative')
      return z.NEVER
    })
    .meta({
      documented: {
        type: ['string', 'integer'],
        description: 'A whole number that is not negative',
        minimum: 0,
      },
    }),
  plainWhere((value) => (COUNT.test(value) ? Number(value) : UNSURE)),
)

/** `CUSTOMLABEL` and `CUSTOMVALUE` pairs. */
export const customFields = readPlainly(
  z
    .preprocess(
      (value) => (value === null || value === '' ? [] : value),
      z.array(
        z.object({ CUSTOMLABEL: text, CUSTOMVALUE: text }).transform(({ CUSTOMLABEL, CUSTOMVALUE }) => ({
          label: CUSTOMLABEL ?? '',
          value: CUSTOMVALUE ?? '',
        })),
      ),
    )
    .default([]),
  (value) => (value === undefined || value === null || value === '' ? [] : UNSURE),
)

/** Ids as texts or numbers; nothing counts as none. */
export const idList = z
  .array(id)
  .optional()
  .transform((ids) => (ids ?? []).filter((id) => id !== undefined))
