/** `/rest/record`: records and their secrets. */
import type { FastifyPluginAsync } from 'fastify'
import { callerOf } from '../auth.ts'
import { audit } from '../domain/audit.ts'
import {
  checkCustom,
  checkName,
  createRecord,
  findFolder,
  findRecord,
  findRecordType,
} from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { realmOf } from '../domain/realm.ts'
import { sendJson } from '../envelope.ts'
import { sendCreated } from '../created.ts'
import { formFields } from '../forms.ts'
import { newRecord } from '../schemas/record.ts'
import { maskedView, unlockedView } from '../views.ts'

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
      const realm = realmOf(request.workspace)
      const user = callerOf(request)
      const { row: record, asked } = findRecord(realm, request.params.id)
      requireControl(realm, user, record, 'Unlock')
      audit(realm, {
        user,
        ip: request.ip,
        object: record.id,
        category: 'Record',
        event: 'Unlock',
        message: `Unlocked "${record.name}"`,
      })
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
        xtamConsumes: 'application/x-www-form-urlencoded',
      },
    },
    (request, reply) => {
      const realm = realmOf(request.workspace)
      const user = callerOf(request)
      const { row: folder, asked } = findFolder(realm, request.params.folder)
      const { row: type } = findRecordType(realm, request.params.type)
      requireControl(realm, user, folder, 'Manager')
      const fields = formFields(request)
      const input = newRecord.parse({
        name: fields.get('name') ?? undefined,
        description: fields.get('description') ?? undefined,
        custom: fields.get('custom') ?? undefined,
      })
      const record = createRecord(realm, user, folder, type, {
        name: checkName(realm, input.name),
        description: input.description,
        custom: checkCustom(input.custom),
      })
      audit(realm, {
        user,
        ip: request.ip,
        object: record.id,
        category: 'Record',
        event: 'Create',
        message: `Created "${record.name}"`,
      })
      return sendCreated(request, reply, maskedView(realm, record, asked))
    },
  )
}
