/** `/rest/folder`: the tree of folders. */
import { folderFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { checkName } from '../domain/object-input.ts'
import { changeFolder, createFolder, listFolder, rootFolder } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { deleteFolder } from '../domain/record-life.ts'
import { OF_RECORDS, OF_VIEWING } from '../errors.ts'
import { operation, proposed } from '../operation.ts'
import { created, json } from '../outcome.ts'
import { createdFolder, folder, listedObjects, nothing } from '../schemas/answers.ts'
import { changedFolder, newFolder } from '../schemas/folder.ts'
import { byId, inFolder } from '../schemas/params.ts'
import { folderView, listView } from '../views/objects.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const FOLDERS = 'XTAM object permissions: editors edit objects, managers create and delete them'

export const folderFunctions = [
  operation({
    id: 'xtam.folder.list',
    route: 'GET /folder/list/:id',
    summary: 'List what lies in a folder or vault',
    source: 'XTAM Shell samples, "List Folder Content"; answer as the client OnyxCorpInt/xtamtmpl reads it',
    evidence: 'client',
    params: byId,
    answer: listedObjects,
    refusals: [...OF_VIEWING, 'wrong-kind'],
    run(call, { params }) {
      const { realm, user } = call
      const { row: folder, asked } = folderFor(call, params.id, 'Viewer')
      return json(Array.from(listFolder(realm, user, folder), (row) => listView(realm, row, asked)))
    },
  }),
  operation({
    id: 'xtam.folder.create',
    route: 'POST /folder/create/:parent',
    summary: 'Create a folder in a folder',
    source: 'XTAM Shell and PowerShell samples, "Create a Folder"',
    evidence: 'documented',
    consumes: JSON_TYPE,
    params: inFolder,
    body: newFolder,
    answer: createdFolder,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row: parent, asked } = folderFor(call, input.params.parent, 'Manager')
      const { name, description = '' } = input.json()
      const row = createFolder(realm, user, parent, { name: checkName(realm, name), description })
      noteEvent(call, 'Create', row)
      const view = folderView(realm, row, asked)
      return created(view.id, JSON.stringify(view))
    },
  }),
  proposed({
    id: 'xtam.folder.root',
    route: 'GET /folder/root',
    summary: 'Give the root folder',
    source: 'XTAM Shell samples, "Retrieve Root Folder"',
    answer: folder,
    refusals: ['unknown-object', 'hidden'],
    run({ realm, user }) {
      const row = rootFolder(realm)
      requireControl(realm, user, row, 'Viewer')
      return json(folderView(realm, row, 'public'))
    },
  }),
  proposed({
    id: 'xtam.folder.get',
    route: 'GET /folder/get/:id',
    summary: 'Give a folder',
    source: FOLDERS,
    params: byId,
    answer: folder,
    refusals: [...OF_VIEWING, 'wrong-kind'],
    run(call, { params }) {
      const { row, asked } = folderFor(call, params.id, 'Viewer')
      return json(folderView(call.realm, row, asked))
    },
  }),
  proposed({
    id: 'xtam.folder.update',
    route: 'POST /folder/update/:id',
    summary: 'Change the name or the description of a folder',
    source: FOLDERS,
    consumes: JSON_TYPE,
    params: byId,
    body: changedFolder,
    answer: folder,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row, asked } = folderFor(call, input.params.id, 'Editor')
      const { name, description } = input.json()
      const changed = changeFolder(realm, user, row, {
        name: name === undefined ? row.name : checkName(realm, name),
        description: description ?? row.description,
      })
      noteEvent(call, 'Edit', changed)
      return json(folderView(realm, changed, asked))
    },
  }),
  proposed({
    id: 'xtam.folder.delete',
    route: 'POST /folder/delete/:id',
    summary: 'Delete an empty folder',
    source: FOLDERS,
    params: byId,
    answer: nothing,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, { params }) {
      const { row } = folderFor(call, params.id, 'Manager')
      deleteFolder(call.realm, row)
      noteEvent(call, 'Delete', row)
      return json({})
    },
  }),
]
