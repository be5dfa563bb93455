/** Makes a test of documents out of a query. */
import { invalidParameter } from './faults.ts'
import { numberOf, reader, textOf, timeOf, typeOf, type FieldType } from './fields.ts'
import { fits } from './glob.ts'
import { spanOf } from './moments.ts'
import type { Query } from './query.ts'
import type { Json } from './session.ts'

export type Test = (document: Json) => boolean

type Term = Extract<Query, { is: 'term' }>
type Range = Extract<Query, { is: 'range' }>

/** @throws SpsError `invalid-query` for a field that is not there or a value that its field cannot have */
export function testOf(query: Query): Test {
  switch (query.is) {
    case 'and': {
      const tests = query.of.map(testOf)
      return (document) => tests.every((test) => test(document))
    }
    case 'or': {
      const tests = query.of.map(testOf)
      return (document) => tests.some((test) => test(document))
    }
    case 'not': {
      const test = testOf(query.of)
      return (document) => !test(document)
    }
    case 'exists': {
      demandType(query.field, query.at)
      const read = reader(query.field)
      return (document) => read(document) !== undefined
    }
    case 'range':
      return valueTest(query.field, query.at, rangeTest(query))
    case 'term':
      return query.field === undefined ? anywhere(query) : valueTest(query.field, query.at, termTest(query))
    default:
      return () => true
  }
}

/** A test of single values; of a list, one must pass. */
type ValueTest = (value: unknown) => boolean

function valueTest(field: string, at: number, make: (type: FieldType) => ValueTest): Test {
  const test = make(demandType(field, at))
  const read = reader(field)
  return (document) => {
    const value = read(document)
    if (value === undefined) return false
    return Array.isArray(value) ? value.some(test) : test(value)
  }
}

function termTest({ field, at, text, glob }: Term): (type: FieldType) => ValueTest {
  return (type) => {
    if (type === 'text') {
      if (glob) return (value) => fits(glob, textOf(value))
      const wanted = textOf(text)
      return (value) => textOf(value) === wanted
    }
    if (glob) throw invalidParameter('q', `has a wildcard for "${field}", which is no text`, at)
    if (type === 'time') return between(type, timeSpan(field!, text, at))
    if (type === 'number') return between(type, numberSpan(field!, text, at))
    if (text !== 'true' && text !== 'false')
      throw invalidParameter('q', `has "${text}" for "${field}", which is true or false`, at)
    return (value) => value === (text === 'true')
  }
}

interface Bounds {
  readonly first: number
  readonly last: number
}

function rangeTest({
  field,
  at,
  from,
  to,
  isFromIncluded,
  isToIncluded,
}: Range): (type: FieldType) => ValueTest {
  return (type) => {
    if (type === 'boolean')
      throw invalidParameter('q', `has a range for "${field}", which is true or false`, at)
    if (type === 'text') {
      const [low, high] = [from?.toLowerCase(), to?.toLowerCase()]
      return (value) => {
        const text = textOf(value)
        return (
          (low === undefined || (isFromIncluded ? text >= low : text > low)) &&
          (high === undefined || (isToIncluded ? text <= high : text < high))
        )
      }
    }
    const spanned = type === 'time' ? timeSpan : numberSpan
    const lower = from === null ? undefined : spanned(field, from, at)
    const upper = to === null ? undefined : spanned(field, to, at)
    const [low, high] = [
      isFromIncluded ? lower?.first : lower?.last,
      isToIncluded ? upper?.last : upper?.first,
    ]
    const read = type === 'time' ? timeOf : numberOf
    return (value) => {
      const amount = read(value)
      return (
        amount !== undefined &&
        (low === undefined || (isFromIncluded ? amount >= low : amount > low)) &&
        (high === undefined || (isToIncluded ? amount <= high : amount < high))
      )
    }
  }
}

function between(type: FieldType, { first, last }: Bounds): ValueTest {
  const read = type === 'time' ? timeOf : numberOf
  return (value) => {
    const amount = read(value)
    return amount !== undefined && amount >= first && amount <= last
  }
}

function timeSpan(field: string, text: string, at: number): Bounds {
  const span = spanOf(text)
  if (!span) throw invalidParameter('q', `has "${text}" for "${field}", which is an ISO 8601 time`, at)
  return span
}

function numberSpan(field: string, text: string, at: number): Bounds {
  const number = text.trim() === '' ? NaN : Number(text)
  if (!Number.isFinite(number))
    throw invalidParameter('q', `has "${text}" for "${field}", which is a number`, at)
  return { first: number, last: number }
}

/** A term without a field: some property is it, or has it among its words (our reading). */
function anywhere({ text, glob }: Term): Test {
  if (glob) return (document) => someText(document, (value) => fits(glob, value.toLowerCase()))
  const wanted = text.toLowerCase()
  const words = wordsOf(wanted)
  const phrase = phraseOf(wanted)
  // Most texts do not hold the first word at all, which is seen sooner without making a text in lower case.
  const held = new RegExp(literal(words[0] ?? wanted), 'iu')
  return (document) =>
    someText(document, (value) => {
      if (!held.test(value)) return false
      const lower = value.toLowerCase()
      return lower === wanted || (words.length > 0 && phraseOf(lower).includes(phrase))
    })
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** The words of a text, each between blanks. */
function phraseOf(lower: string): string {
  return ` ${wordsOf(lower).join(' ')} `
}

function wordsOf(lower: string): string[] {
  return lower.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '')
}

function someText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value)
  if (typeof value !== 'object' || value === null) return false
  const inner = value as Json
  for (const name in inner) if (Object.hasOwn(inner, name) && someText(inner[name], test)) return true
  return false
}

function demandType(field: string, at: number): FieldType {
  const type = typeOf(field)
  if (type) return type
  throw invalidParameter('q', `names the unknown property "${field}"`, at)
}
