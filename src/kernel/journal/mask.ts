/**
 * Masks secrets in what is shown to people. Which names carry secrets is told by each surface; the values the mock
 * handles are fake, but people paste logs and journals into tickets, and some start from fixtures of their own.
 */
import { lazily } from '../lazily.ts'
import { MASK } from './secret-values.ts'

/** Names whose values are secrets, in any case. */
export interface SecretNames {
  /** Header names. */
  readonly headers: readonly string[]
  /** Names of query parameters, form fields and JSON members. */
  readonly fields: readonly string[]
  /** What a secret looks like where no name tells; global expressions that match just what is to be hidden. */
  readonly patterns?: readonly RegExp[]
}

/** Takes what stood in a secret's place, as it was meant. */
export type Found = (value: string) => void

const ALWAYS_SECRET_HEADERS = ['authorization', 'proxy-authorization']

/**
 * A masker for each surface, and one that knows all their names; each is made when something is first shown. Headers are
 * secret wherever a client sends them.
 */
export class Maskers {
  readonly #bySurface: ReadonlyMap<string, () => Masker>
  readonly #all: () => Masker

  constructor(surfaces: readonly { readonly name: string; readonly secrets: SecretNames }[]) {
    const names = surfaces.map(({ secrets }) => secrets)
    const maskerOf = (secrets: SecretNames): Masker =>
      new Masker([secrets, ...names.map((one) => ({ ...one, fields: [] }))])
    this.#bySurface = new Map(surfaces.map(({ name, secrets }) => [name, lazily(() => maskerOf(secrets))]))
    this.#all = lazily(() => new Masker(names))
  }

  /** A secret member's name in one product is a plain word in another, so each hides its own; what is nobody's, all. */
  of(surface: string | undefined): Masker {
    return ((surface === undefined ? undefined : this.#bySurface.get(surface)) ?? this.#all)()
  }
}

/** Masks by a fixed list of names. */
export class Masker {
  readonly #headers: ReadonlySet<string>
  readonly #fields: ReadonlySet<string>
  readonly #patterns: readonly RegExp[]
  /** The name of a secret member and what stands between it and its value. */
  readonly #name: RegExp

  constructor(names: readonly SecretNames[]) {
    const headers = [...ALWAYS_SECRET_HEADERS, ...names.flatMap((one) => one.headers)]
    const fields = names.flatMap((one) => one.fields)
    this.#headers = new Set(headers.map((name) => name.toLowerCase()))
    this.#fields = new Set(fields.map((name) => name.toLowerCase()))
    this.#patterns = names.flatMap((one) => one.patterns ?? [])
    const any = [...this.#fields].map(escapePattern).join('|') || '(?!)'
    this.#name = new RegExp(
      String.raw`(?:\b|(?<=%[0-9a-f]{2}))(?:${any})(?:["']?\s*[:=]>?\s*|["']\s*(?=["'])|\s+(?=["']))`,
      'gi',
    )
  }

  headers(headers: Readonly<Record<string, unknown>>, found?: Found): Record<string, unknown> {
    const masked: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(headers))
      masked[name] = this.#header(name.toLowerCase(), value, found)
    return masked
  }

  /** Masks a URL. */
  url(text: string, found?: Found): string {
    const masked = this.text(this.#members(text, found), found)
    const query = masked.indexOf('?')
    if (query < 0) return masked
    return masked.slice(0, query + 1) + this.#parameters(masked.slice(query + 1), found)
  }

  /** Masks a body of any text format: JSON, form, or a form that carries JSON. */
  body(text: string, found?: Found): string {
    const masked = this.text(this.#members(text, found), found)
    const start = text.trimStart().charAt(0)
    return start === '{' || start === '[' || start === '<' ? masked : this.#parameters(masked, found)
  }

  /** Masks what a surface has described by a pattern. */
  text(text: string, found?: Found): string {
    let masked = text
    for (const pattern of this.#patterns)
      masked = masked.replaceAll(pattern, (secret) => {
        found?.(secret)
        return MASK
      })
    return masked
  }

  #parameters(text: string, found?: Found): string {
    return text
      .split('&')
      .map((pair) => {
        const equals = pair.indexOf('=')
        if (equals < 0) return pair
        const [name, value] = [pair.slice(0, equals + 1), pair.slice(equals + 1)]
        const decoded = decode(value.replaceAll('+', ' '))
        if (this.#fields.has(decode(name.slice(0, -1)).toLowerCase())) {
          found?.(decoded)
          return name + MASK
        }
        if (!decoded.includes('{')) return pair
        const masked = this.#members(decoded, found)
        return masked === decoded ? pair : name + encodeURIComponent(masked)
      })
      .join('&')
  }

  /** Masks members of JSON and its lenient relatives: quoted with either sign, or bare. */
  #members(text: string, found?: Found): string {
    let masked = ''
    let from = 0
    for (const match of text.matchAll(this.#name)) {
      const start = match.index + match[0].length
      if (match.index < from || text[start] === '{' || text[start] === '[') continue
      const end = endOfValue(text, start)
      const quote = end !== undefined && isQuote(text[start]) ? text[start]! : ''
      masked += `${text.slice(from, start)}${quote}${MASK}${quote}`
      // Where a value does not end as it should, nobody can tell what of the rest belongs to it.
      if (end === undefined) return masked
      if (found) tell(text.slice(start + quote.length, end - quote.length), quote !== '', found)
      from = end
    }
    return masked + text.slice(from)
  }

  #header(name: string, value: unknown, found?: Found): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#header(name, one, found))
    const text = String(value)
    if (this.#headers.has(name)) return maskCredentials(text, found)
    if (name === 'cookie') return maskCookies(text, found)
    if (name === 'set-cookie') return text.replace(/^([^=;]+)=[^;]*/, `$1=${MASK}`)
    if (name === 'location' || name === 'referer') return this.url(text, found)
    return value
  }
}

/** Where the value that starts at `start` ends; `undefined` when its quotes are not in order. */
function endOfValue(text: string, start: number): number | undefined {
  const quote = text[start]
  let at = start
  if (isQuote(quote)) {
    at++
    while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1
    if (at >= text.length) return undefined
    at++
    return /^\s{0,100}(?:[,;:}\])&]|$)/.test(text.slice(at, at + 101)) ? at : undefined
  }
  while (at < text.length && !' \t\r\n,;}]&<'.includes(text[at]!)) {
    if (isQuote(text[at])) return undefined
    at++
  }
  return at
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'"
}

/** Tells a value as it stands and as it is meant. What JSON has words for, and short numbers, are nobody's secret. */
function tell(value: string, isQuoted: boolean, found: Found): void {
  if (!isQuoted && /^(?:true|false|null|-?\d{1,5})$/.test(value)) return
  found(value)
  if (value.includes('\\')) found(unescaped(value))
  else if (value.includes('%')) for (const blank of ['+', ' ']) found(decode(value.replaceAll('+', blank)))
}

function unescaped(value: string): string {
  try {
    return String(JSON.parse(`"${value}"`))
  } catch {
    return value
  }
}

/** Keeps the scheme (`Basic ***`), which tells a reader more than the credentials would. */
function maskCredentials(value: string, found?: Found): string {
  const space = value.indexOf(' ')
  const credentials = value.slice(space + 1)
  found?.(credentials)
  if (found && /^basic /i.test(value)) {
    const pair = Buffer.from(credentials, 'base64').toString('utf8')
    found(pair.slice(pair.indexOf(':') + 1))
  }
  return space > 0 ? `${value.slice(0, space)} ${MASK}` : MASK
}

/** Cut at every separator first: a pattern that looks for the names would take quadratic time where there are none. */
function maskCookies(text: string, found?: Found): string {
  return text
    .split(/([;,\s])/)
    .map((piece) => {
      const equals = piece.indexOf('=')
      if (equals <= 0) return piece
      found?.(piece.slice(equals + 1))
      return `${piece.slice(0, equals)}=${MASK}`
    })
    .join('')
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
