/** What audit/list is asked for; the filters are documented, their parameters our proposal. */
import { XtamError, because } from '../errors.ts'
import type { AuditFilter } from '../domain/audit.ts'
import { parameter, type Query } from './paging.ts'

const LEVELS = ['INFO', 'WARNING', 'ERROR']
const SOURCE = 'XTAM audit log page: filters for time, category and level'

/** @throws XtamError when a moment is none, or a level unknown */
export function auditFilter(query: Query): AuditFilter {
  const level = parameter(query, 'level')
  if (level !== undefined && !LEVELS.includes(level))
    throw invalid(`"level" is one of ${LEVELS.join(', ')}; "${level}" came.`)
  const from = momentOf(query, 'from')
  const to = momentOf(query, 'to')
  if (from !== undefined && to !== undefined && to < from) throw invalid('"to" lies before "from".')
  return {
    from,
    to,
    level,
    category: parameter(query, 'category'),
    user: parameter(query, 'user'),
    query: parameter(query, 'query'),
  }
}

/** Milliseconds since the epoch, or ISO 8601. */
function momentOf(query: Query, name: string): number | undefined {
  const text = parameter(query, name)
  if (text === undefined) return undefined
  const moment = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (!Number.isNaN(moment)) return moment
  throw invalid(`"${name}" is milliseconds since the epoch or ISO 8601; "${text}" came.`)
}

function invalid(message: string): XtamError {
  return new XtamError('invalid-input', because('audit.filter-malformed', message, SOURCE), {
    text: 'requestInvalid',
  })
}
