/**
 * Takes a query apart, in one pass. The words are Lucene's (guide 6.9.2 page 38 names its syntax; the search takes
 * `field:value` joined by `AND`).
 */
import { invalidParameter } from './faults.ts'
import { ANY, ONE, type Glob } from './glob.ts'

/** A word or a quoted phrase; `glob` when it has wildcards that are not escaped. */
export interface Value {
  readonly text: string
  readonly isQuoted: boolean
  readonly glob?: Glob
}

/** Bounds of a range; `null` for none. */
export interface Range {
  readonly from: string | null
  readonly to: string | null
  readonly isFromIncluded: boolean
  readonly isToIncluded: boolean
}

export type Token =
  | {
      readonly kind: '(' | ')' | ':' | 'AND' | 'OR' | 'NOT' | '+' | '>' | '>=' | '<' | '<=' | 'end'
      readonly at: number
    }
  | ({ readonly kind: 'value'; readonly at: number } & Value)
  | ({ readonly kind: 'range'; readonly at: number } & Range)

const SPACE = new Set([' ', '\t', '\n', '\r', '\u3000'])
/** What ends a word. */
const BREAKS = new Set([...SPACE, '(', ')', '[', ']', '{', '}', ':', '"'])
const WORDS: ReadonlyMap<string, 'AND' | 'OR' | 'NOT'> = new Map([
  ['AND', 'AND'],
  ['&&', 'AND'],
  ['OR', 'OR'],
  ['||', 'OR'],
  ['NOT', 'NOT'],
])

/** @throws SpsError `invalid-query` */
export function tokensOf(query: string, parameter = 'q'): Token[] {
  return new Scanner(query, parameter).all()
}

class Scanner {
  readonly #text: string
  readonly #parameter: string
  #at = 0

  constructor(text: string, parameter: string) {
    this.#text = text
    this.#parameter = parameter
  }

  all(): Token[] {
    const tokens: Token[] = []
    for (;;) {
      this.#skipSpace()
      const token = this.#next(tokens.at(-1)?.kind === ':')
      tokens.push(token)
      if (token.kind === 'end') return tokens
    }
  }

  #next(isAfterColon: boolean): Token {
    const at = this.#at
    const character = this.#text[at]
    switch (character) {
      case undefined:
        return { kind: 'end', at }
      case '(':
      case ')':
      case ':':
        this.#at++
        return { kind: character, at }
      case '"':
        return this.#phrase()
      case '[':
      case '{':
        return this.#range()
      case ']':
      case '}':
        throw this.#fault(`has a "${character}" that no range opens`, at)
      case '/':
        // Lucene reads a regular expression here, which we do not; an answer without hits would mislead.
        throw this.#fault('begins a regular expression, which the mock does not evaluate; escape the "/"', at)
      case '+':
      case '-':
      case '!':
        this.#at++
        return { kind: character === '+' ? '+' : 'NOT', at }
      case '<':
      case '>':
        if (isAfterColon) return this.#comparison(character)
    }
    return this.#word()
  }

  #comparison(character: '<' | '>'): Token {
    const at = this.#at++
    if (this.#text[this.#at] !== '=') return { kind: character, at }
    this.#at++
    return { kind: `${character}=`, at }
  }

  #word(): Token {
    const at = this.#at
    const pieces: (string | typeof ANY | typeof ONE)[] = []
    let isPlain = true
    for (;;) {
      const character = this.#text[this.#at]
      if (character === undefined || BREAKS.has(character)) break
      this.#at++
      if (character === '\\') pieces.push(this.#escaped())
      else if (character === '^' || character === '~')
        throw this.#fault(`has a "${character}", which the mock does not evaluate; escape it`, this.#at - 1)
      else if (character === '*' || character === '?') {
        pieces.push(character === '*' ? ANY : ONE)
        isPlain = false
      } else pieces.push(character)
    }
    const source = this.#text.slice(at, this.#at)
    const operator = WORDS.get(source)
    if (operator) return { kind: operator, at }
    if (!isPlain) return { kind: 'value', at, text: source, isQuoted: false, glob: charactersOf(pieces) }
    return { kind: 'value', at, text: pieces.join(''), isQuoted: false }
  }

  #phrase(): Token {
    const at = this.#at++
    const pieces: string[] = []
    for (;;) {
      const character = this.#text[this.#at++]
      if (character === undefined) throw this.#fault('has a quotation mark that is never closed', at)
      if (character === '"') return { kind: 'value', at, text: pieces.join(''), isQuoted: true }
      pieces.push(character === '\\' ? this.#escaped() : character)
    }
  }

  #range(): Token {
    const at = this.#at
    const isFromIncluded = this.#text[this.#at++] === '['
    const from = this.#bound(at)
    this.#skipSpace()
    if (!this.#text.startsWith('TO', this.#at) || !SPACE.has(this.#text[this.#at + 2] ?? ''))
      throw this.#fault('has a range without " TO " between its bounds', at)
    this.#at += 2
    const to = this.#bound(at)
    this.#skipSpace()
    const close = this.#text[this.#at++]
    if (close !== ']' && close !== '}') throw this.#fault('has a range that is never closed', at)
    return { kind: 'range', at, from, to, isFromIncluded, isToIncluded: close === ']' }
  }

  /** A bound goes on to the next space or closing bracket: a time may stand there with its colons. */
  #bound(rangeAt: number): string | null {
    this.#skipSpace()
    if (this.#text[this.#at] === '"') return (this.#phrase() as Value).text
    const pieces: string[] = []
    const at = this.#at
    for (;;) {
      const character = this.#text[this.#at]
      if (character === undefined || character === ']' || character === '}' || SPACE.has(character)) break
      this.#at++
      pieces.push(character === '\\' ? this.#escaped() : character)
    }
    if (pieces.length === 0) throw this.#fault('has a range with a bound missing', rangeAt)
    return this.#text.slice(at, this.#at) === '*' ? null : pieces.join('')
  }

  #escaped(): string {
    const character = this.#text[this.#at++]
    if (character === undefined) throw this.#fault('ends with a backslash that escapes nothing', this.#at - 2)
    return character
  }

  #skipSpace(): void {
    while (SPACE.has(this.#text[this.#at] ?? '')) this.#at++
  }

  #fault(problem: string, at: number): Error {
    return invalidParameter(this.#parameter, problem, at)
  }
}

/** Lower case, one whole character each, as texts are compared. */
function charactersOf(pieces: Glob): Glob {
  const characters: (string | typeof ANY | typeof ONE)[] = []
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      characters.push(...Array.from(text.toLowerCase()), piece)
      text = ''
    }
  }
  return [...characters, ...Array.from(text.toLowerCase())]
}
