/** `/rest/workflow`: asking for approval and giving it. The feature is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { findRecord } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { decide, listRequests, requestApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../forms.ts'
import { proposed } from '../proposed.ts'
import { wantedApproval } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { workflowView } from '../views.ts'

const SOURCE = 'XTAM workflow binding actions'

export const workflowRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Params: { record: string } }>(
    '/workflow/request/:record',
    { config: { ...proposed('workflow.request', 'Ask for approval', SOURCE), xtamConsumes: JSON_TYPE } },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.record)
      requireControl(realm, user, record, 'Viewer')
      const { action, reason = '', from, to } = readJson(request, wantedApproval, SOURCE)
      const row = requestApproval(realm, user, record, { action, reason, from, until: to })
      noteEvent(call, 'Request', record)
      return sendJson(request, reply, workflowView(realm, row, asked))
    },
  )

  app.get(
    '/workflow/list',
    { config: proposed('workflow.list', 'List requests of the caller, and those to decide', SOURCE) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const rows = listRequests(realm, user)
      return sendJson(
        request,
        reply,
        rows.map((row) => workflowView(realm, row, 'public')),
      )
    },
  )

  for (const [verb, decision] of [
    ['approve', 'Approved'],
    ['reject', 'Rejected'],
  ] as const) {
    app.post<{ Params: { id: string } }>(
      `/workflow/${verb}/:id`,
      { config: proposed(`workflow.${verb}`, `Decide a request: ${decision}`, SOURCE) },
      (request, reply) => {
        const call = callOf(request)
        const row = decide(call.realm, call.user, request.params.id, decision)
        noteEvent(call, decision, { kind: 'request', id: row.id, name: row.record })
        return sendJson(request, reply, workflowView(call.realm, row, 'public'))
      },
    )
  }
}
