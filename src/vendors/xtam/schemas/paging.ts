/** Cutting a page out of a list. The product's own parameters are not public: `offset` and `limit` are our proposal. */
import { XtamError, because } from '../errors.ts'

export type Query = Readonly<Record<string, string | string[] | undefined>>

/** The first value of a parameter. */
export function parameter(query: Query, name: string): string | undefined {
  return [query[name]].flat()[0]
}

/** The rows that `offset` and `limit` leave; all of them without these. @throws XtamError when they are no numbers */
export function pageOf<Row>(query: Query, rows: readonly Row[]): readonly Row[] {
  const offset = countOf(query, 'offset') ?? 0
  const limit = countOf(query, 'limit') ?? Infinity
  return offset === 0 && limit >= rows.length ? rows : rows.slice(offset, offset + limit)
}

function countOf(query: Query, name: string): number | undefined {
  const text = parameter(query, name)
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text)
  const message = `"${name}" must be a whole number from 0 on; "${text}" came.`
  throw new XtamError('invalid-input', because('page.malformed', message, 'our reading, not documented'), {
    text: 'requestInvalid',
  })
}
