/**
 * Fields of INPUT_DATA. Texts, numbers and booleans stand for each other (`"303"` and `303`, `"true"` and `true`: older
 * samples send texts, newer ones values), and an empty text counts as a field that is not there (client C4 sends them
 * for whatever is unset).
 */
import { z } from 'zod'

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  // A client that sends texts is understood everywhere.
  .meta({ documented: { type: 'string' } })

/** A text, or nothing. */
export const text = scalar
  .optional()
  .transform((value) => (value === undefined || value === null || value === '' ? undefined : String(value)))

/** An id, which the vendor's own samples send as text and as number. */
export const id = text.meta({ documented: { type: ['string', 'integer'] } })

/** What something is called: a text of nothing but blanks is none. */
export const name = text.transform((value) => (value?.trim() === '' ? undefined : value))

/** One of a few words in any case, or nothing. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodType<Words[number] | undefined> {
  return text
    .transform((value, context) => {
      if (value === undefined) return undefined
      const found = words.find((word) => word.toLowerCase() === value.toLowerCase())
      if (found !== undefined) return found
      context.addIssue(`expected ${words.join(' | ')}`)
      return z.NEVER
    })
    .meta({ description: `One of ${words.join(', ')}, in any case`, enum: words })
}

/** A whole number that is not negative, or nothing. */
export const count = text
  .transform((value, context) => {
    if (value === undefined) return undefined
    if (/^\d{1,15}$/.test(value)) return Number(value)
    context.addIssue('expected a whole number that is not negative')
    return z.NEVER
  })
  .meta({
    documented: {
      type: ['string', 'integer'],
      description: 'A whole number that is not negative',
      minimum: 0,
    },
  })

/** `CUSTOMLABEL` and `CUSTOMVALUE` pairs. */
export const customFields = z
  .preprocess(
    (value) => (value === null || value === '' ? [] : value),
    z.array(
      z.object({ CUSTOMLABEL: text, CUSTOMVALUE: text }).transform(({ CUSTOMLABEL, CUSTOMVALUE }) => ({
        label: CUSTOMLABEL ?? '',
        value: CUSTOMVALUE ?? '',
      })),
    ),
  )
  .default([])

/** Ids as texts or numbers; nothing counts as none. */
export const idList = z
  .array(id)
  .optional()
  .transform((ids) => (ids ?? []).filter((id) => id !== undefined))
