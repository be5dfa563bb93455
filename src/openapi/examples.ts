/** Examples of a surface's operations, from the file that `npm run examples` writes. */
import { readMultipart } from '../kernel/http/multipart.ts'
import type { Example, Examples } from './document.ts'

/** An exchange that some test has seen. */
export interface SeenExchange {
  /** Where it is documented; without it, it was answered by the built-in world. */
  readonly documented?: string
  /** The version whose answer it is, where that is not the default one, or settings that a test has changed. */
  readonly settings?: string
  readonly request: { readonly contentType?: string; readonly body?: unknown }
  readonly answer: { readonly contentType?: string; readonly body?: unknown }
}

export type ExamplesFile = Readonly<Record<string, SeenExchange>>

export function examplesOf(file: ExamplesFile): Examples {
  const show = (id: string, part: 'request' | 'answer'): Example | undefined => {
    const seen = file[id]
    if (seen?.[part].body === undefined) return undefined
    const summary =
      seen.documented === undefined ? 'From the built-in world' : `Documented: ${seen.documented}`
    const { contentType } = seen[part]
    return { summary, value: fieldsOf(seen[part]), ...(contentType !== undefined && { contentType }) }
  }
  return { requestOf: (id) => show(id, 'request'), answerOf: (id) => show(id, 'answer') }
}

/** A form as what stands in its fields, which is what a document calls an example of one. */
function fieldsOf({ contentType = '', body }: SeenExchange['request']): unknown {
  if (typeof body !== 'string') return body
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body))
  if (!contentType.startsWith('multipart/form-data')) return body
  const parts = readMultipart(contentType, Buffer.from(body))
  return Object.fromEntries(parts.map(({ name, content }) => [name, content.toString('utf8')]))
}
