/**
 * Masks secrets in what is shown to people. Which names carry secrets is told by each surface; the values the mock
 * handles are fake, but people paste logs and journals into tickets, and some start from fixtures of their own.
 */

/** Names whose values are secrets, in any case. */
export interface SecretNames {
  /** Header names. */
  readonly headers: readonly string[]
  /** Names of query parameters, form fields and JSON members. */
  readonly fields: readonly string[]
}

/** What stands in place of a secret. */
export const MASK = '***'

const ALWAYS_SECRET_HEADERS = ['authorization', 'proxy-authorization']

/** Masks by a fixed list of names. */
export class Masker {
  readonly #headers: ReadonlySet<string>
  readonly #fields: ReadonlySet<string>
  readonly #member: RegExp

  constructor(names: readonly SecretNames[]) {
    const headers = [...ALWAYS_SECRET_HEADERS, ...names.flatMap((one) => one.headers)]
    const fields = names.flatMap((one) => one.fields)
    this.#headers = new Set(headers.map((name) => name.toLowerCase()))
    this.#fields = new Set(fields.map((name) => name.toLowerCase()))
    // A member of JSON or of its lenient relatives: quoted with either sign, or bare. The alternatives for the value
    // begin with different characters and their loops cannot overlap, so the expression is linear.
    const any = [...this.#fields].map(escapePattern).join('|') || '(?!)'
    this.#member = new RegExp(
      String.raw`(["']?\b(?:${any})["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,}\]"'{[&<]+)`,
      'gi',
    )
  }

  headers(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const masked: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(headers))
      masked[name] = this.#header(name.toLowerCase(), value)
    return masked
  }

  /** Masks query parameters of a URL. */
  url(text: string): string {
    const query = text.indexOf('?')
    return query < 0
      ? text
      : text.slice(0, query + 1) + this.#parameters(this.#members(text.slice(query + 1)))
  }

  /** Masks a body of any text format: JSON, form, or a form that carries JSON. */
  body(text: string): string {
    const masked = this.#members(text)
    const start = text.trimStart().charAt(0)
    return start === '{' || start === '[' || start === '<' ? masked : this.#parameters(masked)
  }

  #parameters(text: string): string {
    return text
      .split('&')
      .map((pair) => {
        const equals = pair.indexOf('=')
        if (equals < 0) return pair
        const [name, value] = [pair.slice(0, equals + 1), pair.slice(equals + 1)]
        if (this.#fields.has(name.slice(0, -1).toLowerCase())) return name + MASK
        const decoded = decode(value)
        if (!decoded.includes('{')) return pair
        const masked = this.#members(decoded)
        return masked === decoded ? pair : name + encodeURIComponent(masked)
      })
      .join('&')
  }

  #members(text: string): string {
    return text.replace(this.#member, (_whole, name: string, value: string) => {
      const quote = value.startsWith('"') || value.startsWith("'") ? value.charAt(0) : ''
      return `${name}${quote}${MASK}${quote}`
    })
  }

  #header(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#header(name, one))
    const text = String(value)
    if (this.#headers.has(name)) return maskCredentials(text)
    if (name === 'cookie') return text.replaceAll(/([^=;,\s]+)=[^;,\s]*/g, `$1=${MASK}`)
    if (name === 'set-cookie') return text.replace(/^([^=;]+)=[^;]*/, `$1=${MASK}`)
    if (name === 'location' || name === 'referer') return this.url(text)
    return value
  }
}

/** Keeps the scheme (`Basic ***`), which tells a reader more than the credentials would. */
function maskCredentials(value: string): string {
  const space = value.indexOf(' ')
  return space > 0 ? `${value.slice(0, space)} ${MASK}` : MASK
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
