/** `/rest/record`: archive, copies, links, favorites and alerts. The manual names them; paths and answers are our proposal. */
import type { FastifyPluginAsync, RouteGenericInterface } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { sendCreated } from '../created.ts'
import { findAnyRecord, findFolder, findObject, findRecord } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import {
  archiveRecord,
  clearMark,
  copyRecord,
  linkRecord,
  listArchived,
  listMarked,
  restoreRecord,
  setMark,
  unlinkRecord,
} from '../domain/record-life.ts'
import { requireApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { proposed } from '../proposed.ts'
import { pageOf, type Query } from '../schemas/paging.ts'
import { listView, maskedView } from '../views/objects.ts'

const ARCHIVE = 'XTAM manual: archive and restore'
const PASTE = 'XTAM manual: copy, cut, paste and link'

interface ById extends RouteGenericInterface {
  Params: { id: string }
}

interface IntoFolder extends RouteGenericInterface {
  Params: { id: string; folder: string }
}

export const recordKeepingRoutes: FastifyPluginAsync = async (app) => {
  app.post<ById>(
    '/record/archive/:id',
    { config: proposed('record.archive', 'Put a record away', ARCHIVE) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Manager')
      const archived = archiveRecord(realm, user, record)
      noteEvent(call, 'Archive', archived)
      return sendJson(request, reply, maskedView(realm, archived, asked))
    },
  )

  app.post<ById>(
    '/record/restore/:id',
    { config: proposed('record.restore', 'Take an archived record back', ARCHIVE) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findAnyRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Manager')
      const restored = restoreRecord(realm, user, record)
      noteEvent(call, 'Restore', restored)
      return sendJson(request, reply, maskedView(realm, restored, asked))
    },
  )

  app.get<{ Querystring: Query }>(
    '/record/archived',
    { config: proposed('record.archived', 'List archived records', ARCHIVE) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const rows = pageOf(request.query, listArchived(realm, user))
      return sendJson(
        request,
        reply,
        rows.map((row) => listView(realm, row, 'public')),
      )
    },
  )

  app.post<IntoFolder>(
    '/record/copy/:id/:folder',
    { config: proposed('record.copy', 'Copy a record with its secrets into a folder', PASTE) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.id)
      const { row: folder } = findFolder(realm, request.params.folder)
      // Whoever has a copy may unlock it, so the copier must be allowed to see what is copied.
      requireControl(realm, user, record, 'Unlock')
      requireControl(realm, user, folder, 'Manager')
      requireApproval(realm, user, record, 'Record Control')
      const copy = copyRecord(realm, user, record, folder)
      noteEvent(call, 'Copy', record)
      noteEvent(call, 'Create', copy)
      return sendCreated(request, reply, maskedView(realm, copy, asked))
    },
  )

  for (const [verb, event, summary, change] of [
    ['link', 'Link', 'Let a record stand in a second folder', linkRecord],
    ['unlink', 'Unlink', 'Take a record out of a second folder', unlinkRecord],
  ] as const) {
    app.post<IntoFolder>(
      `/record/${verb}/:id/:folder`,
      { config: proposed(`record.${verb}`, summary, PASTE) },
      (request, reply) => {
        const call = callOf(request)
        const { realm, user } = call
        const { row: record, asked } = findRecord(realm, request.params.id)
        const { row: folder } = findFolder(realm, request.params.folder)
        requireControl(realm, user, record, 'Manager')
        requireControl(realm, user, folder, 'Manager')
        change(realm, record, folder)
        noteEvent(call, event, record)
        return sendJson(request, reply, maskedView(realm, record, asked))
      },
    )
  }

  for (const { mark, verbs, list, source } of [
    {
      mark: 'Favorite',
      verbs: [
        ['favorite', "Put an object among the caller's favorites", setMark],
        ['unfavorite', "Take an object from the caller's favorites", clearMark],
      ],
      list: 'favorites',
      source: 'XTAM manual: favorites',
    },
    {
      mark: 'Alerts',
      verbs: [
        ['subscribe', 'Tell the caller what happens to an object', setMark],
        ['unsubscribe', 'Tell the caller no more of an object', clearMark],
      ],
      list: 'subscriptions',
      source: 'XTAM manual: subscribe to alerts',
    },
  ] as const) {
    for (const [verb, summary, change] of verbs) {
      app.post<ById>(
        `/record/${verb}/:id`,
        { config: proposed(`record.${verb}`, summary, source) },
        (request, reply) => {
          const { realm, user } = callOf(request)
          const { row: object, asked } = findObject(realm, request.params.id)
          requireControl(realm, user, object, 'Viewer')
          change(realm, user, object, mark)
          return sendJson(request, reply, listView(realm, object, asked))
        },
      )
    }
    app.get<{ Querystring: Query }>(
      `/record/${list}`,
      { config: proposed(`record.${list}`, `List the caller's ${list}`, source) },
      (request, reply) => {
        const { realm, user } = callOf(request)
        const rows = pageOf(request.query, listMarked(realm, user, mark))
        return sendJson(
          request,
          reply,
          rows.map((row) => listView(realm, row, 'public')),
        )
      },
    )
  }
}
