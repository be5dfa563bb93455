/** What only the interactive API of the browser extension and the mobile app has. */
import { resourceRow } from '../views/resources.ts'
import type { Call, Target } from '../call.ts'
import { audit } from '../domain/audit.ts'
import { groupSeen } from '../domain/resource-groups.ts'
import { RESOURCE_COLUMNS } from '../domain/resource-columns.ts'
import { findResource } from '../domain/rights.ts'
import { signOut } from '../domain/sessions.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { favouriteKey, type FavouriteRow } from '../state.ts'
import { accountAt } from './targets.ts'

const SOURCE = 'clients C6 and C16'

export const favouriteSet = operation({
  id: 'pmp.favourite.set',
  name: 'SET_FAVOURITEPASSWORD',
  summary: 'Mark an account as a favourite',
  source: SOURCE,
  evidence: 'client',
  run: (call, target) => {
    const { world } = call
    const mark = markOf(call, target)
    world.update(() => world.tables.favourites.put(favouriteKey(mark), mark))
    return { text: 'favouriteSet' }
  },
})

export const favouriteRemove = operation({
  id: 'pmp.favourite.remove',
  name: 'REMOVE_FAVOURITEPASSWORD',
  summary: 'Take the mark of a favourite away',
  source: SOURCE,
  evidence: 'client',
  run: (call, target) => {
    const { world } = call
    world.update(() => world.tables.favourites.delete(favouriteKey(markOf(call, target))))
    return { text: 'favouriteRemoved' }
  },
})

export const searchColumns = operation({
  id: 'pmp.search-column.list',
  name: 'GET_SEARCHCOLUMNS',
  summary: 'List the columns that lists can be searched by',
  source: `${SOURCE}; the members are our reading`,
  evidence: 'inferred',
  run: () => ({
    text: 'searchColumnsFetched',
    details: SEARCH_COLUMNS.map((name) => ({ COLUMNNAME: name })),
  }),
})

export const groupResources = operation({
  id: 'pmp.resource-group.resources',
  name: 'GET_GROUPRESOURCES',
  summary: 'List the resources of a group',
  source: `${SOURCE}; the members are our reading`,
  evidence: 'inferred',
  run: (call, { groupId = '' }) => {
    const group = groupSeen(call.world, call.actor.user, groupId)
    const rows = group.resourceIds.flatMap((id) => visibleRow(call, id))
    return { text: 'resourcesFetched', details: rows, totalRows: rows.length }
  },
})

export const offlineAudit = operation({
  id: 'pmp.audit.add-offline',
  name: 'ADD_OFFLINEAUDIT',
  summary: 'Report what was done offline',
  source: `${SOURCE}; the input is not known and is not read`,
  evidence: 'inferred',
  run: ({ world, actor }) => {
    audit(world, actor, { operation: 'Offline Access' })
    return { text: 'offlineAuditAdded' }
  },
})

export const userLogOut = operation({
  id: 'pmp.session.end',
  name: 'LOGOUT_USER',
  summary: 'End an interactive session',
  source: 'client C6, from build 10103 on',
  evidence: 'client',
  run: ({ world, actor, token }) => {
    signOut(world, actor, token)
    return { text: 'loggedOut' }
  },
})

const SEARCH_COLUMNS = ['ALL', ...RESOURCE_COLUMNS, 'LOGINNAME']

function markOf(call: Call, target: Target): FavouriteRow {
  return { userId: call.actor.user.id, accountId: accountAt(call, target).account.id }
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
