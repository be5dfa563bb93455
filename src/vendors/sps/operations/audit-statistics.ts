/** Counting recorded sessions (guide 6.0.5, "Session statistics"; 6.0.6, "Session histogram"). */
import { SESSIONS } from '../audit/document.ts'
import { filterOf, type Filter } from '../audit/parameters.ts'
import { each, spreadOf } from '../audit/search.ts'
import type { AuditSessionRow } from '../audit/session.ts'
import { histogram, statistics } from '../audit/statistics.ts'
import type { SpsCall } from '../call.ts'
import { operation } from '../operation.ts'
import { histogramAnswer, histogramQuery, statisticsAnswer, statisticsQuery } from '../schemas/audit.ts'
import { searchOf, sessionsFor } from '../views/audit-scope.ts'
import { metaOf } from '../views/meta.ts'

const counting = {
  source: 'REST API Reference Guide 6.0.5, "Session statistics"; 6.0.6, "Session histogram"',
  evidence: 'documented',
  privilege: '/special/searchmenu',
  feature: 'auditStatistics',
  refusals: ['invalid-query'],
} as const

export const auditStatisticsOperations = [
  operation({
    ...counting,
    id: 'sps.audit.statistics',
    route: 'GET /audit/sessions/stats',
    summary: 'Count sessions by a property',
    query: statisticsQuery,
    answer: statisticsAnswer,
    run(call) {
      const counted = statistics(call.query)
      const meta = metaOf(call, { href: `${SESSIONS}/stats`, parent: SESSIONS })
      const rows = rowsOf(call, filterOf(call.query, call.settings))
      return { value: { items: counted(rows), meta } }
    },
  }),
  operation({
    ...counting,
    id: 'sps.audit.histogram',
    route: 'GET /audit/sessions/histogram',
    summary: 'Count sessions by time',
    query: histogramQuery,
    answer: histogramAnswer,
    run(call) {
      const counted = histogram(call.query)
      const meta = metaOf(call, { href: `${SESSIONS}/histogram`, parent: SESSIONS })
      const filter = filterOf(call.query, call.settings)
      const spread = spreadOf(sessionsFor(call, undefined), searchOf(call, filter), counted.field)
      const items =
        (spread && counted.ofSpread(spread, filter, mostIntervals(call))) ??
        counted.of(rowsOf(call, filter), filter)
      return { value: { items, meta } }
    },
  }),
]

/** To ask for an interval costs what was changed since the fixtures; beyond so much it is cheaper to look at each session. */
const MOST = 1_000_000

function mostIntervals({ workspace }: SpsCall): number {
  const [, ...changes] = workspace.world.layers
  let changed = 1
  for (const { tables } of changes) changed += tables.get('sps.auditSessions')?.entries.size ?? 0
  return MOST / changed
}

function rowsOf(call: SpsCall, filter: Filter): Iterable<AuditSessionRow> {
  return each(sessionsFor(call, undefined), searchOf(call, filter))
}
