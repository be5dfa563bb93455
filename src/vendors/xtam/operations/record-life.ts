/** `/rest/record`: what the vendor's script pages name by title. Paths and answers are our proposal. */
import { anyRecordFor, secretsFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { fieldOf, fileOf, mergedCustom } from '../domain/custom.ts'
import { trigger } from '../domain/jobs.ts'
import { checkCustom, checkJsonObject, checkName } from '../domain/object-input.ts'
import { changeRecord, findFolder, findRecord, typeOfRecord } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { deleteRecord } from '../domain/record-life.ts'
import { searchObjects } from '../domain/search.ts'
import { requireApproval } from '../domain/workflow.ts'
import type { Realm } from '../domain/world.ts'
import { OF_RECORDS, OF_VIEWING } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json, jsonText } from '../outcome.ts'
import { bytes, listedObjects, nothing, record, text } from '../schemas/answers.ts'
import { pageOf, parameter } from '../schemas/paging.ts'
import { byField, byId, intoFolder } from '../schemas/params.ts'
import { searchQuery } from '../schemas/query.ts'
import { changedRecord } from '../schemas/record.ts'
import type { RecordRow } from '../state.ts'
import { listView, maskedJson } from '../views/objects.ts'
import { FORM } from '../wire/media-types.ts'

const OF_SECRETS = [...OF_RECORDS, 'approval-missing'] as const

export const recordLifeFunctions = [
  proposed({
    id: 'xtam.record.get',
    route: 'GET /record/get/:id',
    summary: 'Give a record without its secrets',
    source: 'XTAM Shell samples, "Retrieve a Record"',
    params: byId,
    answer: record,
    refusals: [...OF_VIEWING, 'wrong-kind'],
    run(call, { params }) {
      const { row, asked } = anyRecordFor(call, params.id, 'Viewer')
      return jsonText(maskedJson(call.realm, row, asked))
    },
  }),
  proposed({
    id: 'xtam.record.unlock-field',
    route: 'GET /record/unlock/:id/:field',
    summary: "Give one field's value",
    source: 'XTAM Shell samples, "Retrieve a Record Field (Unlock)"',
    secretAnswer: true,
    produces: 'text/plain',
    params: byField,
    answer: text,
    refusals: OF_SECRETS,
    run(call, { params }) {
      const { realm, user } = call
      const { row } = secretsFor(call, params.id)
      const value = fieldOf(row, params.field)
      trigger(realm, row, 'After Unlock', user)
      noteEvent(call, 'Unlock', row)
      return { kind: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }
    },
  }),
  proposed({
    id: 'xtam.record.download',
    route: 'GET /record/download/:id/:field',
    summary: 'Give the file in a field',
    source: 'XTAM Shell samples, "Download a File"',
    secretAnswer: true,
    produces: '*/*',
    params: byField,
    answer: bytes,
    refusals: OF_SECRETS,
    run(call, { params }) {
      const { row } = secretsFor(call, params.id)
      const file = fileOf(row, params.field)
      noteEvent(call, 'Download', row)
      return { kind: 'file', ...file }
    },
  }),
  proposed({
    id: 'xtam.record.update',
    route: ['POST /record/update/:id', 'PUT /record/update/:id'],
    summary: 'Change a record',
    source: 'XTAM Shell samples, "Update a Record"',
    consumes: FORM,
    params: byId,
    body: changedRecord,
    answer: record,
    refusals: [...OF_SECRETS, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row, asked } = secretsFor(call, input.params.id, 'Editor')
      const { name, description, custom } = input.form()
      const changed = changeRecord(realm, user, row, {
        name: name === undefined ? row.name : checkName(realm, name),
        description: description ?? row.description,
        custom: custom === undefined ? row.custom : checkedCustom(realm, row, custom),
      })
      noteEvent(call, 'Edit', changed)
      return jsonText(maskedJson(realm, changed, asked))
    },
  }),
  proposed({
    id: 'xtam.record.delete',
    route: ['POST /record/delete/:id', 'DELETE /record/delete/:id'],
    summary: 'Delete a record',
    source: 'XTAM Shell samples, "Delete a Record"',
    params: byId,
    answer: nothing,
    refusals: OF_RECORDS,
    run(call, { params }) {
      const { realm, user } = call
      const { row } = anyRecordFor(call, params.id, 'Manager')
      deleteRecord(realm, user, row)
      noteEvent(call, 'Delete', row)
      return json({})
    },
  }),
  proposed({
    id: 'xtam.record.move',
    route: 'POST /record/move/:id/:folder',
    summary: 'Move a record to another folder',
    source: 'XTAM manual: copy, cut and paste',
    params: intoFolder,
    answer: record,
    refusals: OF_SECRETS,
    run(call, { params }) {
      const { realm, user } = call
      const { row, asked } = findRecord(realm, params.id)
      const { row: folder } = findFolder(realm, params.folder)
      requireControl(realm, user, row, 'Manager')
      requireControl(realm, user, folder, 'Manager')
      // Where it goes, another binding may be in force, or none: what may not be unlocked here may not leave either.
      requireApproval(realm, user, row, 'Record Control')
      const moved = changeRecord(realm, user, row, { parent: folder.id })
      noteEvent(call, 'Move', moved)
      return jsonText(maskedJson(realm, moved, asked))
    },
  }),
  proposed({
    id: 'xtam.record.search',
    route: 'GET /record/search',
    summary: 'Search for records and folders',
    source: 'XTAM Shell samples, "Search for Objects"; search options',
    query: searchQuery,
    answer: listedObjects,
    refusals: ['invalid-input'],
    async run({ realm, user }, { query }) {
      const rows = await pageOf(query, searchObjects(realm, user, parameter(query, 'query') ?? ''))
      return json(rows.map((row) => listView(realm, row, 'public')))
    },
  }),
]

/** What was sent, with the secrets that were not; only then are all fields of the type expected. */
function checkedCustom(realm: Realm, record: RecordRow, sent: string): string {
  const type = typeOfRecord(realm, record)
  const merged = mergedCustom(realm, record, checkJsonObject(sent))
  return checkCustom(realm, type, merged)
}
