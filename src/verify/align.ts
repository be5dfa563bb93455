/**
 * Takes out of a text what is different at every target and at every run: known values by their names, ids by the order in
 * which they come up, times by their form. One aligner sees all the answers of a story, so that the same id has the same
 * name throughout.
 */

/** What is volatile everywhere. */
const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['time iso', /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g],
  ['time http', /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT\b/g],
  ['time words', /\b[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?/g],
  ['time plain', /\b\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?:\.\d+)?/g],
  ['uuid', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['address', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g],
  ['mail', /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['milliseconds', /\b1[6-9]\d{11}\b/g],
  ['seconds', /\b1[6-9]\d{8}(?:\.\d+)?\b/g],
]

/** A long run of hexadecimal digits is a secret or a hash; its length is the product's. */
const HEX = /\b(?=[0-9a-f]*\d)[0-9a-f]{24,}\b/gi

export interface AlignerOptions {
  readonly volatile: Readonly<Record<string, RegExp>>
  /** `host:port` and host of the side. */
  readonly hosts: readonly string[]
}

export class Aligner {
  readonly #kinds: readonly (readonly [string, RegExp])[]
  readonly #hosts: readonly string[]
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  #known: readonly (readonly [pattern: RegExp, name: string])[] = []

  constructor({ volatile, hosts }: AlignerOptions) {
    this.#kinds = [...Object.entries(volatile), ...KINDS]
    this.#hosts = hosts.flatMap((host) => [host, encodeURIComponent(host)]).toSorted(byLength)
  }

  /** Says which values are called what; of two names of one value the first holds. */
  know(variables: ReadonlyMap<string, string>): void {
    const names = new Map<string, string>()
    for (const [name, value] of variables) {
      if (value === '') continue
      for (const written of [value, encodeURIComponent(value)])
        if (!names.has(written)) names.set(written, name)
    }
    this.#known = [...names]
      .toSorted(([a], [b]) => byLength(a, b))
      .map(([value, name]) => [wordPattern(value), `<${name}>`] as const)
  }

  /** Counts anew: what a story says does not depend on what was asked before. */
  begin(): void {
    this.#names.clear()
    this.#counts.clear()
  }

  text(text: string): string {
    let aligned = text
    for (const host of this.#hosts) aligned = aligned.replaceAll(host, '<host>')
    // Times first, lest a short id be found in one.
    for (const [kind, pattern] of this.#kinds)
      if (isTime(kind)) aligned = aligned.replaceAll(pattern, `<${kind}>`)
    for (const [pattern, name] of this.#known) aligned = aligned.replaceAll(pattern, name)
    for (const [kind, pattern] of this.#kinds)
      if (!isTime(kind)) aligned = aligned.replaceAll(pattern, (found) => this.#nameOf(kind, found))
    return aligned.replaceAll(HEX, (found) => this.#nameOf(`hex ${found.length}`, found))
  }

  /** The stand-in that a text as a whole is, if it is one: its kind alone. */
  kindOf(text: string): string | undefined {
    for (const [kind, pattern] of this.#kinds)
      if (text.replace(pattern, '') === '' && text !== '') return `<${kind}>`
    return undefined
  }

  /** The same id is the same name. */
  #nameOf(kind: string, id: string): string {
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    const name = `<${kind} ${count}>`
    this.#names.set(id, name)
    return name
  }
}

function isTime(kind: string): boolean {
  return kind.startsWith('time') || kind.endsWith('seconds') || kind === 'address' || kind === 'mail'
}

/** The value where it stands by itself, and is no part of a longer word. */
function wordPattern(value: string): RegExp {
  const escaped = value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
  return new RegExp(`(?<![\\w<-])${escaped}(?![\\w>-])`, 'g')
}

function byLength(a: string, b: string): number {
  return b.length - a.length
}
