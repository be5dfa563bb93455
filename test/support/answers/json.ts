import type { Answered } from '../answered.ts'
import type { Declaration } from '../../../src/kernel/surface/operation.ts'

/** What of an answer its schema speaks of; nothing where the answer is a refusal after all. */
export type PayloadOf = (
  exchange: Answered,
  operation: Declaration,
) => { readonly payload: unknown } | undefined

/** The whole body, as JSON where it says so. */
export function jsonPayload({ responseHeaders, responseBody }: Answered): { readonly payload: unknown } {
  const text = responseBody instanceof Uint8Array ? Buffer.from(responseBody).toString('utf8') : responseBody
  const type = responseHeaders['content-type']
  const isJson = typeof type === 'string' && /json/i.test(type)
  return { payload: isJson && typeof text === 'string' ? (JSON.parse(text) as unknown) : text }
}
