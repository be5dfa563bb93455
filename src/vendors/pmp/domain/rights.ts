/**
 * Who may see and do what.
 *
 * A password belongs to its resource's owner and is shared with others by levels. An account's share is held before its
 * resource's, and that before its resource group's: the more specific one counts (the vendor's page on sharing). What a
 * user cannot see does not exist for that user, and what belongs to another organisation than the one that the user
 * works in cannot be seen by anybody. Rights by role are our reading, except that a Password User changes a password
 * that is shared with "modify".
 */
import { OUR_READING, PmpError } from '../errors.ts'
import { merged, rankOf, rowsOf, type Listed } from './pages.ts'
import {
  accountNameKey,
  inOrganization,
  ownedIn,
  type AccountRow,
  type ResourceRow,
  type Role,
  type ShareLevel,
  type ShareRow,
  type UserRow,
} from '../state.ts'
import { byId, type PmpWorld } from './world.ts'

const SHARING = 'Sharing resources, password permissions'

/** What a user may do with a resource or an account; `none` is not to see it. */
export type Level = 'none' | ShareLevel | 'owner'

const RANK: Readonly<Record<Level, number>> = {
  none: 0,
  remoteapp: 1,
  view: 2,
  modify: 3,
  fullaccess: 4,
  owner: 5,
}

export function isAtLeast(level: Level, wanted: Level): boolean {
  return RANK[level] >= RANK[wanted]
}

const MANAGERS: ReadonlySet<Role> = new Set([
  'Administrator',
  'Privileged Administrator',
  'Password Administrator',
])
const ADMINISTRATORS: ReadonlySet<Role> = new Set(['Administrator', 'Privileged Administrator'])

export function isAdministrator(user: UserRow): boolean {
  return ADMINISTRATORS.has(user.role)
}

export function isManager(user: UserRow): boolean {
  return MANAGERS.has(user.role)
}

/** Creating, editing, deleting and sharing resources and accounts. */
export function requireManager(user: UserRow): void {
  if (!isManager(user))
    throw roleRefusal(user, 'manages resources; administrators and password administrators do')
}

/** Users, user groups and audit trails. */
export function requireAdministrator(user: UserRow): void {
  if (!isAdministrator(user)) throw roleRefusal(user, 'manages users; administrators do')
}

function roleRefusal(user: UserRow, what: string): PmpError {
  return new PmpError(
    'role.not-allowed',
    `The role "${user.role}" of user "${user.login}" is not one that ${what}.`,
    OUR_READING,
  )
}

/** A user's level on a resource as a whole. */
export function resourceLevel(world: PmpWorld, user: UserRow, resource: ResourceRow): Level {
  if (!isWithin(user, resource)) return 'none'
  if (user.superAdministrator || resource.ownerId === user.id) return 'owner'
  const own = sharedLevel(world, user, 'resource', resource.id)
  if (own !== 'none') return own
  let best: Level = 'none'
  for (const group of world.tables.resourceGroups.find('resource', resource.id)) {
    best = stronger(best, sharedLevel(world, user, 'group', group.id))
  }
  return best
}

/** A user's level on one account. */
export function accountLevel(
  world: PmpWorld,
  user: UserRow,
  resource: ResourceRow,
  account: AccountRow,
): Level {
  if (!isWithin(user, resource)) return 'none'
  if (user.superAdministrator || resource.ownerId === user.id) return 'owner'
  const own = sharedLevel(world, user, 'account', account.id)
  return own === 'none' ? resourceLevel(world, user, resource) : own
}

/** The accounts of a resource that a user sees. */
export function* visibleAccounts(
  world: PmpWorld,
  user: UserRow,
  resource: ResourceRow,
): IterableIterator<AccountRow> {
  if (!isWithin(user, resource)) return
  const whole = resourceLevel(world, user, resource) !== 'none'
  for (const account of world.tables.accounts.find('resource', resource.id)) {
    if (whole || sharedLevel(world, user, 'account', account.id) !== 'none') yield account
  }
}

/** Whether something belongs to the organisation that a user works in. */
export function isWithin(user: UserRow, { organizationId }: { readonly organizationId: string }): boolean {
  return organizationId === user.organizationId
}

/** The group of an order in which a user's own things stand, or all of the organisation for a super administrator. */
export function listedFor({ superAdministrator, organizationId, id }: UserRow): string {
  return superAdministrator ? organizationId : ownedIn(organizationId, id)
}

/**
 * The resources that a user sees, in the order of their ids: all of the organisation, or what is owned and shared. A page
 * costs what it shows, and what is shared with the user.
 */
export function visibleResources(world: PmpWorld, user: UserRow): Listed<ResourceRow> {
  const { resources } = world.tables
  const group = listedFor(user)
  const listedHere = rowsOf(resources, group)
  if (user.superAdministrator) return listedHere
  return merged(listedHere, sharedResources(world, user), (id) => rankOf(resources, group, id))
}

/** The resources that a user sees and does not own, in the order of their ids. */
function sharedResources(world: PmpWorld, user: UserRow): ResourceRow[] {
  const { tables } = world
  const seen = new Map<string, ResourceRow>()
  const see = (id: string | undefined): void => {
    const resource = id === undefined || seen.has(id) ? undefined : tables.resources.get(id)
    if (resource && resource.ownerId !== user.id && isWithin(user, resource)) seen.set(resource.id, resource)
  }
  for (const share of sharesWith(world, user)) {
    if (share.target === 'resource') see(share.targetId)
    else if (share.target === 'account') see(tables.accounts.get(share.targetId)?.resourceId)
    else for (const id of tables.resourceGroups.get(share.targetId)?.resourceIds ?? []) see(id)
  }
  return [...seen.values()].sort(byId)
}

/** Finds a resource that the user sees. @throws PmpError `resource.not-found` */
export function findResource(world: PmpWorld, user: UserRow, id: string): ResourceRow {
  const resource = world.tables.resources.get(id)
  if (resource && seesResource(world, user, resource)) return resource
  throw notFound('resource', id, resource !== undefined, user)
}

/** Finds a resource by its exact name. @throws PmpError `resource.not-found` */
export function findResourceNamed(world: PmpWorld, user: UserRow, name: string): ResourceRow {
  const resource = world.tables.resources.first('name', inOrganization(user.organizationId, name))
  if (resource && seesResource(world, user, resource)) return resource
  throw notFound('resource', name, resource !== undefined, user)
}

/** An account together with its resource and the user's level on it. */
export interface SeenAccount {
  readonly resource: ResourceRow
  readonly account: AccountRow
  readonly level: Level
}

/** Finds an account of a resource that the user sees. @throws PmpError `resource.not-found`, `account.not-found` */
export function findAccount(world: PmpWorld, user: UserRow, resourceId: string, id: string): SeenAccount {
  const resource = findResource(world, user, resourceId)
  const account = world.tables.accounts.get(id)
  return see(world, user, resource, account?.resourceId === resource.id ? account : undefined, id)
}

/** A resource that the user may edit, share and delete. @throws PmpError when it is absent, or the right is */
export function managedResource(world: PmpWorld, user: UserRow, id: string): ResourceRow {
  requireManager(user)
  const resource = findResource(world, user, id)
  requireLevel(user, resourceLevel(world, user, resource), 'fullaccess', () => `resource "${resource.name}"`)
  return resource
}

/** An account that the user may edit, share and delete. @throws PmpError when it is absent, or the right is */
export function managedAccount(world: PmpWorld, user: UserRow, resourceId: string, id: string): SeenAccount {
  requireManager(user)
  const seen = findAccount(world, user, resourceId, id)
  requireLevel(user, seen.level, 'fullaccess', () => `account "${seen.account.name}"`)
  return seen
}

/** Finds an account by the exact names of its resource and itself. */
export function findAccountNamed(
  world: PmpWorld,
  user: UserRow,
  resourceName: string,
  name: string,
): SeenAccount {
  const resource = findResourceNamed(world, user, resourceName)
  return see(
    world,
    user,
    resource,
    world.tables.accounts.first('name', accountNameKey(resource.id, name)),
    name,
  )
}

/** Finds an account by its own id or its password's, where a path names no resource. */
export function findAccountAlone(world: PmpWorld, user: UserRow, id: string): SeenAccount {
  const { accounts, resources } = world.tables
  const account = accounts.get(id) ?? accounts.first('password', id)
  const resource = account && resources.get(account.resourceId)
  if (!resource) throw notFound('account', id, false, user)
  return see(world, user, resource, account, id)
}

function see(
  world: PmpWorld,
  user: UserRow,
  resource: ResourceRow,
  account: AccountRow | undefined,
  asked: string,
): SeenAccount {
  const level = account ? accountLevel(world, user, resource, account) : 'none'
  if (account && level !== 'none') return { resource, account, level }
  throw notFound('account', asked, account !== undefined, user)
}

export function seesResource(world: PmpWorld, user: UserRow, resource: ResourceRow): boolean {
  if (resourceLevel(world, user, resource) !== 'none') return true
  return !visibleAccounts(world, user, resource).next().done
}

/** @throws PmpError `access.insufficient` when the level is below the one that the act takes */
export function requireLevel(user: UserRow, level: Level, wanted: Level, what: () => string): void {
  if (isAtLeast(level, wanted)) return
  throw new PmpError(
    'access.insufficient',
    `User "${user.login}" holds "${level}" on ${what()}, and "${wanted}" is needed; share it at that level.`,
    SHARING,
  )
}

function notFound(kind: 'resource' | 'account', asked: string, exists: boolean, user: UserRow): PmpError {
  return new PmpError(
    `${kind}.not-found`,
    exists
      ? `The ${kind} "${asked}" exists, but user "${user.login}" neither owns it nor has it shared; what a user cannot see is answered as absent.`
      : `There is no ${kind} "${asked}" here; take ids from the lists of resources and accounts.`,
    `${SHARING}; ${OUR_READING}`,
  )
}

function* sharesWith(world: PmpWorld, user: UserRow): IterableIterator<ShareRow> {
  yield* world.tables.shares.find('grantee', `user/${user.id}`)
  for (const group of world.tables.userGroups.find('member', user.id)) {
    yield* world.tables.shares.find('grantee', `usergroup/${group.id}`)
  }
}

/** The strongest level that something is shared at with a user, alone or in a group. */
export function sharedLevel(
  world: PmpWorld,
  user: UserRow,
  target: ShareRow['target'],
  targetId: string,
): Level {
  const { shares, userGroups } = world.tables
  let best: Level = shares.get(`${target}/${targetId}/user/${user.id}`)?.level ?? 'none'
  for (const group of userGroups.find('member', user.id)) {
    best = stronger(best, shares.get(`${target}/${targetId}/usergroup/${group.id}`)?.level ?? 'none')
  }
  return best
}

function stronger(one: Level, other: Level): Level {
  return isAtLeast(one, other) ? one : other
}
