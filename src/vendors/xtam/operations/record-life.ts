/** `/rest/record`: what the vendor's script pages name by title. Paths and answers are our proposal. */
import type { FastifyPluginAsync, RouteGenericInterface } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { fieldOf, fileOf, mergedCustom } from '../domain/custom.ts'
import { trigger } from '../domain/jobs.ts'
import { checkCustom, checkJsonObject, checkName } from '../domain/object-input.ts'
import { changeRecord, findAnyRecord, findFolder, findRecord, typeOfRecord } from '../domain/objects.ts'
import { deleteRecord } from '../domain/record-life.ts'
import { requireControl } from '../domain/permissions.ts'
import type { Realm } from '../domain/world.ts'
import { searchObjects } from '../domain/search.ts'
import { requireApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { FORM, formFields } from '../wire/forms.ts'
import { proposed, proposedSecret } from '../proposed.ts'
import { pageOf, parameter, type Query } from '../schemas/paging.ts'
import { newRecord } from '../schemas/record.ts'
import type { RecordRow } from '../state.ts'
import { listView, maskedView } from '../views/objects.ts'

interface ById extends RouteGenericInterface {
  Params: { id: string }
}

interface ByField extends RouteGenericInterface {
  Params: { id: string; field: string }
}

export const recordLifeRoutes: FastifyPluginAsync = async (app) => {
  app.get<ById>(
    '/record/get/:id',
    {
      config: proposed(
        'record.get',
        'Give a record without its secrets',
        'XTAM Shell samples, "Retrieve a Record"',
      ),
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const { row: record, asked } = findAnyRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Viewer')
      return sendJson(request, reply, maskedView(realm, record, asked))
    },
  )

  app.get<ByField>(
    '/record/unlock/:id/:field',
    {
      config: {
        ...proposedSecret(
          'record.unlock-field',
          "Give one field's value",
          'XTAM Shell samples, "Retrieve a Record Field (Unlock)"',
        ),
        xtamProduces: 'text/plain',
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Unlock')
      requireApproval(realm, user, record, 'Record Control')
      const value = fieldOf(record, request.params.field)
      trigger(realm, record, 'After Unlock', user)
      noteEvent(call, 'Unlock', record)
      return reply
        .header('content-type', 'text/plain;charset=UTF-8')
        .send(typeof value === 'string' ? value : JSON.stringify(value))
    },
  )

  app.get<ByField>(
    '/record/download/:id/:field',
    {
      config: {
        ...proposedSecret(
          'record.download',
          'Give the file in a field',
          'XTAM Shell samples, "Download a File"',
        ),
        xtamProduces: '*/*',
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Unlock')
      requireApproval(realm, user, record, 'Record Control')
      const { name, type, bytes } = fileOf(record, request.params.field)
      noteEvent(call, 'Download', record)
      return reply
        .header('content-type', type.replaceAll(/[^\x20-\x7e]/g, ''))
        .header(
          'content-disposition',
          `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"`,
        )
        .send(bytes)
    },
  )

  app.route<ById>({
    method: ['POST', 'PUT'],
    url: '/record/update/:id',
    config: {
      ...proposed('record.update', 'Change a record', 'XTAM Shell samples, "Update a Record"'),
      xtamConsumes: FORM,
    },
    handler(request, reply) {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Editor')
      requireApproval(realm, user, record, 'Record Control')
      const { name, description, custom } = newRecord.parse(formFields(request))
      const changed = changeRecord(realm, user, record, {
        name: name === undefined ? record.name : checkName(realm, name),
        description: description ?? record.description,
        custom: custom === undefined ? record.custom : checkedCustom(realm, record, custom),
      })
      noteEvent(call, 'Edit', changed)
      return sendJson(request, reply, maskedView(realm, changed, asked))
    },
  })

  app.route<ById>({
    method: ['POST', 'DELETE'],
    url: '/record/delete/:id',
    config: proposed('record.delete', 'Delete a record', 'XTAM Shell samples, "Delete a Record"'),
    handler(request, reply) {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record } = findAnyRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Manager')
      deleteRecord(realm, user, record)
      noteEvent(call, 'Delete', record)
      return sendJson(request, reply, {})
    },
  })

  app.post<{ Params: { id: string; folder: string } }>(
    '/record/move/:id/:folder',
    {
      config: proposed('record.move', 'Move a record to another folder', 'XTAM manual: copy, cut and paste'),
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.id)
      const { row: folder } = findFolder(realm, request.params.folder)
      requireControl(realm, user, record, 'Manager')
      requireControl(realm, user, folder, 'Manager')
      // Where it goes, another binding may be in force, or none: what may not be unlocked here may not leave either.
      requireApproval(realm, user, record, 'Record Control')
      const moved = changeRecord(realm, user, record, { parent: folder.id })
      noteEvent(call, 'Move', moved)
      return sendJson(request, reply, maskedView(realm, moved, asked))
    },
  )

  app.get<{ Querystring: Query }>(
    '/record/search',
    {
      config: proposed(
        'record.search',
        'Search for records and folders',
        'XTAM Shell samples, "Search for Objects"; search options',
      ),
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const rows = searchObjects(realm, user, parameter(request.query, 'query') ?? '')
      return sendJson(
        request,
        reply,
        pageOf(request.query, rows).map((row) => listView(realm, row, 'public')),
      )
    },
  )
}

/** What was sent, with the secrets that were not; only then are all fields of the type expected. */
function checkedCustom(realm: Realm, record: RecordRow, sent: string): string {
  const type = typeOfRecord(realm, record)
  const merged = mergedCustom(realm, record, checkJsonObject(sent))
  return checkCustom(realm, type, merged)
}
