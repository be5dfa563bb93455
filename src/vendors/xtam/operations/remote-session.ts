/** `/rest/session`: sessions on hosts. Their rules are documented, paths and answers are our proposal. */
import { noteEvent } from '../domain/audit.ts'
import { findRecord } from '../domain/objects.ts'
import { connect, join, leave, listRemoteSessions, terminate } from '../domain/remote-sessions.ts'
import { OF_RECORDS } from '../errors.ts'
import { proposed, type Call } from '../operation.ts'
import { json, type Outcome } from '../outcome.ts'
import { wantedSession } from '../schemas/administration.ts'
import { remoteSession, remoteSessions } from '../schemas/answers.ts'
import { pageOf, type Query } from '../schemas/paging.ts'
import { byLesserId, ofRecord } from '../schemas/params.ts'
import { page } from '../schemas/query.ts'
import { remoteSessionView } from '../views/administration.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const SESSIONS = 'XTAM, join an active remote session'

const CHANGES = [
  ['join', 'Join', "Join somebody's session", join],
  ['leave', 'Leave', "Leave a session; its owner's leaving completes it", leave],
  ['terminate', 'Terminate', "End somebody's session", terminate],
] as const

export const remoteSessionFunctions = [
  proposed({
    id: 'xtam.session.list',
    route: 'GET /session/list',
    summary: 'List sessions on hosts, newest first',
    source: SESSIONS,
    query: page,
    answer: remoteSessions,
    refusals: ['invalid-input'],
    run: (call, { query }) => list(call, query),
  }),
  proposed({
    id: 'xtam.session.list-of-record',
    route: 'GET /session/list/:record',
    summary: "List sessions on a record's host, newest first",
    source: SESSIONS,
    params: ofRecord,
    query: page,
    answer: remoteSessions,
    refusals: ['malformed-id', 'unknown-object', 'wrong-kind', 'invalid-input'],
    run: (call, { params, query }) => list(call, query, params.record),
  }),
  proposed({
    id: 'xtam.session.connect',
    route: 'POST /session/connect/:record',
    summary: "Open a session on a record's host",
    source: 'XTAM object permissions, Connect',
    consumes: JSON_TYPE,
    params: ofRecord,
    body: wantedSession,
    answer: remoteSession,
    refusals: [...OF_RECORDS, 'approval-missing', 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, input.params.record)
      const { recording } = input.hasBody ? input.json(SESSIONS) : { recording: false }
      const session = connect(realm, user, record, recording)
      noteEvent(call, 'Connection', record)
      return json(remoteSessionView(realm, session, asked))
    },
  }),
  ...CHANGES.map(([verb, event, summary, change]) =>
    proposed({
      id: `xtam.session.${verb}`,
      route: `POST /session/${verb}/:id`,
      summary,
      source: SESSIONS,
      params: byLesserId,
      answer: remoteSession,
      refusals: ['unknown-object', 'denied', 'invalid-input'],
      run(call, { params }) {
        const session = change(call.realm, call.user, params.id)
        noteEvent(call, event, { kind: 'session', id: session.record, name: session.id })
        return json(remoteSessionView(call.realm, session, 'public'))
      },
    }),
  ),
]

async function list({ realm, user }: Call, query: Query, record?: string): Promise<Outcome> {
  const found = record === undefined ? undefined : findRecord(realm, record)
  const sessions = await pageOf(query, listRemoteSessions(realm, user, found?.row))
  return json(sessions.map((session) => remoteSessionView(realm, session, found?.asked ?? 'public')))
}
