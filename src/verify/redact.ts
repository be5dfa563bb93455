/** Takes out of a text what is the target's own: secrets, names, addresses. By value; what stands at a known place is gone already. */
import type { PlayedStory } from './play.ts'

/** Shorter ones stand in ordinary words. */
const SHORTEST = 3

const LETTERS = /^[a-z]+$/i

export class Redactor {
  readonly #values: readonly (readonly [value: string, name: string])[]

  readonly #words: ReadonlySet<string>

  /**
   * @param values what must not be told, by what it is called
   * @param words the emulator's: one that a value is a part of tells nothing of the target
   */
  constructor(
    values: Iterable<readonly [value: string, name: string]>,
    words: ReadonlySet<string> = new Set(),
  ) {
    this.#words = words
    const written = new Map<string, string>()
    for (const [value, name] of values)
      if (value.length >= SHORTEST)
        for (const form of [
          value,
          encodeURIComponent(value),
          JSON.stringify(value).slice(1, -1),
          escaped(value),
        ])
          if (!written.has(form)) written.set(form, name)
    this.#values = [...written].toSorted(([a], [b]) => b.length - a.length)
  }

  text(text: string): string {
    let redacted = text
    for (const [value, name] of this.#values)
      redacted = LETTERS.test(value)
        ? redacted.replaceAll(new RegExp(`[a-z]*${value}[a-z]*`, 'gi'), (word) =>
            this.#without(word, value, name),
          )
        : redacted.replaceAll(value, `<${name}>`)
    return redacted
  }

  #without(word: string, value: string, name: string): string {
    return word !== value && this.#words.has(word) ? word : word.replaceAll(value, `<${name}>`)
  }

  /** Whether anything of it would be taken out. */
  touches(text: string): boolean {
    return this.text(text) !== text
  }
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Texts of the target's answers that are data, and stand in none of the emulator's: names that people gave. */
export function namesOf(target: readonly PlayedStory[], emulator: readonly PlayedStory[]): Set<string> {
  const usual = textsOf(emulator)
  return new Set([...textsOf(target)].filter((text) => !usual.has(text)))
}

/** Words of answers. */
export function wordsOf(played: readonly PlayedStory[]): Set<string> {
  return new Set(
    played.flatMap(({ steps }) => steps.flatMap(({ answer }) => answer.body.match(/[a-z]+/gi) ?? [])),
  )
}

const SHORTEST_NAME = 4

/** Texts of answers that succeeded. */
export function textsOf(played: readonly PlayedStory[]): Set<string> {
  const texts = new Set<string>()
  for (const { steps } of played)
    for (const { answer } of steps) if (answer.status < 400) collect(parsed(answer.body), texts)
  return texts
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length >= SHORTEST_NAME && !/^(?:true|false|null|\d{1,4})$/.test(value)) texts.add(value)
    // Some products put JSON into texts.
    if (/^\s*[[{]/.test(value)) collect(parsed(value), texts)
  } else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) collect(member, texts)
}
