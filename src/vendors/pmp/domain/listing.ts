/** Which resources and accounts a list shows: view, search and page. Views and search are documented for PAM360. */
import type { AccountListing, Listing } from '../schemas/resources.ts'
import { favouriteKey, type AccountRow, type ResourceRow, type UserRow } from '../state.ts'
import { groupSeen } from './resource-groups.ts'
import { requireColumn, RESOURCE_COLUMNS, textsIn } from './resource-columns.ts'
import { accountLevel, visibleAccounts, visibleResources, type SeenAccount } from './rights.ts'
import { byId, type PmpWorld } from './world.ts'

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** How many rows match, on this page or not. */
  readonly total: number
}

export interface CountedResource {
  readonly resource: ResourceRow
  /** Accounts of it that the user sees. */
  readonly accountCount: number
}

/** The resources a user sees, in the order of their ids. */
export function listResources(world: PmpWorld, user: UserRow, listing: Listing): Page<CountedResource> {
  const inView = viewOf(world, user, listing)
  const matches = searchOf(world, listing)
  const found: ResourceRow[] = []
  for (const resource of visibleResources(world, user)) {
    if (!inView && !matches) {
      found.push(resource)
      continue
    }
    const accounts = [...visibleAccounts(world, user, resource)]
    const shown = inView ? accounts.filter((account) => inView(resource, account)) : accounts
    if ((inView && shown.length === 0) || (matches && !matches(resource, shown))) continue
    found.push(resource)
  }
  const page = pageOf(found.sort(byId), listing)
  const rows = page.rows.map((resource) => ({
    resource,
    accountCount: accountCountOf(world, user, resource),
  }))
  return { rows, total: page.total }
}

/** The accounts of a resource that a user sees, in the order of their ids. */
export function listAccounts(
  world: PmpWorld,
  user: UserRow,
  resource: ResourceRow,
  listing: AccountListing,
): Page<SeenAccount> {
  const inView = viewOf(world, user, listing)
  const matches = searchOf(world, listing)
  const { GROUPID } = listing
  if (GROUPID !== undefined && !groupSeen(world, user, GROUPID).resourceIds.includes(resource.id))
    return { rows: [], total: 0 }
  const found = [...visibleAccounts(world, user, resource)].filter(
    (account) => (!inView || inView(resource, account)) && (!matches || matches(resource, [account])),
  )
  const { rows, total } = pageOf(found.sort(byId), listing)
  return {
    rows: rows.map((account) => ({ resource, account, level: accountLevel(world, user, resource, account) })),
    total,
  }
}

/** How many accounts of a resource a user sees. */
export function accountCountOf(world: PmpWorld, user: UserRow, resource: ResourceRow): number {
  let count = 0
  for (const _ of visibleAccounts(world, user, resource)) count += 1
  return count
}

type InView = (resource: ResourceRow, account: AccountRow) => boolean

function viewOf({ tables }: PmpWorld, user: UserRow, { VIEWTYPE }: Listing): InView | undefined {
  switch (VIEWTYPE) {
    case 'FAVOURITEPASSWORD':
      return (_, account) => tables.favourites.has(favouriteKey({ userId: user.id, accountId: account.id }))
    case 'RECENTLYACCESSEDPASSWORD':
      return (_, account) => tables.accountUses.has(account.id)
    case 'LINUXSSHPASSWORD':
      return (resource) => resource.type === 'Linux'
    case 'WINDOWSRDPPASSWORD':
      return (resource) => resource.type.startsWith('Windows')
    default:
      return undefined
  }
}

type Matches = (resource: ResourceRow, accounts: readonly AccountRow[]) => boolean

/** A part of the column's text in any case. @throws PmpError when there is no such column */
function searchOf(
  { tables }: PmpWorld,
  { SEARCHVALUE, SEARCHCOLUMN = 'ALL', SEARCHTYPE }: Listing,
): Matches | undefined {
  const column = SEARCHCOLUMN.toUpperCase()
  if (column !== 'ALL' && column !== 'LOGINNAME') requireColumn(tables, column)
  if (SEARCHVALUE === undefined) return undefined
  const wanted = SEARCHVALUE.toLowerCase()
  const holds = (texts: readonly string[]): boolean => texts.some((one) => one.toLowerCase().includes(wanted))
  return (resource, accounts) => {
    const names = accounts.map((account) => account.name)
    if (column === 'LOGINNAME' || (column === 'ALL' && SEARCHTYPE === 'ACCOUNT')) return holds(names)
    if (column !== 'ALL') return holds(textsIn(tables, resource, column))
    return holds([...RESOURCE_COLUMNS.flatMap((one) => textsIn(tables, resource, one)), ...names])
  }
}

/** STARTINDEX counts from 0, as clients C6 and C16 do. */
function pageOf<Row>(rows: readonly Row[], { STARTINDEX = 0, LIMIT }: Listing): Page<Row> {
  const end = LIMIT === undefined ? undefined : STARTINDEX + LIMIT
  return { rows: rows.slice(STARTINDEX, end), total: rows.length }
}
