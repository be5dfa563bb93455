/** What was sent in the exchanges that tests have seen, as examples of INPUT_DATA, of parameters and of parts. */
import { z } from 'zod'
import type { Deferred } from '../../../kernel/schema.ts'
import type { DocumentExample, Place, SeenExchange } from '../../../kernel/surface/document.ts'
import { readMultipart } from '../../../kernel/http/multipart.ts'
import { queryParameter, readInputData } from '../wire/input-data.ts'

/** Examples by name. */
export type Examples = Readonly<Record<string, DocumentExample>>

/** An example as it stands, not where it is. */
export interface Shown {
  readonly summary: string
  readonly value: unknown
}

const NO_EXAMPLES: Examples = {}

/** Where an example is from. */
export function summaryOf({ documented }: SeenExchange): string {
  return documented === undefined ? 'From the built-in world' : `Documented: ${documented}`
}

/** INPUT_DATA as it was sent, in plain JSON; members that the operation passes over are left out. */
export function seenInput(place: Place, id: string, schema: Deferred): Shown | undefined {
  const seen = place.seen(id)
  if (!seen) return undefined
  const { query = '', contentType, body } = seen.request
  const input = readInputData({ query, contentType, body: typeof body === 'string' ? body : undefined })
  if (!input.ok) return undefined
  return { summary: summaryOf(seen), value: { operation: { Details: known(input.details, schema) } } }
}

function known(details: object, schema: Deferred): object {
  const { operation } = (schema() as z.ZodObject).shape
  const { Details: declared } = (operation as z.ZodObject).shape
  if (!(declared instanceof z.ZodObject) || declared.def.catchall) return details
  return Object.fromEntries(Object.entries(details).filter(([name]) => name in declared.shape))
}

/** A parameter of the query. */
export function seenParameter(place: Place, id: string, name: string): Readonly<Record<string, Shown>> {
  const seen = place.seen(id)
  const value = queryParameter(seen?.request.query ?? '', name)
  return seen && value ? { example: { summary: summaryOf(seen), value } } : {}
}

/** The parts of an upload. */
export function seenParts(place: Place, id: string): Examples {
  const seen = place.seen(id)
  if (typeof seen?.request.body !== 'string') return NO_EXAMPLES
  const parts = readMultipart(seen.request.contentType, Buffer.from(seen.request.body))
  const value = Object.fromEntries(parts.map(({ name, content }) => [name, content.toString('utf8')]))
  return { example: { summary: summaryOf(seen), value } }
}

/** What was answered with success. */
export function seenAnswer(place: Place, id: string): DocumentExample | undefined {
  const seen = place.seen(id)
  return seen?.answer.body === undefined ? undefined : { summary: summaryOf(seen), value: seen.answer.body }
}
