/** Terms of a query, alone or many together: what is looked for in texts. */
import { fits } from './glob.ts'
import { textOf } from './fields.ts'
import type { Query } from './query.ts'
import { wordsOf, type Subject } from './subject.ts'

export type Term = Extract<Query, { is: 'term' }>
/** A test of a document that others have looked at, too. */
export type Part = (subject: Subject) => boolean

/** Whether a text in lower case is one of the terms. */
export function isOneOf(terms: readonly Term[]): (text: string) => boolean {
  const wanted = new Set(terms.map(({ text }) => textOf(text)))
  return (text) => wanted.has(text)
}

/** Terms without a field, all with wildcards or all without: some text is one of them, or has it among its words (our reading). */
export function anywhere(terms: readonly Term[]): Part {
  if (terms[0]!.glob) {
    const test = fitsOne(terms)
    return ({ texts }) => texts.some(test)
  }
  const phrases = terms
    .map(({ text }) => text.toLowerCase())
    .map((whole) => ({ whole, words: wordsOf(whole) }))
  const bare = new Set(phrases.filter(({ words }) => words.length === 0).map(({ whole }) => whole))
  const worded = phrases
    .filter(({ words }) => words.length > 0)
    .map(({ words }) => ({ words, phrase: ` ${words.join(' ')} ` }))
  const parts: Part[] = worded.length < MANY ? worded.map(hasPhrase) : [hasSomePhrase(worded)]
  if (bare.size > 0) parts.push(({ texts }) => texts.some((text) => bare.has(text)))
  return (subject) => parts.some((part) => part(subject))
}

/** For so many phrases it pays to take a document's words apart first. */
const MANY = 8

interface Phrase {
  readonly words: readonly string[]
  readonly phrase: string
}

function hasPhrase({ words: [first], phrase }: Phrase): Part {
  return (subject) => subject.all.includes(first!) && subject.phrases.includes(phrase)
}

function hasSomePhrase(phrases: readonly Phrase[]): Part {
  const byFirst = new Map<string, Phrase[]>()
  for (const one of phrases) {
    const known = byFirst.get(one.words[0]!)
    if (known) known.push(one)
    else byFirst.set(one.words[0]!, [one])
  }
  return (subject) => {
    for (const word of subject.words)
      for (const { words, phrase } of byFirst.get(word) ?? [])
        if (
          words.length === 1 ||
          (words.every((one) => subject.words.has(one)) && subject.phrases.includes(phrase))
        )
          return true
    return false
  }
}

/** So many texts are remembered. */
const REMEMBERED = 100_000

/** A test of texts in lower case. Many documents have the same, so each is looked at once. */
export function fitsOne(terms: readonly Term[]): (text: string) => boolean {
  const globs = terms.map(({ glob }) => glob!)
  if (globs.length === 1) return (text) => fits(globs[0]!, text)
  const known = new Map<string, boolean>()
  return (text) => {
    let does = known.get(text)
    if (does === undefined) {
      does = globs.some((glob) => fits(glob, text))
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, does)
    }
    return does
  }
}
