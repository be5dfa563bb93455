/** `/rest/permission`: sharing. Rights are documented, paths and answers are our proposal. */
import { objectFor, rightsFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { listPermissions } from '../domain/permissions.ts'
import { grant, makeInherit, makeUnique, revoke } from '../domain/sharing.ts'
import { OF_OBJECTS } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { newPermission } from '../schemas/administration.ts'
import { nothing, permission, permissions } from '../schemas/answers.ts'
import { byId, ofPrincipal } from '../schemas/params.ts'
import { permissionView } from '../views/objects.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const SOURCE = 'XTAM Shell samples, "Share a Record or Folder"; object permissions'
const OF_SHARING = [...OF_OBJECTS, 'approval-missing'] as const

const INHERITANCE = [
  ['unique', 'Cut an object off from the rights of the folders above', makeUnique],
  ['inherit', 'Let the rights of the folders above count again', makeInherit],
] as const

export const permissionFunctions = [
  proposed({
    id: 'xtam.permission.list',
    route: 'GET /permission/list/:id',
    summary: "List an object's own permissions",
    source: SOURCE,
    params: byId,
    answer: permissions,
    refusals: OF_OBJECTS,
    run(call, { params }) {
      const { realm } = call
      const { row: object, asked } = objectFor(call, params.id, 'Owner')
      return json(listPermissions(realm, object).map((row) => permissionView(realm, row, asked)))
    },
  }),
  proposed({
    id: 'xtam.permission.create',
    route: 'POST /permission/create/:id',
    summary: 'Share an object with a user or group',
    source: SOURCE,
    consumes: JSON_TYPE,
    params: byId,
    body: newPermission,
    answer: permission,
    refusals: [...OF_SHARING, 'invalid-input'],
    run(call, input) {
      const { realm } = call
      const { row: object, asked } = rightsFor(call, input.params.id)
      const row = grant(realm, object, input.json())
      noteEvent(call, 'Share', object)
      return json(permissionView(realm, row, asked))
    },
  }),
  proposed({
    id: 'xtam.permission.delete',
    route: 'POST /permission/delete/:id/:principal',
    summary: 'Take a permission back',
    source: SOURCE,
    params: ofPrincipal,
    answer: nothing,
    refusals: OF_SHARING,
    run(call, { params }) {
      const { row: object } = rightsFor(call, params.id)
      revoke(call.realm, object, params.principal)
      noteEvent(call, 'Unshare', object)
      return json({})
    },
  }),
  ...INHERITANCE.map(([verb, summary, change]) =>
    proposed({
      id: `xtam.permission.${verb}`,
      route: `POST /permission/${verb}/:id`,
      summary,
      source: 'XTAM object permissions, unique objects',
      params: byId,
      answer: permissions,
      refusals: OF_SHARING,
      run(call, { params }) {
        const { realm, user } = call
        const { row: object, asked } = rightsFor(call, params.id)
        change(realm, user, object)
        noteEvent(call, 'Share', object)
        return json(listPermissions(realm, object).map((row) => permissionView(realm, row, asked)))
      },
    }),
  ),
]
