/** Sharing resources, accounts and resource groups. */
import { shareKey, type ShareLevel, type ShareRow, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { findGroup } from './resource-groups.ts'
import { managedAccount, managedResource, requireManager } from './rights.ts'
import { userGroupInside } from './user-groups.ts'
import { userInside } from './users.ts'
import type { Actor, PmpWorld } from './world.ts'

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
  const resource = managedResource(world, actor.user, resourceId)
  world.update(() => setShare(world, actor.user, 'resource', resource.id, grantee, access))
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
  const { resource, account } = managedAccount(world, actor.user, resourceId, accountId)
  world.update(() => setShare(world, actor.user, 'account', account.id, grantee, access))
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
      for (const grantee of grantees) setShare(world, actor.user, 'group', group.id, grantee, access)
    }
  })
  audit(world, actor, { operation: 'Resource Group Shared' })
}

function setShare(
  world: PmpWorld,
  user: UserRow,
  target: ShareRow['target'],
  targetId: string,
  { userId, userGroupId }: Grantee,
  access: AccessType,
): void {
  const [grantee, granteeId] =
    userId === undefined
      ? (['usergroup', userGroupInside(world, user, userGroupId ?? '').id] as const)
      : (['user', userInside(world, user, userId).id] as const)
  const { shares } = world.tables
  const share = { target, targetId, grantee, granteeId }
  if (access === 'revoke') shares.delete(shareKey(share))
  else shares.put(shareKey(share), { ...share, level: access })
}
