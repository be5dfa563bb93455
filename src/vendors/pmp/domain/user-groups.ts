/** Groups of users, whom things are shared with at once. */
import { OUR_READING, PmpError } from '../errors.ts'
import { inOrganization, type UserGroupRow, type UserRow } from '../state.ts'
import { isWithin, requireManager } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

/** The user groups of the organisation, in the order of their ids. */
export function listUserGroups(world: PmpWorld, { user }: Actor): UserGroupRow[] {
  requireManager(user)
  return [...world.tables.userGroups.values()].filter((group) => isWithin(user, group)).sort(byId)
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

function noSuchGroup(asked: string): PmpError {
  return new PmpError('user-group.not-found', `There is no user group "${asked}" here.`, OUR_READING)
}
