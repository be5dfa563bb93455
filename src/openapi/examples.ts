/** Examples of a surface's operations, from the file that `npm run examples` writes. */
import type { Example, Examples } from './document.ts'

/** An exchange that some test has seen. */
export interface SeenExchange {
  /** Where it is documented; without it, it was answered by the built-in world. */
  readonly documented?: string
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
    return { summary, value: seen[part].body }
  }
  return { requestOf: (id) => show(id, 'request'), answerOf: (id) => show(id, 'answer') }
}
