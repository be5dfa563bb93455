/** `/rest/workflow`: asking for approval and giving it. The feature is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { workflowView } from '../views/administration.ts'
import { callOf, noteEvent } from '../call.ts'
import { trigger } from '../domain/jobs.ts'
import { findObject } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { complete, decide, listRequests, requestApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { wantedApproval } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'

const SOURCE = 'XTAM workflow binding actions'
const CHECK_IN =
  'XTAM tasks page names check-in among the events; that a request is completed so is our reading'

export const workflowRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Params: { record: string } }>(
    '/workflow/request/:record',
    { config: { ...proposed('workflow.request', 'Ask for approval', SOURCE), xtamConsumes: JSON_TYPE } },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: object, asked } = findObject(realm, request.params.record)
      requireControl(realm, user, object, 'Viewer')
      const { action, reason = '', from, to } = readJson(request, wantedApproval, SOURCE)
      const row = requestApproval(realm, user, object, { action, reason, from, until: to })
      noteEvent(call, 'Request', object)
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

  app.post<{ Params: { id: string } }>(
    '/workflow/complete/:id',
    { config: proposed('workflow.complete', 'Give an approval back before its time (check-in)', CHECK_IN) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const row = complete(realm, user, request.params.id)
      const object = realm.tables.objects.get(row.record)
      if (object?.kind === 'record') trigger(realm, object, 'After Check-In', user)
      noteEvent(call, 'Completed', { kind: 'request', id: row.id, name: object?.name ?? row.record })
      return sendJson(request, reply, workflowView(realm, row, 'public'))
    },
  )
}
