/** What only the interactive API of the browser extension and the mobile app has. */
import { resourceRow } from '../views/resources.ts'
import type { Call } from '../call.ts'
import { audit } from '../domain/audit.ts'
import { groupSeen } from '../domain/resource-groups.ts'
import { RESOURCE_COLUMNS } from '../domain/resource-columns.ts'
import { findResource } from '../domain/rights.ts'
import type { PmpWorld } from '../domain/world.ts'
import { INTERACTIVE, PmpError } from '../errors.ts'
import { named, operation, type ClosedOperation } from '../operation.ts'
import { countedList, list, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/resources.ts'
import { favouriteKey, type FavouriteRow } from '../state.ts'
import type { TextKey } from '../texts.ts'
import { accountAt } from './targets.ts'

export const favouriteSet = favourite('set', 'Mark an account as a favourite', (world, mark) => {
  world.tables.favourites.put(favouriteKey(mark), mark)
  return 'favouriteSet'
})

export const favouriteRemove = favourite('remove', 'Take the mark of a favourite away', (world, mark) => {
  world.tables.favourites.delete(favouriteKey(mark))
  return 'favouriteRemoved'
})

const searchColumns = operation({
  id: 'pmp.search-column.list',
  route: named('GET_SEARCHCOLUMNS'),
  name: 'GET_SEARCHCOLUMNS',
  summary: 'List the columns that lists can be searched by',
  source: `${INTERACTIVE}; the members are our reading`,
  evidence: 'inferred',
  answer: list(answers.searchColumn),
  run: () => ({
    text: 'searchColumnsFetched',
    details: SEARCH_COLUMNS.map((name) => ({ COLUMNNAME: name })),
  }),
})

const groupResources = operation({
  id: 'pmp.resource-group.resources',
  route: named('GET_GROUPRESOURCES'),
  needs: ['GROUPID'],
  name: 'GET_GROUPRESOURCES',
  summary: 'List the resources of a group',
  source: `${INTERACTIVE}; the members are our reading`,
  evidence: 'inferred',
  answer: countedList(answers.resourceRow),
  refusals: ['resource-group.not-found'],
  run: (call) => {
    const group = groupSeen(call.world, call.actor.user, call.target.groupId ?? '')
    const rows = group.resourceIds.flatMap((id) => visibleRow(call, id))
    return { text: 'resourcesFetched', details: rows, totalRows: rows.length }
  },
})

const offlineAudit = operation({
  id: 'pmp.audit.add-offline',
  route: named('ADD_OFFLINEAUDIT'),
  name: 'ADD_OFFLINEAUDIT',
  summary: 'Report what was done offline',
  source: `${INTERACTIVE}; the input is not known and is not read`,
  evidence: 'inferred',
  answer: nothing,
  run: ({ world, actor }) => {
    audit(world, actor, { operation: 'Offline Access' })
    return { text: 'offlineAuditAdded' }
  },
})

const SEARCH_COLUMNS = ['ALL', ...RESOURCE_COLUMNS, 'LOGINNAME']

function favourite(
  verb: 'set' | 'remove',
  summary: string,
  change: (world: PmpWorld, mark: FavouriteRow) => TextKey,
): ClosedOperation {
  const name = `${verb.toUpperCase()}_FAVOURITEPASSWORD`
  return operation({
    id: `pmp.favourite.${verb}`,
    route: named(name),
    needs: ['ACCOUNTID'],
    name,
    summary,
    source: INTERACTIVE,
    evidence: 'client',
    answer: nothing,
    refusals: ['account.not-found'],
    run: (call) => {
      const { world, actor } = call
      const mark = { userId: actor.user.id, accountId: accountAt(call).account.id }
      return { text: world.update(() => change(world, mark)) }
    },
  })
}

function visibleRow(call: Call, id: string): Record<string, unknown>[] {
  const { world, actor } = call
  try {
    const resource = findResource(world, actor.user, id)
    return [resourceRow(call, resource, [...world.tables.accounts.find('resource', id)].length)]
  } catch (error) {
    if (error instanceof PmpError) return []
    throw error
  }
}

export const interactiveOperations = [
  searchColumns,
  groupResources,
  favouriteSet,
  favouriteRemove,
  offlineAudit,
]
