/** Sharing resources, accounts and resource groups, and the groups themselves. */
import { OUR_READING, PmpError } from '../errors.ts'
import { shareKey, type ResourceGroupRow, type ShareLevel, type ShareRow, type UserRow } from '../state.ts'
import { manageable } from './accounts.ts'
import { audit } from './audit.ts'
import { findAccount, findResource, requireLevel, requireManager } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

/** What a share becomes; `revoke` takes it back. */
export type AccessType = Exclude<ShareLevel, 'remoteapp'> | 'revoke'

/** With whom: one of the two. */
export interface Grantee {
  readonly userId: string | undefined
  readonly userGroupId: string | undefined
}

export function shareResource(
  world: PmpWorld,
  actor: Actor,
  resourceId: string,
  grantee: Grantee,
  access: AccessType,
): void {
  const resource = manageable(world, actor, resourceId)
  world.update(() => setShare(world, 'resource', resource.id, grantee, access))
  audit(world, actor, {
    operation: access === 'revoke' ? 'Resource Share Revoked' : 'Resource Shared',
    resource,
  })
}

export function shareAccount(
  world: PmpWorld,
  actor: Actor,
  resourceId: string,
  accountId: string,
  grantee: Grantee,
  access: AccessType,
): void {
  requireManager(actor.user)
  const { resource, account, level } = findAccount(world, actor.user, resourceId, accountId)
  requireLevel(actor.user, level, 'fullaccess', `account "${account.name}"`)
  world.update(() => setShare(world, 'account', account.id, grantee, access))
  audit(world, actor, {
    operation: access === 'revoke' ? 'Account Share Revoked' : 'Account Shared',
    resource,
    account,
  })
}

/** Shares several resource groups with several grantees at once, all or none. */
export function shareGroups(
  world: PmpWorld,
  actor: Actor,
  groupIds: readonly string[],
  grantees: readonly Grantee[],
  access: AccessType,
): void {
  requireManager(actor.user)
  const groups = groupIds.map((id) => findGroup(world, actor.user, id))
  world.update(() => {
    for (const group of groups) {
      for (const grantee of grantees) setShare(world, 'group', group.id, grantee, access)
    }
  })
  audit(world, actor, { operation: 'Resource Group Shared' })
}

/** The resource groups a user owns, or all for a super administrator, in the order of their ids. */
export function listGroups(world: PmpWorld, user: UserRow): ResourceGroupRow[] {
  const found: ResourceGroupRow[] = []
  for (const group of world.tables.resourceGroups.values()) if (isGroupOf(user, group)) found.push(group)
  return found.sort(byId)
}

/** Puts resources into a group. */
export function associateResources(
  world: PmpWorld,
  actor: Actor,
  groupId: string,
  resourceIds: readonly string[],
): void {
  requireManager(actor.user)
  const group = findGroup(world, actor.user, groupId)
  for (const id of resourceIds) findResource(world, actor.user, id)
  const all = [...new Set([...group.resourceIds, ...resourceIds])]
  world.update(() => world.tables.resourceGroups.put(group.id, { ...group, resourceIds: all }))
  audit(world, actor, { operation: 'Resources Associated' })
}

/** The groups that a resource is in. */
export function groupsOf(world: PmpWorld, actor: Actor, resourceId: string): ResourceGroupRow[] {
  const resource = findResource(world, actor.user, resourceId)
  return [...world.tables.resourceGroups.find('resource', resource.id)].sort(byId)
}

function findGroup(world: PmpWorld, user: UserRow, id: string): ResourceGroupRow {
  const group = world.tables.resourceGroups.get(id)
  if (group && isGroupOf(user, group)) return group
  throw new PmpError(
    'resource-group.not-found',
    group
      ? `Resource group "${id}" exists, but user "${user.login}" does not own it.`
      : `There is no resource group "${id}".`,
    OUR_READING,
  )
}

function isGroupOf(user: UserRow, group: ResourceGroupRow): boolean {
  return user.superAdministrator || group.ownerId === user.id
}

function setShare(
  world: PmpWorld,
  target: ShareRow['target'],
  targetId: string,
  { userId, userGroupId }: Grantee,
  access: AccessType,
): void {
  const isUser = userId !== undefined
  const granteeId = isUser ? userId : userGroupId
  const { users, userGroups, shares } = world.tables
  if (granteeId === undefined || !(isUser ? users : userGroups).has(granteeId)) {
    throw new PmpError(
      isUser ? 'user.not-found' : 'user-group.not-found',
      isUser
        ? `There is no user with id "${granteeId}".`
        : `There is no user group with id "${granteeId ?? ''}".`,
      OUR_READING,
    )
  }
  const share = { target, targetId, grantee: isUser ? 'user' : 'usergroup', granteeId } as const
  if (access === 'revoke') shares.delete(shareKey(share))
  else shares.put(shareKey(share), { ...share, level: access })
}
