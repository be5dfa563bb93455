/** Makes a test of documents out of a query. */
import { invalidParameter } from './faults.ts'
import { numberOf, reader, textOf, timeOf, typeOf, type FieldType } from './fields.ts'
import { spanOf } from './moments.ts'
import type { Query } from './query.ts'
import type { Json } from './session.ts'
import { Subject } from './subject.ts'
import { anywhere, fitsOne, isOneOf, type Part, type Term } from './terms.ts'

export type Test = (document: Json) => boolean
type Range = Extract<Query, { is: 'range' }>

/**
 * However many clauses there are, a document is prepared once, and those of a kind look at it together.
 *
 * @throws SpsError `invalid-query` for a field that is not there or a value that its field cannot have
 */
export function testOf(query: Query): Test {
  const part = partOf(query)
  return (document) => part(new Subject(document))
}

function partOf(query: Query): Part {
  switch (query.is) {
    case 'and':
      return all(query.of)
    case 'or':
      return any(query.of)
    case 'not': {
      const part = partOf(query.of)
      return (subject) => !part(subject)
    }
    case 'exists': {
      demandType(query.field, query.at)
      const read = reader(query.field)
      return ({ document }) => read(document) !== undefined
    }
    case 'range':
      return valueTest(query.field, query.at, rangeTest(query))
    case 'term':
      return query.field === undefined ? anywhere([query]) : valueTest(query.field, query.at, termTest(query))
    default:
      return () => true
  }
}

function any(queries: readonly Query[]): Part {
  const { groups, others } = alike(queries)
  const parts = [...others.map(partOf), ...groups]
  return parts.length === 1 ? parts[0]! : (subject) => parts.some((part) => part(subject))
}

/** What is forbidden side by side is forbidden together. */
function all(queries: readonly Query[]): Part {
  const forbidden = queries.flatMap((query) => (query.is === 'not' && kindOf(query.of) ? [query.of] : []))
  const { groups } = alike(forbidden)
  const others = unique(queries.filter((query) => query.is !== 'not' || !kindOf(query.of)))
  const parts = [
    ...others.map(partOf),
    ...groups.map(
      (group): Part =>
        (subject) =>
          !group(subject),
    ),
  ]
  return parts.length === 1 ? parts[0]! : (subject) => parts.every((part) => part(subject))
}

/** The terms that can be looked for together, and the rest of the clauses. */
function alike(queries: readonly Query[]): {
  readonly groups: readonly Part[]
  readonly others: readonly Query[]
} {
  const kinds = new Map<string, Term[]>()
  const others: Query[] = []
  for (const query of queries) {
    const kind = kindOf(query)
    if (kind === undefined) others.push(query)
    else if (kinds.has(kind)) kinds.get(kind)!.push(query as Term)
    else kinds.set(kind, [query as Term])
  }
  const groups = Array.from(kinds.values(), (terms) => {
    const [{ field }] = terms as [Term]
    return field === undefined ? anywhere(terms) : inField(field, terms)
  })
  return { groups, others }
}

/** Texts of one field, and terms without a field, are looked for together; so are those with wildcards. */
function kindOf(query: Query): string | undefined {
  if (query.is !== 'term') return undefined
  const { field = '', glob } = query
  return field === '' || typeOf(field) === 'text' ? `${glob ? '*' : '='}${field}` : undefined
}

function unique(queries: readonly Query[]): Query[] {
  const known = new Map<unknown, Query>()
  for (const query of queries) {
    const key = query.is === 'term' ? `${query.field} ${query.glob !== undefined} ${query.text}` : query
    if (!known.has(key)) known.set(key, query)
  }
  return [...known.values()]
}

/** Some text of a field is one of the terms. */
function inField(field: string, terms: readonly Term[]): Part {
  const test = terms[0]!.glob ? fitsOne(terms) : isOneOf(terms)
  return valueTest(field, terms[0]!.at, () => (value) => test(textOf(value)))
}

/** A test of single values; of a list, one must pass. */
type ValueTest = (value: unknown) => boolean

function valueTest(field: string, at: number, make: (type: FieldType) => ValueTest): Part {
  const test = make(demandType(field, at))
  const read = reader(field)
  return ({ document }) => {
    const value = read(document)
    if (value === undefined) return false
    return Array.isArray(value) ? value.some(test) : test(value)
  }
}

function termTest(term: Term): (type: FieldType) => ValueTest {
  const { field, at, text, glob } = term
  return (type) => {
    if (type === 'text') {
      const test = glob ? fitsOne([term]) : isOneOf([term])
      return (value) => test(textOf(value))
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

function demandType(field: string, at: number): FieldType {
  const type = typeOf(field)
  if (type) return type
  throw invalidParameter('q', `names the unknown property "${field}"`, at)
}
