/**
 * Hides texts by their value, wherever they stand in another: a set of any size costs one pass over the text. Each is
 * looked for as it is, and as URLs, forms, JSON and XML write it.
 */
/** What stands in place of a secret. */
export const MASK = '***'

/** Shorter texts are told by their place alone: hidden wherever they stand, they would take words apart. */
export const SHORTEST_SECRET = 4
/** Shorter ones, and words that are not long, must stand for themselves: `fake` is no secret in `fakes`. */
const SHORTEST_PART = 8
const SHORTEST_LONG_WORD = 12
const LEAST_FLAGS = 4096

export class SecretValues {
  /** By their first letters, then by length, longest first. */
  readonly #known = new Map<string, { lengths: number[]; texts: Set<string> }>()
  /** Which hashes of first letters there are, so that most places of a text cost a look at one byte. */
  #flags = new Uint8Array(LEAST_FLAGS)
  #size = 0

  constructor(values: Iterable<string> = []) {
    for (const value of values) this.add(value)
  }

  /** How many texts are looked for. */
  get size(): number {
    return this.#size
  }

  add(value: string): void {
    if (value.length < SHORTEST_SECRET) return
    this.#note(value)
    if (PLAIN.test(value)) return
    for (const written of writings(value)) this.#note(written)
  }

  /** The text with every secret hidden. */
  hide(text: string): string {
    if (this.#size === 0 || text.length < SHORTEST_SECRET) return text
    const hidden = this.#hidePlain(text)
    return hidden.includes('%') ? this.#hideEncoded(hidden) : hidden
  }

  #note(text: string): void {
    const head = text.slice(0, SHORTEST_SECRET)
    let known = this.#known.get(head)
    if (!known) {
      this.#known.set(head, (known = { lengths: [], texts: new Set() }))
      if (this.#known.size * 8 > this.#flags.length) this.#grow()
      this.#flags[hashOfHead(head) & (this.#flags.length - 1)] = 1
    }
    if (known.texts.has(text)) return
    known.texts.add(text)
    this.#size++
    if (known.lengths.includes(text.length)) return
    known.lengths.push(text.length)
    known.lengths.sort((a, b) => b - a)
  }

  #grow(): void {
    this.#flags = new Uint8Array(this.#flags.length * 2)
    for (const head of this.#known.keys()) this.#flags[hashOfHead(head) & (this.#flags.length - 1)] = 1
  }

  #hidePlain(text: string): string {
    const flags = this.#flags
    const last = flags.length - 1
    let hidden = ''
    let from = 0
    let window = 0
    for (let at = 0; at < text.length; at++) {
      window = (window << 8) ^ text.charCodeAt(at)
      if (flags[hashOf(window) & last] === 0) continue
      const start = at - (SHORTEST_SECRET - 1)
      if (start < from) continue
      const length = this.#lengthAt(text, start)
      if (length === 0) continue
      hidden += text.slice(from, start) + MASK
      from = start + length
      at = from - 1
    }
    return from === 0 ? text : hidden + text.slice(from)
  }

  #lengthAt(text: string, at: number): number {
    const known = this.#known.get(text.slice(at, at + SHORTEST_SECRET))
    if (!known) return 0
    for (const length of known.lengths) {
      const found = text.slice(at, at + length)
      if (known.texts.has(found) && (isLong(found) || isApart(text, at, length))) return length
    }
    return 0
  }

  /** What is percent-encoded more than it needs to be, or with small letters, is a secret all the same. */
  #hideEncoded(text: string): string {
    let hidden = ''
    let from = 0
    for (let sign = text.indexOf('%'); sign >= 0; sign = text.indexOf('%', Math.max(from, sign + 1))) {
      let start = sign
      while (start > from && isOfRun(text.charCodeAt(start - 1))) start--
      let end = sign
      while (end < text.length && isOfRun(text.charCodeAt(end))) end++
      const decoded = decode(text.slice(start, end))
      const clear = decoded === undefined ? undefined : this.#hidePlain(decoded)
      hidden += text.slice(from, start) + (clear === decoded ? text.slice(start, end) : encode(clear!))
      from = end
    }
    return from === 0 ? text : hidden + text.slice(from)
  }
}

/** What all its writings leave as it is. */
const PLAIN = /^[\w.-]*$/

function writings(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1)
  const inXml = value.replaceAll(/[&<>"']/g, (sign) => XML[sign]!)
  const inUrl = encode(value)
  return [
    inUrl,
    inUrl.replaceAll('%20', '+'),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inXml,
    // The shortest form that is allowed, and what most templates write of a quote.
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    value.replaceAll(/[&<>"']/g, (sign) => (sign === "'" ? '&#39;' : sign === '"' ? '&#34;' : XML[sign]!)),
  ]
}

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Of the last four signs; those before have been shifted out, or nearly. */
function hashOf(window: number): number {
  return Math.imul(window, 0x9e_37_79_b1) >>> 8
}

function hashOfHead(head: string): number {
  let window = 0
  for (let at = 0; at < SHORTEST_SECRET; at++) window = (window << 8) ^ head.charCodeAt(at)
  return hashOf(window)
}

function isLong(text: string): boolean {
  return text.length >= (/^[a-z]+$/i.test(text) ? SHORTEST_LONG_WORD : SHORTEST_PART)
}

function isApart(text: string, at: number, length: number): boolean {
  return !isOfWord(text.charCodeAt(at - 1)) && !isOfWord(text.charCodeAt(at + length))
}

/** Letters, digits and `_`; what is beyond either end of a text is none. */
function isOfWord(code: number): boolean {
  return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123) || code === 95
}

/** What a run of encoded text consists of: letters, digits, `%`, `+` and the marks that no encoding touches. */
function isOfRun(code: number): boolean {
  return isOfWord(code) || RUN_SIGNS.has(code)
}

const RUN_SIGNS: ReadonlySet<number> = new Set(Buffer.from('%+-._~!*'))

function decode(run: string): string | undefined {
  try {
    return decodeURIComponent(run.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** A text with half a character in it cannot be encoded, and came from no URL. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}
