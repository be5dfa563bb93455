/** Groups of users, whom things are shared with at once. */
import { OUR_READING, PmpError } from '../errors.ts'
import { inOrganization, shareKey, type UserGroupRow, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { isWithin, requireAdministrator, requireManager } from './rights.ts'
import { nextId, type Actor, type PmpWorld } from './world.ts'

/** The user groups of the organisation, in the order of their ids. */
export function listUserGroups(world: PmpWorld, { user }: Actor): UserGroupRow[] {
  requireManager(user)
  return [...world.tables.userGroups.walk('id', { group: user.organizationId })]
}

/** A user group, for whoever may share with it. */
export function showUserGroup(world: PmpWorld, { user }: Actor, id: string): UserGroupRow {
  requireManager(user)
  return userGroupInside(world, user, id)
}

/** @throws PmpError when the name is taken, or a user is not there */
export function createUserGroup(
  world: PmpWorld,
  actor: Actor,
  name: string,
  memberIds: readonly string[],
): UserGroupRow {
  requireAdministrator(actor.user)
  requireFreeName(world, actor.user, name)
  requireMembers(world, actor.user, memberIds)
  const group = world.update(() => {
    const { organizationId } = actor.user
    const created = { id: nextId(world, 'userGroups'), organizationId, name, memberIds: distinct(memberIds) }
    world.tables.userGroups.put(created.id, created)
    return created
  })
  audit(world, actor, { type: 'User', operation: 'User Group Added' })
  return group
}

/** Members that are absent keep what is there. */
export interface UserGroupEdit {
  readonly name?: string
  readonly memberIds?: readonly string[]
}

export function editUserGroup(world: PmpWorld, actor: Actor, id: string, edit: UserGroupEdit): void {
  requireAdministrator(actor.user)
  const group = userGroupInside(world, actor.user, id)
  const { name = group.name, memberIds = group.memberIds } = edit
  if (name !== group.name) requireFreeName(world, actor.user, name)
  requireMembers(world, actor.user, memberIds)
  const row = { ...group, name, memberIds: distinct(memberIds) }
  world.update(() => world.tables.userGroups.put(id, row))
  audit(world, actor, { type: 'User', operation: 'User Group Modified' })
}

/** Takes a group away with what was shared with it, and with the organisations it might work in; its users stay. */
export function deleteUserGroup(world: PmpWorld, actor: Actor, id: string): void {
  requireAdministrator(actor.user)
  userGroupInside(world, actor.user, id)
  const { shares, organizations, userGroups } = world.tables
  world.update(() => {
    for (const share of shares.find('grantee', `usergroup/${id}`)) shares.delete(shareKey(share))
    for (const one of organizations.values()) {
      if (!one.managerGroupIds.includes(id)) continue
      organizations.put(one.id, { ...one, managerGroupIds: one.managerGroupIds.filter((it) => it !== id) })
    }
    userGroups.delete(id)
  })
  audit(world, actor, { type: 'User', operation: 'User Group Deleted' })
}

export function userGroupId(world: PmpWorld, { user }: Actor, name: string): string {
  requireManager(user)
  const group = world.tables.userGroups.first('name', inOrganization(user.organizationId, name))
  if (group) return group.id
  throw noSuchGroup(name)
}

/** A group of the organisation that a user works in. @throws PmpError when there is none */
export function userGroupInside(world: PmpWorld, user: UserRow, id: string): UserGroupRow {
  const group = world.tables.userGroups.get(id)
  if (group && isWithin(user, group)) return group
  throw noSuchGroup(id)
}

/** Puts a user into the group of that name; part of an open update. @throws PmpError when there is none */
export function joinUserGroup({ tables }: PmpWorld, user: UserRow, name: string): void {
  const group = tables.userGroups.first('name', inOrganization(user.organizationId, name))
  if (!group) throw noSuchGroup(name)
  tables.userGroups.put(group.id, { ...group, memberIds: [...group.memberIds, user.id] })
}

function requireFreeName({ tables }: PmpWorld, { organizationId }: UserRow, name: string): void {
  if (!tables.userGroups.first('name', inOrganization(organizationId, name))) return
  throw new PmpError('user-group.exists', `There is a user group "${name}" already.`, OUR_READING)
}

function requireMembers({ tables }: PmpWorld, user: UserRow, memberIds: readonly string[]): void {
  for (const id of memberIds) {
    const member = tables.users.get(id)
    if (member && isWithin(user, member)) continue
    throw new PmpError('user.not-found', `There is no user "${id}" here.`, OUR_READING)
  }
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}

function noSuchGroup(asked: string): PmpError {
  return new PmpError('user-group.not-found', `There is no user group "${asked}" here.`, OUR_READING)
}
