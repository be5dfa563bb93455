/** Reports. */
import { reportResources } from '../domain/reports.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { countedList } from '../schemas/answers/fields.ts'
import { reportedResource } from '../schemas/answers/resources.ts'
import { resourceReport } from '../schemas/resource-groups.ts'

/** What the page calls the default. */
const LIMIT = 100

const resourcesReport = operation({
  id: 'pmp.report.resources',
  route: 'GET /restapi/json/v1/reports/resources',
  name: 'GET_RESOURCES_REPORT',
  summary: 'List the names and ids of all resources',
  source: 'PAM360 REST, reportapi-4; its answer is our reading',
  evidence: 'documented',
  input: resourceReport,
  answer: countedList(reportedResource),
  refusals: ['role.not-allowed'],
  run: ({ world, actor, edition }, { startIndex = 1, limit = LIMIT, searchValue, ...search }) => {
    const { searchColumn = 'resourceName', searchOperator = 'contains' } = search
    const query = { startIndex, limit, column: searchColumn, operator: searchOperator, value: searchValue }
    const { rows, total } = reportResources(world, actor, query)
    const row = ({ id, name }: (typeof rows)[number]): Record<string, unknown> =>
      arrange(edition, 'details', { resourceId: id, resourceName: name })
    return { text: 'reportFetched', details: rows.map(row), totalRows: total }
  },
})

export const reportOperations = [resourcesReport]
