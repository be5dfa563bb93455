/** `/rest/folder`: the tree of folders. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { sendCreated } from '../created.ts'
import { checkName } from '../domain/object-input.ts'
import { changeFolder, createFolder, findFolder, listFolder, rootFolder } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { deleteFolder } from '../domain/record-life.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { newFolder } from '../schemas/folder.ts'
import { readJson } from '../schemas/json.ts'
import { folderView, listView } from '../views/objects.ts'

const FOLDERS = 'XTAM object permissions: editors edit objects, managers create and delete them'
const CREATE_SOURCE = 'XTAM Shell and PowerShell samples, "Create a Folder"'

export const folderRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { id: string } }>(
    '/folder/list/:id',
    {
      config: {
        operation: {
          id: 'xtam.folder.list',
          summary: 'List what lies in a folder or vault',
          source:
            'XTAM Shell samples, "List Folder Content"; answer as the client OnyxCorpInt/xtamtmpl reads it',
          evidence: 'client',
        },
      },
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const { row: folder, asked } = findFolder(realm, request.params.id)
      requireControl(realm, user, folder, 'Viewer')
      const rows = listFolder(realm, user, folder)
      return sendJson(
        request,
        reply,
        rows.map((row) => listView(realm, row, asked)),
      )
    },
  )

  app.post<{ Params: { parent: string } }>(
    '/folder/create/:parent',
    {
      config: {
        operation: {
          id: 'xtam.folder.create',
          summary: 'Create a folder in a folder',
          source: CREATE_SOURCE,
          evidence: 'documented',
        },
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: parent, asked } = findFolder(realm, request.params.parent)
      requireControl(realm, user, parent, 'Manager')
      const { name, description = '' } = readJson(request, newFolder, CREATE_SOURCE)
      const folder = createFolder(realm, user, parent, { name: checkName(realm, name), description })
      noteEvent(call, 'Create', folder)
      return sendCreated(request, reply, folderView(realm, folder, asked))
    },
  )

  app.get(
    '/folder/root',
    {
      config: proposed('folder.root', 'Give the root folder', 'XTAM Shell samples, "Retrieve Root Folder"'),
    },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const folder = rootFolder(realm)
      requireControl(realm, user, folder, 'Viewer')
      return sendJson(request, reply, folderView(realm, folder, 'public'))
    },
  )

  app.get<{ Params: { id: string } }>(
    '/folder/get/:id',
    { config: proposed('folder.get', 'Give a folder', FOLDERS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const { row: folder, asked } = findFolder(realm, request.params.id)
      requireControl(realm, user, folder, 'Viewer')
      return sendJson(request, reply, folderView(realm, folder, asked))
    },
  )

  app.post<{ Params: { id: string } }>(
    '/folder/update/:id',
    {
      config: {
        ...proposed('folder.update', 'Change the name or the description of a folder', FOLDERS),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: folder, asked } = findFolder(realm, request.params.id)
      requireControl(realm, user, folder, 'Editor')
      const { name, description } = readJson(request, newFolder, FOLDERS)
      const changed = changeFolder(realm, user, folder, {
        name: name === undefined ? folder.name : checkName(realm, name),
        description: description ?? folder.description,
      })
      noteEvent(call, 'Edit', changed)
      return sendJson(request, reply, folderView(realm, changed, asked))
    },
  )

  app.post<{ Params: { id: string } }>(
    '/folder/delete/:id',
    { config: proposed('folder.delete', 'Delete an empty folder', FOLDERS) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: folder } = findFolder(realm, request.params.id)
      requireControl(realm, user, folder, 'Manager')
      deleteFolder(realm, folder)
      noteEvent(call, 'Delete', folder)
      return sendJson(request, reply, {})
    },
  )
}
