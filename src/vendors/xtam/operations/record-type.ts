/** `/rest/recordtype`: the kinds of records. Paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf } from '../call.ts'
import { findRecordType } from '../domain/objects.ts'
import { sendJson } from '../envelope.ts'
import { proposed } from '../proposed.ts'
import { recordTypeView } from '../views/objects.ts'

export const recordTypeRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/recordtype/list',
    {
      config: proposed(
        'record-type.list',
        'List record types that are not hidden',
        'XTAM Shell samples, "List Record Types"',
      ),
    },
    (request, reply) => {
      const { realm } = callOf(request)
      const types = [...realm.tables.recordTypes.values()]
        .filter(({ hidden }) => !hidden)
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      return sendJson(
        request,
        reply,
        types.map((type) => recordTypeView(realm, type, 'public')),
      )
    },
  )

  app.get<{ Params: { id: string } }>(
    '/recordtype/get/:id',
    { config: proposed('record-type.get', 'Give a record type', 'XTAM record types page') },
    (request, reply) => {
      const { realm } = callOf(request)
      const { row, asked } = findRecordType(realm, request.params.id)
      return sendJson(request, reply, recordTypeView(realm, row, asked))
    },
  )
}
