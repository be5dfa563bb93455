/**
 * Looks through a text in one pass, without making anything of it: how deep it is, and where it stops being JSON. The parser
 * tells that place of few errors only, and has made the whole value before anybody can say that it is too deep. What lies
 * inside texts and numbers is left to the parser.
 */

/** The first fault from the front, and its place. */
export interface JsonFault {
  readonly is: 'broken' | 'too-deep'
  readonly position: number
}

/** What may come next. */
type Next = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'

/** @param depth most arrays and objects inside each other @returns `undefined` when nothing is wrong */
export function jsonFault(text: string, depth: number): JsonFault | undefined {
  return new Scan(text, depth).run()
}

const [SPACE, TAB, LINE_FEED, RETURN] = [32, 9, 10, 13]
const LITERALS: ReadonlyMap<string, string> = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
])

class Scan {
  readonly #text: string
  readonly #depth: number
  /** What closes each bracket that is open. */
  readonly #open: string[] = []
  #at = 0
  #next: Next = 'value'

  constructor(text: string, depth: number) {
    this.#text = text
    this.#depth = depth
  }

  run(): JsonFault | undefined {
    const text = this.#text
    for (;;) {
      this.#skipSpace()
      if (this.#at >= text.length) return this.#next === 'nothing' ? undefined : this.#fault('broken')
      const fault = this.#take(text[this.#at]!)
      if (fault) return fault
    }
  }

  #take(character: string): JsonFault | undefined {
    const next = this.#next
    if (next === 'value' || (next === 'value or end' && character !== ']')) return this.#value(character)
    if (character === '"' && (next === 'name' || next === 'name or end')) {
      if (!this.#skipText()) return this.#fault('broken')
      this.#next = 'colon'
    } else if (character === ':' && next === 'colon') {
      this.#at++
      this.#next = 'value'
    } else if (character === ',' && next === 'comma or end') {
      this.#at++
      this.#next = this.#open.at(-1) === '}' ? 'name' : 'value'
    } else if (character === this.#open.at(-1) && next.endsWith('end')) {
      this.#at++
      this.#open.pop()
      this.#valueEnds()
    } else return this.#fault('broken')
    return undefined
  }

  #value(character: string): JsonFault | undefined {
    if (character === '{' || character === '[') {
      if (this.#open.length === this.#depth) return this.#fault('too-deep')
      this.#at++
      this.#open.push(character === '{' ? '}' : ']')
      this.#next = character === '{' ? 'name or end' : 'value or end'
      return undefined
    }
    if (character === '"') {
      if (!this.#skipText()) return this.#fault('broken')
    } else if (/[-0-9]/.test(character)) this.#skipNumber()
    else {
      const literal = LITERALS.get(character) ?? ''
      const begin = this.#at
      while (this.#at - begin < literal.length && this.#text[this.#at] === literal[this.#at - begin])
        this.#at++
      if (literal === '' || this.#at - begin < literal.length) return this.#fault('broken')
    }
    this.#valueEnds()
    return undefined
  }

  #valueEnds(): void {
    this.#next = this.#open.length === 0 ? 'nothing' : 'comma or end'
  }

  #skipSpace(): void {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return
    }
  }

  #skipNumber(): void {
    const end = /[^-+.0-9eE]/g
    end.lastIndex = this.#at
    this.#at = end.exec(this.#text)?.index ?? this.#text.length
  }

  /** To behind the quotation mark that closes it, or to the end. @returns whether one does */
  #skipText(): boolean {
    const text = this.#text
    for (let from = this.#at + 1; ;) {
      const quote = text.indexOf('"', from)
      if (quote < 0) break
      let before = quote
      while (text[before - 1] === '\\') before--
      from = quote + 1
      // One that follows an odd number of backslashes is part of the text.
      if ((quote - before) % 2 === 1) continue
      this.#at = from
      return true
    }
    this.#at = text.length
    return false
  }

  #fault(is: JsonFault['is']): JsonFault {
    return { is, position: this.#at }
  }
}
