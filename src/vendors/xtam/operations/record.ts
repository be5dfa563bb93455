/** `/rest/record`: the two functions of the vendor's example. What else there is to records is in record-life.ts. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { sendCreated } from '../created.ts'
import { trigger } from '../domain/jobs.ts'
import { checkCustom, checkName } from '../domain/object-input.ts'
import { createRecord, findFolder, findRecord, findRecordType } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { requireApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { FORM, formFields } from '../wire/forms.ts'
import { newRecord } from '../schemas/record.ts'
import { maskedView, unlockedView } from '../views/objects.ts'

export const recordRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { id: string } }>(
    '/record/unlock/:id',
    {
      config: {
        operation: {
          id: 'xtam.record.unlock',
          summary: 'Give a record with its secrets',
          source: 'XTAM API Python example, /record/unlock',
          evidence: 'documented',
        },
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Unlock')
      requireApproval(realm, user, record, 'Record Control')
      noteEvent(call, 'Unlock', record)
      trigger(realm, record, 'After Unlock', user)
      return sendJson(request, reply, unlockedView(realm, record, asked))
    },
  )

  app.post<{ Params: { folder: string; type: string } }>(
    '/record/new/:folder/:type',
    {
      config: {
        operation: {
          id: 'xtam.record.new',
          summary: 'Create a record in a folder',
          source: 'XTAM API Python example, /record/new',
          evidence: 'documented',
        },
        xtamConsumes: FORM,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: folder, asked } = findFolder(realm, request.params.folder)
      const { row: type } = findRecordType(realm, request.params.type)
      requireControl(realm, user, folder, 'Manager')
      const { name, description = '', custom = '' } = newRecord.parse(formFields(request))
      const record = createRecord(realm, user, folder, type, {
        name: checkName(realm, name),
        description,
        custom: checkCustom(realm, type, custom),
      })
      noteEvent(call, 'Create', record)
      return sendCreated(request, reply, maskedView(realm, record, asked))
    },
  )
}
