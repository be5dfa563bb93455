/** `/rest/audit` and `/rest/alert`: what was done. The report is documented, paths and answers are our proposal. */
import { listAlerts, listAudit } from '../domain/audit.ts'
import { requireRole } from '../domain/roles.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { auditEvents } from '../schemas/answers.ts'
import { auditFilter } from '../schemas/audit.ts'
import { pageOf } from '../schemas/paging.ts'
import { auditQuery, page } from '../schemas/query.ts'
import { auditView } from '../views/administration.ts'

export const auditFunctions = [
  proposed({
    id: 'xtam.audit.list',
    route: 'GET /audit/list',
    summary: 'List the audit trail, newest first',
    source: 'XTAM audit log page',
    query: auditQuery,
    answer: auditEvents,
    refusals: ['denied', 'invalid-input'],
    async run({ realm, user }, { query }) {
      requireRole(realm, user, 'System Administrator', 'Auditor')
      const rows = await pageOf(query, listAudit(realm, auditFilter(query)))
      return json(rows.map((row) => auditView(realm, row)))
    },
  }),
  proposed({
    id: 'xtam.alert.list',
    route: 'GET /alert/list',
    summary: 'List what happened to objects that the caller subscribed to',
    source: 'XTAM manual: subscribe to alerts',
    query: page,
    answer: auditEvents,
    refusals: ['invalid-input'],
    async run({ realm, user }, { query }) {
      const rows = await pageOf(query, listAlerts(realm, user))
      return json(rows.map((row) => auditView(realm, row)))
    },
  }),
]
