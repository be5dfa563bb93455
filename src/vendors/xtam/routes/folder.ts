/** `/rest/folder`: the tree of folders. */
import type { FastifyPluginAsync } from 'fastify'
import { callerOf } from '../auth.ts'
import { sendCreated } from '../created.ts'
import { audit } from '../domain/audit.ts'
import { checkName, createFolder, findFolder, listFolder } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { realmOf } from '../domain/realm.ts'
import { sendJson } from '../envelope.ts'
import { XtamError, because } from '../errors.ts'
import { bodyText } from '../forms.ts'
import { newFolder } from '../schemas/folder.ts'
import { folderView, listView } from '../views.ts'

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
      const realm = realmOf(request.workspace)
      const user = callerOf(request)
      const { row: folder, asked } = findFolder(realm, request.params.id)
      requireControl(realm, user, folder, 'Viewer')
      return sendJson(
        request,
        reply,
        listFolder(realm, user, folder).map((row) => listView(realm, row, asked)),
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
          source: 'XTAM Shell and PowerShell samples, "Create a Folder"',
          evidence: 'documented',
        },
        xtamConsumes: 'application/json',
      },
    },
    (request, reply) => {
      const realm = realmOf(request.workspace)
      const user = callerOf(request)
      const { row: parent, asked } = findFolder(realm, request.params.parent)
      requireControl(realm, user, parent, 'Manager')
      const input = readJson(bodyText(request))
      const folder = createFolder(realm, user, parent, {
        name: checkName(realm, input.name),
        description: input.description ?? '',
      })
      audit(realm, {
        user,
        ip: request.ip,
        object: folder.id,
        category: 'Folder',
        event: 'Create',
        message: `Created "${folder.name}"`,
      })
      return sendCreated(request, reply, folderView(realm, folder, asked))
    },
  )
}

function readJson(text: string) {
  try {
    return newFolder.parse(JSON.parse(text))
  } catch (error) {
    throw new XtamError(
      'invalid-input',
      because(
        'body.malformed',
        `The body must be a JSON object with a "name" and maybe a "description"; ${(error as Error).message}.`,
        'XTAM Shell samples, "Create a Folder"',
      ),
      { text: 'bodyMalformed' },
    )
  }
}
