/** `/rest/recordtype`: the kinds of records. Paths and answers are our proposal. */
import { findRecordType } from '../domain/objects.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { recordType, recordTypes } from '../schemas/answers.ts'
import { byId } from '../schemas/params.ts'
import { recordTypeView } from '../views/objects.ts'

export const recordTypeFunctions = [
  proposed({
    id: 'xtam.record-type.list',
    route: 'GET /recordtype/list',
    summary: 'List record types that are not hidden',
    source: 'XTAM Shell samples, "List Record Types"',
    answer: recordTypes,
    run({ realm }) {
      const types = [...realm.tables.recordTypes.values()]
        .filter(({ hidden }) => !hidden)
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      return json(types.map((type) => recordTypeView(realm, type, 'public')))
    },
  }),
  proposed({
    id: 'xtam.record-type.get',
    route: 'GET /recordtype/get/:id',
    summary: 'Give a record type',
    source: 'XTAM record types page',
    params: byId,
    answer: recordType,
    refusals: ['malformed-id', 'unknown-object'],
    run({ realm }, { params }) {
      const { row, asked } = findRecordType(realm, params.id)
      return json(recordTypeView(realm, row, asked))
    },
  }),
]
