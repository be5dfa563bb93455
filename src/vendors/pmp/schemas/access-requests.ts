/** INPUT_DATA of the access control workflow. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, text } from './fields.ts'

const MOMENT = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2})$/

/** `dd/MM/yyyy HH:mm` in the server's local time (PAM360 REST, accesscontrolapi-1), as milliseconds of a UTC clock. */
const localMoment = text.transform((value, context) => {
  if (value === undefined) return undefined
  const [, day, month, year, hour, minute] = (MOMENT.exec(value) ?? []).map(Number)
  const at = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute)
  const isReal = new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() + 1 === month
  if (isReal && (hour ?? 24) < 24 && (minute ?? 60) < 60) return at
  context.addIssue(`expected dd/MM/yyyy HH:mm`)
  return z.NEVER
})

/** Raising a request; all but REASON came after 2014. */
export const accessWish = deferred(() =>
  z.object({
    REASON: text,
    TICKETID: text,
    ACCESS: choice(['now', 'later']),
    STARTTIME: localMoment,
    ENDTIME: localMoment,
  }),
)
