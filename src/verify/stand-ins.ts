/**
 * Stable stand-ins for what is a product's own in recorded traffic: secrets by the place that they stand at, and then, wherever
 * else they stand, by their value; ids, names and addresses, each in the form that it had. The same value is the same stand-in.
 */
import type { SecretNames } from '../kernel/journal/mask.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g
const MAIL = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const TIME = /^\d{4}-\d\d-\d\d[T ]|^[A-Z][a-z]{2},? \d{1,2}[ ,]/
/** Below this a value stands in ordinary words too, and is only replaced where it stands alone. */
const SHORTEST = 4

export class StandIns {
  readonly #known = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #usual: ReadonlySet<string>
  readonly #headers: ReadonlySet<string>
  readonly #fields: ReadonlySet<string>
  readonly #patterns: readonly RegExp[]

  /** @param usual texts that stand in the built-in world, and tell nothing */
  constructor(secrets: SecretNames, usual: ReadonlySet<string>) {
    this.#usual = usual
    this.#headers = new Set(
      ['authorization', 'proxy-authorization', ...secrets.headers].map((name) => name.toLowerCase()),
    )
    this.#fields = new Set(secrets.fields.map((name) => name.toLowerCase()))
    this.#patterns = secrets.patterns ?? []
  }

  isSecretHeader(name: string): boolean {
    return this.#headers.has(name.toLowerCase())
  }

  isSecretField(name: string): boolean {
    return this.#fields.has(name.toLowerCase())
  }

  secret(value: string): string {
    return this.#standIn(value, 'secret', (number) => secretLike(value, number))
  }

  /** A host, or another name that is told without a place. */
  host(value: string): string {
    return this.#standIn(value, 'host', (number) => `host-${number}.example`)
  }

  /** Data, in the form that it has. */
  data(value: string): string {
    if (value === '' || this.#usual.has(value) || TIME.test(value)) return this.words(value)
    if (UUID.test(value))
      return this.#standIn(
        value,
        'uuid',
        (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      )
    if (/^\d+$/.test(value))
      return value.length < SHORTEST
        ? value
        : this.#standIn(value, 'number', (number) => String(900_000 + number))
    if (/^i-[\w]{11}$/.test(value))
      return this.#standIn(value, 'id', (number) => `i-${String(number).padStart(11, '0')}`)
    if (value.startsWith('/') || /^https?:/.test(value))
      return this.words(value.replaceAll(/[^/:?&=]+/g, (part) => this.#segment(part)))
    return this.#standIn(value, 'name', (number) => `name-${number}`)
  }

  /** Words of the product, in which what is known is replaced. */
  words(text: string): string {
    let words = text
    for (const pattern of this.#patterns) words = words.replaceAll(pattern, (found) => this.secret(found))
    words = words
      .replaceAll(MAIL, (found) => this.#standIn(found, 'mail', (number) => `user-${number}@mail.example`))
      .replaceAll(ADDRESS, (found) => this.#standIn(found, 'address', (number) => `192.0.2.${number % 255}`))
    for (const [value, standIn] of [...this.#known].toSorted(([a], [b]) => b.length - a.length)) {
      // A number stands in many places, and is an id in few.
      if (/^\d{1,9}$/.test(value)) continue
      for (const written of formsOf(value))
        if (written.length >= SHORTEST) words = words.replaceAll(written, standIn)
        else if (words === written) words = standIn
    }
    return words
  }

  /** A part of a path: literal where a path of the surface has it. */
  #segment(part: string): string {
    return this.#usual.has(part) || this.#usual.has(`/${part}`) ? part : this.data(decoded(part))
  }

  /** A path, of which only what the surface's own paths have stays. */
  path(path: string): string {
    return path
      .split('/')
      .map((part) => (part === '' ? part : this.#segment(part)))
      .join('/')
  }

  #standIn(value: string, kind: string, make: (number: number) => string): string {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    if ([...this.#known.values()].includes(value)) return value
    const number = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, number)
    const standIn = make(number)
    this.#known.set(value, standIn)
    return standIn
  }
}

/** Of the same characters and length, since those are the product's. */
function secretLike(value: string, number: number): string {
  if (UUID.test(value)) return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  if (/^[0-9a-f]{16,}$/i.test(value)) return String(number).padStart(value.length, '0')
  return `fake-secret-${number}`.padEnd(Math.min(value.length, 200), 'x')
}

/** As it stands in URLs, in JSON and in pages, too. */
function formsOf(value: string): string[] {
  const page = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return [
    ...new Set([
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      page,
      Buffer.from(value).toString('base64'),
    ]),
  ]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
