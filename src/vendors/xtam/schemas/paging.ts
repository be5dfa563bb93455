/** Cutting a page out of a list. The product's own parameters are not public: `offset` and `limit` are our proposal. */
import { gather, type Breath } from '../domain/leisure.ts'
import { XtamError, because } from '../errors.ts'

export type Query = Readonly<Record<string, string | string[] | undefined>>

/** The first value of a parameter. */
export function parameter(query: Query, name: string): string | undefined {
  return [query[name]].flat()[0]
}

/**
 * The rows that `offset` and `limit` leave; all of them without these. Rows behind the page are not looked at.
 *
 * @throws XtamError when they are no numbers
 */
export async function pageOf<Row>(query: Query, rows: Iterable<Row | Breath>): Promise<readonly Row[]> {
  return gather(rows, countOf(query, 'offset') ?? 0, countOf(query, 'limit') ?? Infinity)
}

function countOf(query: Query, name: string): number | undefined {
  const text = parameter(query, name)
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text)
  const message = `"${name}" must be a whole number from 0 on; "${text}" came.`
  throw new XtamError('invalid-input', because('page.malformed', message, 'our reading, not documented'), {
    text: 'requestInvalid',
  })
}
