/** INPUT_DATA of resource groups; camelCase, as PAM360 REST, resourcegroupapi-4 spells them. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, count, idList, name, text } from './fields.ts'

export const association = deferred(() => z.object({ RESOURCEIDS: idList }))

export const groupListing = deferred(() =>
  z.object({
    limit: count,
    startIndex: count,
    searchValue: text,
    searchColumn: choice(['resourceGroupName', 'resourceGroupDescription', 'ownerId', 'all']),
    searchType: choice(['static', 'dynamic', 'all']),
  }),
)

/** What the SDK calls DynamicGroupCriteria: a search column, how it is compared, and with what. */
const criterion = z.object({ column: name, operator: text, value: text }).transform((given, context) => {
  const operator = operatorOf(given.operator)
  if (given.column !== undefined && operator !== undefined)
    return { column: given.column, operator, value: given.value ?? '' }
  context.addIssue('expected a column and an operator such as "contains"')
  return z.NEVER
})

const OPERATORS = ['equals', 'not-equals', 'contains', 'starts-with', 'ends-with'] as const

/** An operator however its words are joined, such as `STARTS_WITH`. */
function operatorOf(given: string | undefined): (typeof OPERATORS)[number] | undefined {
  const wanted = given?.toLowerCase().replaceAll(/[\s_]/g, '-')
  return OPERATORS.find((one) => one === wanted)
}

/** PAM360 REST, reportapi-4; its list of operators is cut off, so those of dynamic groups are taken. */
export const resourceReport = deferred(() =>
  z.object({
    limit: count,
    startIndex: count,
    searchValue: text,
    searchColumn: choice(['resourceId', 'resourceName']),
    searchOperator: text.transform((given, context) => {
      const operator = operatorOf(given)
      if (given !== undefined && operator === undefined) context.addIssue(`expected ${OPERATORS.join(' | ')}`)
      return operator
    }),
  }),
)

const described = { resourceGroupName: name, resourceGroupDescription: text }
const criteria = z.array(criterion).min(1).optional()

export const newGroup = deferred(() => z.object({ ...described, criteria, resourceIds: idList }))

export const groupEdit = deferred(() => z.object({ ...described, criteria }))
