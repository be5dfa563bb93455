/** `/rest/session`: sessions on hosts. Their rules are documented, paths and answers are our proposal. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { remoteSessionView } from '../views/administration.ts'
import { callOf, noteEvent } from '../call.ts'
import { findRecord } from '../domain/objects.ts'
import { connect, join, leave, listRemoteSessions, terminate } from '../domain/remote-sessions.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE, bodyText } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { wantedSession } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { pageOf, type Query } from '../schemas/paging.ts'

const SESSIONS = 'XTAM, join an active remote session'

interface Listing {
  Params: { record?: string }
  Querystring: Query
}

export const remoteSessionRoutes: FastifyPluginAsync = async (app) => {
  for (const [url, id, summary] of [
    ['/session/list', 'session.list', 'List sessions on hosts, newest first'],
    ['/session/list/:record', 'session.list-of-record', "List sessions on a record's host, newest first"],
  ] as const) {
    app.get<Listing>(url, { config: proposed(id, summary, SESSIONS) }, list)
  }

  app.post<{ Params: { record: string } }>(
    '/session/connect/:record',
    {
      config: {
        ...proposed(
          'session.connect',
          "Open a session on a record's host",
          'XTAM object permissions, Connect',
        ),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { row: record, asked } = findRecord(call.realm, request.params.record)
      const { recording } =
        bodyText(request) === '' ? { recording: false } : readJson(request, wantedSession, SESSIONS)
      const session = connect(call.realm, call.user, record, recording)
      noteEvent(call, 'Connection', record)
      return sendJson(request, reply, remoteSessionView(call.realm, session, asked))
    },
  )

  for (const [verb, event, summary, change] of [
    ['join', 'Join', "Join somebody's session", join],
    ['leave', 'Leave', "Leave a session; its owner's leaving completes it", leave],
    ['terminate', 'Terminate', "End somebody's session", terminate],
  ] as const) {
    app.post<{ Params: { id: string } }>(
      `/session/${verb}/:id`,
      { config: proposed(`session.${verb}`, summary, SESSIONS) },
      (request, reply) => {
        const call = callOf(request)
        const session = change(call.realm, call.user, request.params.id)
        noteEvent(call, event, { kind: 'session', id: session.record, name: session.id })
        return sendJson(request, reply, remoteSessionView(call.realm, session, 'public'))
      },
    )
  }
}

function list(request: FastifyRequest<Listing>, reply: FastifyReply): FastifyReply {
  const { realm, user } = callOf(request)
  const { record } = request.params
  const found = record === undefined ? undefined : findRecord(realm, record)
  const sessions = pageOf(request.query, listRemoteSessions(realm, user, found?.row))
  return sendJson(
    request,
    reply,
    sessions.map((session) => remoteSessionView(realm, session, found?.asked ?? 'public')),
  )
}
