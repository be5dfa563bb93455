/** Examples of a surface's operations, from the file that `npm run examples` writes. */
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
    const { contentType, body: value } = seen[part]
    return { summary, value, ...(contentType !== undefined && { contentType }) }
  }
  return { requestOf: (id) => show(id, 'request'), answerOf: (id) => show(id, 'answer') }
}
