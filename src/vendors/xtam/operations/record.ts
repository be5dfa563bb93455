/** `/rest/record`: the two functions of the vendor's example. What else there is to records is in record-life.ts. */
import { secretsFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { trigger } from '../domain/jobs.ts'
import { checkCustom, checkName } from '../domain/object-input.ts'
import { createRecord, findFolder, findRecordType } from '../domain/objects.ts'
import { requireControl } from '../domain/permissions.ts'
import { OF_RECORDS } from '../errors.ts'
import { operation } from '../operation.ts'
import { created, jsonText } from '../outcome.ts'
import { createdRecord, record } from '../schemas/answers.ts'
import { byId, inFolderOfType } from '../schemas/params.ts'
import { newRecord } from '../schemas/record.ts'
import { idOf, maskedJson, unlockedJson } from '../views/objects.ts'
import { FORM } from '../wire/media-types.ts'

export const recordFunctions = [
  operation({
    id: 'xtam.record.unlock',
    route: 'GET /record/unlock/:id',
    summary: 'Give a record with its secrets',
    source: 'XTAM API Python example, /record/unlock',
    evidence: 'documented',
    params: byId,
    answer: record,
    refusals: [...OF_RECORDS, 'approval-missing'],
    run(call, { params }) {
      const { realm, user } = call
      const { row, asked } = secretsFor(call, params.id)
      noteEvent(call, 'Unlock', row)
      trigger(realm, row, 'After Unlock', user)
      return jsonText(unlockedJson(realm, row, asked))
    },
  }),
  operation({
    id: 'xtam.record.new',
    route: 'POST /record/new/:folder/:type',
    summary: 'Create a record in a folder',
    source: 'XTAM API Python example, /record/new',
    evidence: 'documented',
    consumes: FORM,
    params: inFolderOfType,
    body: newRecord,
    answer: createdRecord,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row: folder, asked } = findFolder(realm, input.params.folder)
      const { row: type } = findRecordType(realm, input.params.type)
      requireControl(realm, user, folder, 'Manager')
      const { name, description = '', custom = '' } = input.form()
      const row = createRecord(realm, user, folder, type, {
        name: checkName(realm, name),
        description,
        custom: checkCustom(realm, type, custom),
      })
      noteEvent(call, 'Create', row)
      return created(idOf(realm, row, asked), maskedJson(realm, row, asked))
    },
  }),
]
