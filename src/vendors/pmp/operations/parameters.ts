/** What some operations take from parameters of the query, each of its own, in place of INPUT_DATA. */
import type { Call } from '../call.ts'
import { PmpError } from '../errors.ts'
import { queryParameter } from '../wire/input-data.ts'

/** @throws PmpError when it is missing or empty */
export function requiredParameter({ query }: Call, name: string, source: string): string {
  const value = queryParameter(query, name)
  if (value) return value
  throw new PmpError('input.field-missing', `The query must hold ${name}, as a parameter of its own.`, source)
}

/** A whole number; undefined when it is missing or empty. @throws PmpError when it is none */
export function numberParameter({ query }: Call, name: string, source: string): number | undefined {
  const value = queryParameter(query, name)
  if (value === undefined || value === '') return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new PmpError('input.invalid', `${name} must be a whole number that is not negative.`, source)
}

/** One of a few words in any case; undefined when it is missing. @throws PmpError when it is another */
export function choiceParameter<const Words extends readonly string[]>(
  { query }: Call,
  name: string,
  words: Words,
  source: string,
): Words[number] | undefined {
  const value = queryParameter(query, name)
  if (value === undefined) return undefined
  const found = words.find((word) => word.toLowerCase() === value.toLowerCase())
  if (found !== undefined) return found
  throw new PmpError('input.invalid', `${name} is one of ${words.join(', ')}.`, source)
}
