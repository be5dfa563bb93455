/** `/rest/audit` and `/rest/alert`: what was done. The report is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { auditView } from '../views/administration.ts'
import { callOf } from '../call.ts'
import { listAlerts, listAudit } from '../domain/audit.ts'
import { requireRole } from '../domain/roles.ts'
import { sendJson } from '../envelope.ts'
import { proposed } from '../proposed.ts'
import { auditFilter } from '../schemas/audit.ts'
import { pageOf, type Query } from '../schemas/paging.ts'

export const auditRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: Query }>(
    '/audit/list',
    { config: proposed('audit.list', 'List the audit trail, newest first', 'XTAM audit log page') },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireRole(realm, user, 'System Administrator', 'Auditor')
      const rows = listAudit(realm, auditFilter(request.query))
      return sendJson(
        request,
        reply,
        pageOf(request.query, rows).map((row) => auditView(realm, row)),
      )
    },
  )

  app.get<{ Querystring: Query }>(
    '/alert/list',
    {
      config: proposed(
        'alert.list',
        'List what happened to objects that the caller subscribed to',
        'XTAM manual: subscribe to alerts',
      ),
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const rows = pageOf(request.query, listAlerts(realm, user))
      return sendJson(
        request,
        reply,
        rows.map((row) => auditView(realm, row)),
      )
    },
  )
}
