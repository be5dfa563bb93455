/** `/rest/workflow`: asking for approval and giving it. The feature is documented, paths and answers are our proposal. */
import { objectFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { trigger } from '../domain/jobs.ts'
import { complete, decide, listRequests, requestApproval } from '../domain/workflow.ts'
import { OF_VIEWING } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { wantedApproval } from '../schemas/administration.ts'
import { workflowRequest, workflowRequests } from '../schemas/answers.ts'
import { byLesserId, ofRecord } from '../schemas/params.ts'
import { workflowView } from '../views/administration.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const SOURCE = 'XTAM workflow binding actions'
const OF_REQUESTS = ['unknown-object', 'denied', 'invalid-input'] as const

const DECISIONS = [
  ['approve', 'Approved'],
  ['reject', 'Rejected'],
] as const

export const workflowFunctions = [
  proposed({
    id: 'xtam.workflow.request',
    route: 'POST /workflow/request/:record',
    summary: 'Ask for approval',
    source: SOURCE,
    consumes: JSON_TYPE,
    params: ofRecord,
    body: wantedApproval,
    answer: workflowRequest,
    refusals: [...OF_VIEWING, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row: object, asked } = objectFor(call, input.params.record, 'Viewer')
      const { action, reason = '', from, to } = input.json()
      const row = requestApproval(realm, user, object, { action, reason, from, until: to })
      noteEvent(call, 'Request', object)
      return json(workflowView(realm, row, asked))
    },
  }),
  proposed({
    id: 'xtam.workflow.list',
    route: 'GET /workflow/list',
    summary: 'List requests of the caller, and those to decide',
    source: SOURCE,
    answer: workflowRequests,
    run({ realm, user }) {
      return json(listRequests(realm, user).map((row) => workflowView(realm, row, 'public')))
    },
  }),
  ...DECISIONS.map(([verb, decision]) =>
    proposed({
      id: `xtam.workflow.${verb}`,
      route: `POST /workflow/${verb}/:id`,
      summary: `Decide a request: ${decision}`,
      source: SOURCE,
      params: byLesserId,
      answer: workflowRequest,
      refusals: OF_REQUESTS,
      run(call, { params }) {
        const row = decide(call.realm, call.user, params.id, decision)
        noteEvent(call, decision, { kind: 'request', id: row.id, name: row.record })
        return json(workflowView(call.realm, row, 'public'))
      },
    }),
  ),
  proposed({
    id: 'xtam.workflow.complete',
    route: 'POST /workflow/complete/:id',
    summary: 'Give an approval back before its time (check-in)',
    source: 'XTAM tasks page names check-in among the events; that a request is completed so is our reading',
    params: byLesserId,
    answer: workflowRequest,
    refusals: OF_REQUESTS,
    run(call, { params }) {
      const { realm, user } = call
      const row = complete(realm, user, params.id)
      const object = realm.tables.objects.get(row.record)
      if (object?.kind === 'record') trigger(realm, object, 'After Check-In', user)
      noteEvent(call, 'Completed', { kind: 'request', id: row.id, name: object?.name ?? row.record })
      return json(workflowView(realm, row, 'public'))
    },
  }),
]
