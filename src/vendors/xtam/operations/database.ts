/** `/rest/admin`: the database as a file. The functions are documented by title, paths and answers are our proposal. */
import { requireAdministrator } from '../domain/administration.ts'
import { noteEvent } from '../domain/audit.ts'
import { exportDatabase, importDatabase } from '../domain/database.ts'
import { OF_ADMINISTRATION, XtamError, because } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { bytes, imported } from '../schemas/answers.ts'
import { parameter } from '../schemas/paging.ts'
import { exportQuery } from '../schemas/query.ts'
import { upload } from '../schemas/upload.ts'
import { MULTIPART } from '../wire/media-types.ts'

const EXPORT = 'XTAM Shell samples, "Database Export (Decrypted)" and "(Encrypted)"'
const DATABASE = { kind: 'database', id: '', name: 'database' }

export const databaseFunctions = [
  proposed({
    id: 'xtam.admin.export',
    route: 'GET /admin/export',
    summary: 'Give the database as a file, encrypted or not',
    source: EXPORT,
    secretAnswer: true,
    produces: '*/*',
    query: exportQuery,
    answer: bytes,
    refusals: [...OF_ADMINISTRATION, 'invalid-input'],
    run(call, { query }) {
      const { realm, user } = call
      requireAdministrator(realm, user)
      const encrypted = parameter(query, 'encrypted') ?? 'false'
      if (encrypted !== 'true' && encrypted !== 'false') {
        const message = `"encrypted" is true or false; "${encrypted}" came.`
        throw new XtamError('invalid-input', because('export.encrypted-malformed', message, EXPORT), {
          text: 'requestInvalid',
        })
      }
      const isEncrypted = encrypted === 'true'
      const file = exportDatabase(realm, isEncrypted)
      noteEvent(call, 'Export', DATABASE)
      const name = `xtam-export.${isEncrypted ? 'bin' : 'json'}`
      return { kind: 'file', name, type: 'application/octet-stream', bytes: file }
    },
  }),
  proposed({
    id: 'xtam.admin.import',
    route: 'POST /admin/import',
    summary: 'Put an exported database in place of this one, or nothing',
    source: 'XTAM Shell samples, "Database Import"',
    consumes: MULTIPART,
    body: upload,
    answer: imported,
    refusals: [...OF_ADMINISTRATION, 'invalid-input'],
    async run(call, input) {
      const { realm, user } = call
      requireAdministrator(realm, user)
      const { users, folders, records } = await importDatabase(realm, input.file())
      noteEvent(call, 'Import', DATABASE)
      return json({ users: users.length, folders: folders.length, records: records.length })
    },
  }),
]
