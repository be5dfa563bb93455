/** Personal passwords: the extension asks for them at start. The mock keeps none. */
import { operation } from '../operation.ts'

const SOURCE = 'client C6'

export const personalFields = operation({
  id: 'pmp.personal.fields',
  name: 'GET_PERSONAL_FIELDS',
  summary: 'List the fields of a category of personal passwords (none)',
  source: SOURCE,
  evidence: 'inferred',
  run: () => ({ text: 'personalFetched', details: { 'DEFAULT FIELD': [], 'CUSTOM FIELD': [] } }),
})

export const personalSearch = operation({
  id: 'pmp.personal.search',
  name: 'SEARCH_PERSONAL',
  summary: 'Search personal passwords (none)',
  source: SOURCE,
  evidence: 'inferred',
  run: () => ({ text: 'personalFetched', details: [], totalRows: 0 }),
})
