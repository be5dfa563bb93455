/** What the schemas of rows share, so that state changed from outside stays a state the product could be in. */
import { z } from 'zod'
import { GLOBAL_ROLES } from './words.ts'

/** Latest moment that a date can hold. */
const LATEST = 8.64e15

export const publicId = z
  .string()
  .regex(/^i-[0-9A-Za-z]{1,11}$/, 'expected "i-" and up to 11 letters and digits')
export const moment = z.int().min(0).max(LATEST).describe('milliseconds since the epoch')
export const login = z.string().min(1)
export const identity = { id: publicId, number: z.int().positive() }
export const roles = z.array(z.enum(GLOBAL_ROLES))
export const directory = z.enum(['Local', 'AD'])

/** The row that a schema describes. Rows are never changed, only put in place of others. */
export type Kept<Schema extends z.ZodType> = Unchanged<z.output<Schema>>

type Unchanged<Value> = Value extends readonly (infer One)[]
  ? readonly Unchanged<One>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Unchanged<Value[Name]> }
    : Value

export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
