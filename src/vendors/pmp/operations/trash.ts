/** PAM360's trash. */
import { listTrash, moveToTrash, restoreTrash } from '../domain/trash.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { list, nothing } from '../schemas/answers/fields.ts'
import { trashed } from '../schemas/answers/resources.ts'
import { trashMoving, trashRestoring } from '../schemas/system.ts'
import { OF_MANAGING } from './refusals.ts'

const trashList = operation({
  id: 'pmp.trash.list',
  route: 'GET /restapi/json/v1/trash',
  name: 'GET TRASH',
  summary: 'List what lies in the trash',
  source: 'PAM360 REST, 1.11; the path is our reading',
  evidence: 'inferred',
  answer: list(trashed),
  refusals: ['role.not-allowed'],
  run: ({ world, actor, edition }) => ({
    text: 'trashFetched',
    details: listTrash(world, actor).map(({ id, type, resource, accounts }) =>
      arrange(edition, 'details', {
        trashId: id,
        name: (type === 'resource' ? resource : accounts[0])?.name,
        type,
      }),
    ),
  }),
})

const trashMove = operation({
  id: 'pmp.trash.move',
  route: 'PUT /restapi/json/v1/trash/move',
  name: 'MOVE TO TRASH',
  summary: 'Move resources or accounts into the trash',
  source: 'PAM360 REST, 1.5; path and members are our reading',
  evidence: 'inferred',
  input: trashMoving,
  mandatory: ['ids'],
  answer: nothing,
  refusals: [...OF_MANAGING, 'account.not-found'],
  run: ({ world, actor }, { type = 'resource', ids }) => {
    moveToTrash(world, actor, type, ids)
    return { text: 'trashMoved' }
  },
})

const trashRestore = operation({
  id: 'pmp.trash.restore',
  route: 'PUT /restapi/json/v1/trash/restore',
  name: 'RESTORE TRASH',
  summary: 'Restore what was deleted',
  source: 'PAM360 REST, resourceapi-17',
  evidence: 'documented',
  input: trashRestoring,
  mandatory: ['trashIds'],
  answer: nothing,
  refusals: [
    'role.not-allowed',
    'resource.not-found',
    'resource.exists',
    'account.exists',
    'trash.not-found',
  ],
  run: ({ world, actor }, { type = 'resource', trashIds }) => {
    restoreTrash(world, actor, type, trashIds)
    return { text: 'trashRestored' }
  },
})

export const trashOperations = [trashList, trashMove, trashRestore]
