/** `/rest/admin`: the database as a file. The functions are documented by title, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { requireAdministrator } from '../domain/administration.ts'
import { exportDatabase, importDatabase } from '../domain/database.ts'
import { sendJson } from '../envelope.ts'
import { XtamError, because } from '../errors.ts'
import { bodyText } from '../wire/forms.ts'
import { MULTIPART, uploadedText } from '../wire/multipart.ts'
import { proposed, proposedSecret } from '../proposed.ts'
import { parameter, type Query } from '../schemas/paging.ts'

const EXPORT = 'XTAM Shell samples, "Database Export (Decrypted)" and "(Encrypted)"'
const IMPORT = 'XTAM Shell samples, "Database Import"'
const DATABASE = { kind: 'database', id: '', name: 'database' }

export const databaseRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: Query }>(
    '/admin/export',
    {
      config: {
        ...proposedSecret('admin.export', 'Give the database as a file, encrypted or not', EXPORT),
        xtamProduces: '*/*',
      },
    },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const encrypted = parameter(request.query, 'encrypted') ?? 'false'
      if (encrypted !== 'true' && encrypted !== 'false') {
        const message = `"encrypted" is true or false; "${encrypted}" came.`
        throw new XtamError('invalid-input', because('export.encrypted-malformed', message, EXPORT), {
          text: 'requestInvalid',
        })
      }
      const isEncrypted = encrypted === 'true'
      const file = exportDatabase(call.realm, isEncrypted)
      noteEvent(call, 'Export', DATABASE)
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', `attachment; filename="xtam-export.${isEncrypted ? 'bin' : 'json'}"`)
        .send(file)
    },
  )

  app.post(
    '/admin/import',
    {
      config: {
        ...proposed('admin.import', 'Put an exported database in place of this one, or nothing', IMPORT),
        xtamConsumes: MULTIPART,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const file = uploadedText(request.headers['content-type'], bodyText(request))
      const { users, folders, records } = importDatabase(call.realm, file)
      noteEvent(call, 'Import', DATABASE)
      return sendJson(request, reply, {
        users: users.length,
        folders: folders.length,
        records: records.length,
      })
    },
  )
}
