/** A document as tests see it: what several of them need is made once, when the first one asks. */
import type { Json } from './session.ts'

export class Subject {
  readonly document: Json
  #texts: readonly string[] | undefined
  #all: string | undefined
  #words: ReadonlySet<string> | undefined
  #phrases: string | undefined

  constructor(document: Json) {
    this.document = document
  }

  /** Every text, in lower case. */
  get texts(): readonly string[] {
    if (!this.#texts) addTexts(this.document, (this.#texts = []))
    return this.#texts
  }

  /** All of them behind each other: what does not stand in it stands in none. */
  get all(): string {
    return (this.#all ??= this.texts.join('\n'))
  }

  /** Every word of them. */
  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(wordsOf(this.all)))
  }

  /** The words of each text between blanks, text by text: no phrase reaches from one into the next. */
  get phrases(): string {
    return (this.#phrases ??= this.texts.map(phraseOf).join('\n'))
  }
}

function addTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value.toLowerCase())
  if (typeof value !== 'object' || value === null) return
  const inner = value as Json
  for (const name in inner) if (Object.hasOwn(inner, name)) addTexts(inner[name], texts)
}

/** The words of a text, each between blanks. */
export function phraseOf(lower: string): string {
  return ` ${wordsOf(lower).join(' ')} `
}

export function wordsOf(lower: string): string[] {
  return lower.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '')
}
