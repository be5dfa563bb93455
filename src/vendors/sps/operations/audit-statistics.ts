/** Counting recorded sessions (guide 6.0.5, "Session statistics"; 6.0.6, "Session histogram"). */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { SESSIONS } from '../audit/document.ts'
import { filterOf, type Given } from '../audit/parameters.ts'
import { each } from '../audit/search.ts'
import type { AuditSessionRow } from '../audit/session.ts'
import { histogram, statistics } from '../audit/statistics.ts'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { searchOf, sessionsFor, SEARCH } from './audit.ts'

const SOURCE = 'REST API Reference Guide 6.0.5, "Session statistics"; 6.0.6, "Session histogram"'
const TRAITS = { ...SEARCH, feature: 'auditStatistics' } as const

const audit = operations('audit', SOURCE)

export const auditStatisticsRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: Given }>(
    '/audit/sessions/stats',
    { config: audit('statistics', 'Count sessions by a property', TRAITS) },
    (request, reply) => {
      const counted = statistics(request.query)
      const meta = metaOf(request, { href: `${SESSIONS}/stats`, parent: SESSIONS })
      return answer(request, reply, { items: counted(rowsOf(request)), meta })
    },
  )

  app.get<{ Querystring: Given }>(
    '/audit/sessions/histogram',
    { config: audit('histogram', 'Count sessions by time', TRAITS) },
    (request, reply) => {
      const counted = histogram(request.query)
      const meta = metaOf(request, { href: `${SESSIONS}/histogram`, parent: SESSIONS })
      return answer(request, reply, { items: counted(rowsOf(request)), meta })
    },
  )
}

function rowsOf(request: FastifyRequest<{ Querystring: Given }>): Iterable<AuditSessionRow> {
  const filter = filterOf(request.query, settingsOf(request))
  return each(sessionsFor(request, undefined), searchOf(request, filter))
}
