/** Examples of a surface's operations, from the file that `npm run examples` writes. */
import { readMultipart } from '../kernel/http/multipart.ts'
import type { SeenExchange } from '../kernel/surface/document.ts'
import type { Example, Examples } from './document.ts'

export type { SeenExchange }

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
  return {
    requestOf: (id) => show(id, 'request'),
    answerOf: (id) => show(id, 'answer'),
    seen: (id) => file[id],
  }
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
