/** `/rest/permission`: sharing. Rights are documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { findObject } from '../domain/objects.ts'
import { listPermissions, requireControl } from '../domain/permissions.ts'
import { grant, makeInherit, makeUnique, revoke } from '../domain/sharing.ts'
import { requireApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { newPermission } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { permissionView } from '../views/objects.ts'

const SOURCE = 'XTAM Shell samples, "Share a Record or Folder"; object permissions'

export const permissionRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { id: string } }>(
    '/permission/list/:id',
    { config: proposed('permission.list', "List an object's own permissions", SOURCE) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const { row: object, asked } = findObject(realm, request.params.id)
      requireControl(realm, user, object, 'Owner')
      const rows = listPermissions(realm, object)
      return sendJson(
        request,
        reply,
        rows.map((row) => permissionView(realm, row, asked)),
      )
    },
  )

  app.post<{ Params: { id: string } }>(
    '/permission/create/:id',
    {
      config: {
        ...proposed('permission.create', 'Share an object with a user or group', SOURCE),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: object, asked } = findObject(realm, request.params.id)
      requireControl(realm, user, object, 'Owner')
      requireApproval(realm, user, object, 'Administration')
      const row = grant(realm, object, readJson(request, newPermission, SOURCE))
      noteEvent(call, 'Share', object)
      return sendJson(request, reply, permissionView(realm, row, asked))
    },
  )

  app.post<{ Params: { id: string; principal: string } }>(
    '/permission/delete/:id/:principal',
    { config: proposed('permission.delete', 'Take a permission back', SOURCE) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: object } = findObject(realm, request.params.id)
      requireControl(realm, user, object, 'Owner')
      requireApproval(realm, user, object, 'Administration')
      revoke(realm, object, request.params.principal)
      noteEvent(call, 'Unshare', object)
      return sendJson(request, reply, {})
    },
  )

  for (const [verb, summary, change] of [
    ['unique', 'Cut an object off from the rights of the folders above', makeUnique],
    ['inherit', 'Let the rights of the folders above count again', makeInherit],
  ] as const) {
    app.post<{ Params: { id: string } }>(
      `/permission/${verb}/:id`,
      { config: proposed(`permission.${verb}`, summary, 'XTAM object permissions, unique objects') },
      (request, reply) => {
        const call = callOf(request)
        const { realm, user } = call
        const { row: object, asked } = findObject(realm, request.params.id)
        requireControl(realm, user, object, 'Owner')
        requireApproval(realm, user, object, 'Administration')
        change(realm, user, object)
        noteEvent(call, 'Share', object)
        const rows = listPermissions(realm, object)
        return sendJson(
          request,
          reply,
          rows.map((row) => permissionView(realm, row, asked)),
        )
      },
    )
  }
}
