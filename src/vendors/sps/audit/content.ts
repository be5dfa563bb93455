/** Searching in what was done in sessions. */
import { invalidParameter } from './faults.ts'
import { ANY } from './glob.ts'
import { testOf } from './matching.ts'
import { parseQuery, type Query, type QueryOptions } from './query.ts'
import type { Script } from './session.ts'

export type ScriptEvent = Script['events'][number]

/** Whether something done in a session matches. @throws SpsError `invalid-query` */
export function contentTest(
  text: string,
  parameter: string,
  { operator, clauses }: Required<Pick<QueryOptions, 'operator' | 'clauses'>>,
): (script: Script) => boolean {
  const test = eventTest(text, parameter, { operator, clauses })
  // Many sessions follow the same script.
  const known = new Map<Script, boolean>()
  return (script) => {
    let does = known.get(script)
    if (does === undefined) known.set(script, (does = script.events.some(test)))
    return does
  }
}

/** Whether an event matches. Its text is all there is to search, and no word may begin with `*` (guide 6.9.2 page 38). */
export function eventTest(
  text: string,
  parameter: string,
  { operator, clauses }: Required<Pick<QueryOptions, 'operator' | 'clauses'>>,
): (event: ScriptEvent) => boolean {
  const query = parseQuery(text, { parameter, operator, clauses })
  demandPlain(query, parameter)
  const test = testOf(query)
  return ({ content }) => test({ content, words: content.split(/\s+/) })
}

function demandPlain(query: Query, parameter: string): void {
  if (query.is === 'and' || query.is === 'or') for (const one of query.of) demandPlain(one, parameter)
  else if (query.is === 'not') demandPlain(query.of, parameter)
  else if (
    query.is === 'range' ||
    query.is === 'exists' ||
    (query.is === 'term' && query.field !== undefined)
  )
    throw invalidParameter(parameter, `names the property "${query.field}", but content has none`, query.at)
  else if (query.is === 'term' && query.glob?.[0] === ANY)
    throw invalidParameter(parameter, 'has a word that begins with "*"', query.at)
}
