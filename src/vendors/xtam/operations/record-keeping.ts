/** `/rest/record`: archive, copies, links, favorites and alerts. The manual names them; paths and answers are our proposal. */
import { anyRecordFor, objectFor, recordFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { findFolder, findRecord } from '../domain/objects.ts'
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
import { OF_RECORDS, OF_VIEWING } from '../errors.ts'
import { proposed } from '../operation.ts'
import { created, json, jsonText } from '../outcome.ts'
import { createdRecord, listedObject, listedObjects, record } from '../schemas/answers.ts'
import { pageOf } from '../schemas/paging.ts'
import { byId, intoFolder } from '../schemas/params.ts'
import { page } from '../schemas/query.ts'
import { idOf, listView, maskedJson } from '../views/objects.ts'

const ARCHIVE = 'XTAM manual: archive and restore'
const PASTE = 'XTAM manual: copy, cut, paste and link'

const FAVORITES = 'XTAM manual: favorites'
const ALERTS = 'XTAM manual: subscribe to alerts'

const MARKING = [
  ['favorite', "Put an object among the caller's favorites", FAVORITES, 'Favorite', setMark],
  ['unfavorite', "Take an object from the caller's favorites", FAVORITES, 'Favorite', clearMark],
  ['subscribe', 'Tell the caller what happens to an object', ALERTS, 'Alerts', setMark],
  ['unsubscribe', 'Tell the caller no more of an object', ALERTS, 'Alerts', clearMark],
] as const

const MARKED = [
  ['favorites', FAVORITES, 'Favorite'],
  ['subscriptions', ALERTS, 'Alerts'],
] as const

const LINKING = [
  ['link', 'Link', 'Let a record stand in a second folder', linkRecord, [...OF_RECORDS, 'invalid-input']],
  ['unlink', 'Unlink', 'Take a record out of a second folder', unlinkRecord, OF_RECORDS],
] as const

export const recordKeepingFunctions = [
  proposed({
    id: 'xtam.record.archive',
    route: 'POST /record/archive/:id',
    summary: 'Put a record away',
    source: ARCHIVE,
    params: byId,
    answer: record,
    refusals: OF_RECORDS,
    run(call, { params }) {
      const { realm, user } = call
      const { row, asked } = recordFor(call, params.id, 'Manager')
      const archived = archiveRecord(realm, user, row)
      noteEvent(call, 'Archive', archived)
      return jsonText(maskedJson(realm, archived, asked))
    },
  }),
  proposed({
    id: 'xtam.record.restore',
    route: 'POST /record/restore/:id',
    summary: 'Take an archived record back',
    source: ARCHIVE,
    params: byId,
    answer: record,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, { params }) {
      const { realm, user } = call
      const { row, asked } = anyRecordFor(call, params.id, 'Manager')
      const restored = restoreRecord(realm, user, row)
      noteEvent(call, 'Restore', restored)
      return jsonText(maskedJson(realm, restored, asked))
    },
  }),
  proposed({
    id: 'xtam.record.archived',
    route: 'GET /record/archived',
    summary: 'List archived records',
    source: ARCHIVE,
    query: page,
    answer: listedObjects,
    refusals: ['invalid-input'],
    async run({ realm, user }, { query }) {
      const rows = await pageOf(query, listArchived(realm, user))
      return json(rows.map((row) => listView(realm, row, 'public')))
    },
  }),
  proposed({
    id: 'xtam.record.copy',
    route: 'POST /record/copy/:id/:folder',
    summary: 'Copy a record with its secrets into a folder',
    source: PASTE,
    params: intoFolder,
    answer: createdRecord,
    refusals: [...OF_RECORDS, 'approval-missing'],
    run(call, { params }) {
      const { realm, user } = call
      const { row, asked } = findRecord(realm, params.id)
      const { row: folder } = findFolder(realm, params.folder)
      // Whoever has a copy may unlock it, so the copier must be allowed to see what is copied.
      requireControl(realm, user, row, 'Unlock')
      requireControl(realm, user, folder, 'Manager')
      requireApproval(realm, user, row, 'Record Control')
      const copy = copyRecord(realm, user, row, folder)
      noteEvent(call, 'Copy', row)
      noteEvent(call, 'Create', copy)
      return created(idOf(realm, copy, asked), maskedJson(realm, copy, asked))
    },
  }),
  ...LINKING.map(([verb, event, summary, change, refusals]) =>
    proposed({
      id: `xtam.record.${verb}`,
      route: `POST /record/${verb}/:id/:folder`,
      summary,
      source: PASTE,
      params: intoFolder,
      answer: record,
      refusals,
      run(call, { params }) {
        const { realm, user } = call
        const { row, asked } = findRecord(realm, params.id)
        const { row: folder } = findFolder(realm, params.folder)
        requireControl(realm, user, row, 'Manager')
        requireControl(realm, user, folder, 'Manager')
        change(realm, row, folder)
        noteEvent(call, event, row)
        return jsonText(maskedJson(realm, row, asked))
      },
    }),
  ),
  ...MARKING.map(([verb, summary, source, mark, change]) =>
    proposed({
      id: `xtam.record.${verb}`,
      route: `POST /record/${verb}/:id`,
      summary,
      source,
      params: byId,
      answer: listedObject,
      refusals: OF_VIEWING,
      run(call, { params }) {
        const { row, asked } = objectFor(call, params.id, 'Viewer')
        change(call.realm, call.user, row, mark)
        return json(listView(call.realm, row, asked))
      },
    }),
  ),
  ...MARKED.map(([list, source, mark]) =>
    proposed({
      id: `xtam.record.${list}`,
      route: `GET /record/${list}`,
      summary: `List the caller's ${list}`,
      source,
      query: page,
      answer: listedObjects,
      refusals: ['invalid-input'],
      async run({ realm, user }, { query }) {
        const rows = await pageOf(query, listMarked(realm, user, mark))
        return json(rows.map((row) => listView(realm, row, 'public')))
      },
    }),
  ),
]
