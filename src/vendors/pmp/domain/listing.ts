/** Which resources and accounts a list shows: view, search and page. Views and search are documented for PAM360. */
import type { AccountListing, Listing } from '../schemas/resources.ts'
import { favouriteKey, type AccountRow, type ResourceRow, type UserRow } from '../state.ts'
import { groupSeen } from './resource-groups.ts'
import { requireColumn, RESOURCE_COLUMNS, textsIn } from './resource-columns.ts'
import { listed, pageOf, rowsOf, type Listed } from './pages.ts'
import { accountLevel, resourceLevel, visibleAccounts, visibleResources, type SeenAccount } from './rights.ts'
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

/** The resources a user sees, in the order of their ids. A view and a search look at all of them; a page alone does not. */
export function listResources(world: PmpWorld, user: UserRow, listing: Listing): Page<CountedResource> {
  const { STARTINDEX = 0, LIMIT } = listing
  const rows = chosenResources(world, user, listing)
  return {
    total: rows.total,
    rows: pageOf(rows, STARTINDEX, LIMIT).map((resource) => ({
      resource,
      accountCount: accountCountOf(world, user, resource),
    })),
  }
}

function chosenResources(world: PmpWorld, user: UserRow, listing: Listing): Listed<ResourceRow> {
  const inView = viewOf(world, user, listing)
  const matches = searchOf(world, listing)
  const all = visibleResources(world, user)
  if (!inView && !matches) return all
  const found: ResourceRow[] = []
  for (const resource of all.from(0)) {
    const accounts = [...visibleAccounts(world, user, resource)]
    const shown = inView ? accounts.filter((account) => inView(resource, account)) : accounts
    if ((inView && shown.length === 0) || (matches && !matches(resource, shown))) continue
    found.push(resource)
  }
  return listed(found)
}

/** The accounts of a resource that a user sees, in the order of their ids. STARTINDEX counts from 0, as clients C6 and C16 do. */
export function listAccounts(
  world: PmpWorld,
  user: UserRow,
  resource: ResourceRow,
  listing: AccountListing,
): SeenAccount[] {
  const { GROUPID, STARTINDEX = 0, LIMIT } = listing
  const inView = viewOf(world, user, listing)
  const matches = searchOf(world, listing)
  if (GROUPID !== undefined && !groupSeen(world, user, GROUPID).resourceIds.includes(resource.id)) return []
  const all = accountsSeen(world, user, resource)
  const isShown = (account: AccountRow): boolean =>
    (!inView || inView(resource, account)) && (!matches || matches(resource, [account]))
  const chosen = inView || matches ? listed([...all.from(0)].filter(isShown)) : all
  return pageOf(chosen, STARTINDEX, LIMIT).map((account) => ({
    resource,
    account,
    level: accountLevel(world, user, resource, account),
  }))
}

function accountsSeen(world: PmpWorld, user: UserRow, resource: ResourceRow): Listed<AccountRow> {
  if (resourceLevel(world, user, resource) !== 'none') return rowsOf(world.tables.accounts, resource.id)
  return listed([...visibleAccounts(world, user, resource)].sort(byId))
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
