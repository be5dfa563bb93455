/** The query language of searches: what a query means, as a tree. */
import { invalidParameter } from './faults.ts'
import { ANY } from './glob.ts'
import { tokensOf, type Range, type Token, type Value } from './query-tokens.ts'

export type Query =
  | { readonly is: 'all' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Query[] }
  | { readonly is: 'not'; readonly of: Query }
  | ({ readonly is: 'term'; readonly field: string | undefined; readonly at: number } & Value)
  | ({ readonly is: 'range'; readonly field: string; readonly at: number } & Range)
  | { readonly is: 'exists'; readonly field: string; readonly at: number }

export interface QueryOptions {
  /** What joins clauses that nothing else joins. Lucene's own default is `OR`. */
  readonly operator?: 'AND' | 'OR'
  /** Most clauses; one with wildcards counts as {@link WILDCARD}. */
  readonly clauses?: number
  /** The parameter that holds the query, for errors. */
  readonly parameter?: string
}

/** Lucene's own bound. */
const CLAUSES = 1024
/** As many clauses as one with wildcards counts as: Lucene makes some of it, too. */
const WILDCARD = 8
/** Most nested parentheses: each costs a call. */
const DEPTH = 100

/** Reads a query, in time linear in its length. An empty one means everything. @throws SpsError `invalid-query` */
export function parseQuery(
  text: string,
  { operator = 'OR', clauses = CLAUSES, parameter = 'q' }: QueryOptions = {},
): Query {
  const tokens = tokensOf(text, parameter)
  return tokens.length === 1 ? { is: 'all' } : new Parser(tokens, parameter, { operator, clauses }).whole()
}

type Limits = Required<Pick<QueryOptions, 'operator' | 'clauses'>>

class Parser {
  readonly #tokens: readonly Token[]
  readonly #parameter: string
  readonly #options: Limits
  #clauses = 0
  #at = 0
  #depth = 0
  /** The field before a parenthesis: `verdict:(ACCEPT OR DENY)`. */
  #field: string | undefined

  constructor(tokens: readonly Token[], parameter: string, options: Limits) {
    this.#tokens = tokens
    this.#parameter = parameter
    this.#options = options
  }

  whole(): Query {
    const query = this.#or()
    const { kind, at } = this.#token
    if (kind !== 'end') throw this.#fault(`has a "${kind}" that nothing opens`, at)
    return query
  }

  get #token(): Token {
    return this.#tokens[this.#at]!
  }

  #or(): Query {
    const parts = [this.#run()]
    while (this.#token.kind === 'OR') {
      this.#at++
      parts.push(this.#run())
    }
    return joined('or', parts)
  }

  /** Clauses side by side: what `+` demands and `-` forbids decides; without a demand, one of the others must hold. */
  #run(): Query {
    const [demanded, forbidden, others]: Query[][] = [[], [], []]
    do {
      const isDemanded = this.#token.kind === '+'
      const query = this.#and()
      const kind = isDemanded ? demanded : query.is === 'not' ? forbidden : others
      kind!.push(query)
    } while (!this.#isEnd && this.#token.kind !== 'OR')
    const choice = demanded!.length === 0 && others!.length > 0 ? [joined('or', others!)] : []
    return joined('and', [...demanded!, ...forbidden!, ...choice])
  }

  #and(): Query {
    const parts = [this.#not()]
    for (;;) {
      if (this.#token.kind === 'AND') this.#at++
      else if (this.#options.operator !== 'AND' || this.#isEnd || this.#token.kind === 'OR')
        return joined('and', parts)
      parts.push(this.#not())
    }
  }

  get #isEnd(): boolean {
    return this.#token.kind === 'end' || this.#token.kind === ')'
  }

  #not(): Query {
    let isNegated = false
    for (; this.#token.kind === 'NOT' || this.#token.kind === '+'; this.#at++)
      if (this.#token.kind === 'NOT') isNegated = !isNegated
    const query = this.#clause()
    return isNegated ? { is: 'not', of: query } : query
  }

  #clause(): Query {
    const token = this.#token
    if (token.kind === 'value' && this.#tokens[this.#at + 1]?.kind === ':') {
      if (token.glob || this.#field !== undefined || token.isQuoted)
        throw this.#fault(
          'has a ":" where no field begins; quote or escape it',
          this.#tokens[this.#at + 1]!.at,
        )
      this.#at += 2
      return token.text === '_exists_' ? this.#exists() : this.#within(token.text)
    }
    return this.#value(this.#field)
  }

  #count(token: Token): void {
    if (token.kind === '(') return
    this.#clauses += token.kind === 'value' && token.glob ? WILDCARD : 1
    const { clauses } = this.#options
    if (this.#clauses > clauses)
      throw this.#fault(
        `has more than ${clauses} clauses (one with wildcards counts as ${WILDCARD})`,
        token.at,
      )
  }

  #within(field: string): Query {
    if (this.#token.kind !== '(') return this.#value(field)
    this.#field = field
    const query = this.#value(field)
    this.#field = undefined
    return query
  }

  #exists(): Query {
    const { at, field } = { at: this.#token.at, field: this.#token }
    if (field.kind !== 'value' || field.glob) throw this.#fault('needs a field after "_exists_:"', at)
    this.#count(field)
    this.#at++
    return { is: 'exists', field: field.text, at }
  }

  #value(field: string | undefined): Query {
    const token = this.#token
    const { at, kind } = token
    this.#count(token)
    switch (kind) {
      case '(':
        return this.#group()
      case 'value': {
        this.#at++
        if (field !== undefined && token.glob?.length === 1 && token.glob[0] === ANY)
          return { is: 'exists', field, at }
        return { ...token, is: 'term', field }
      }
      case 'range':
        this.#at++
        if (field === undefined) throw this.#fault('has a range without a field', at)
        return { ...token, is: 'range', field }
      case '>':
      case '>=':
      case '<':
      case '<=':
        this.#at++
        return this.#comparison(field, kind)
      default:
        throw this.#fault(
          kind === 'end' ? 'ends where a value is expected' : `has "${kind}" where a value is expected`,
          at,
        )
    }
  }

  #group(): Query {
    if (++this.#depth > DEPTH) throw this.#fault('is nested too deeply', this.#token.at)
    const { at } = this.#token
    this.#at++
    const query = this.#or()
    if (this.#token.kind !== ')') throw this.#fault('has a parenthesis that is never closed', at)
    this.#at++
    this.#depth--
    return query
  }

  /** `duration:>=60` is the range from 60 on. */
  #comparison(field: string | undefined, kind: '>' | '>=' | '<' | '<='): Query {
    const bound = this.#token
    if (field === undefined || bound.kind !== 'value' || bound.glob)
      throw this.#fault(`needs a field and a value around "${kind}"`, bound.at)
    this.#at++
    const isLower = kind.startsWith('>')
    const isIncluded = kind.endsWith('=')
    return {
      is: 'range',
      field,
      at: bound.at,
      from: isLower ? bound.text : null,
      to: isLower ? null : bound.text,
      isFromIncluded: isIncluded,
      isToIncluded: isIncluded,
    }
  }

  #fault(problem: string, at: number): Error {
    return invalidParameter(this.#parameter, problem, at)
  }
}

function joined(is: 'and' | 'or', of: readonly Query[]): Query {
  return of.length === 1 ? of[0]! : { is, of }
}
