/** Examples of a surface's operations, from the file that `npm run examples` writes. */
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
    const { contentType, body: value } = seen[part]
    return { summary, value, ...(contentType !== undefined && { contentType }) }
  }
  return {
    requestOf: (id) => show(id, 'request'),
    answerOf: (id) => show(id, 'answer'),
    seen: (id) => file[id],
  }
}
