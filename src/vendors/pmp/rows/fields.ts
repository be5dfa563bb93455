/** Fields that rows share. */
import { z } from 'zod'

/** One of the product's own ids: a decimal number as text. */
export const id = z.string().regex(/^\d{1,18}$/, 'an id is a decimal number as text, such as "303"')
export const ids = z.array(id).readonly()
/** Milliseconds since the epoch. */
export const moment = z.int()
/** A moment, or null for "never", "not yet" and the like. A state patch cannot hold null, so it is the default. */
export const maybe = moment.nullable().default(null)
export const texts = z.record(z.string(), z.string()).readonly()

/** What one-time passwords are made from. */
export const totpSecret = z.string().regex(/^[A-Z2-7]+=*$/, 'a TOTP secret is base32 text')

/** RFC 4226: at least six digits, and 31 bits make ten at most. */
export const totpDigits = z.int().min(6).max(10)
