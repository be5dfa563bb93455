/** Resource groups: making, showing, editing and filling them. */
import { OUR_READING, PmpError } from '../errors.ts'
import {
  inOrganization,
  shareKey,
  type Criterion,
  type ResourceGroupRow,
  type ResourceRow,
  type UserRow,
} from '../state.ts'
import { audit } from './audit.ts'
import { requireColumn } from './resource-columns.ts'
import { listed, type Listed } from './pages.ts'
import { chosenBy, memberRows } from './resource-group-members.ts'
import { findResource, isWithin, listedFor, requireManager, seesResource, sharedLevel } from './rights.ts'
import { byId, nextId, type Actor, type PmpWorld } from './world.ts'

/** The resource groups a user owns, or all for a super administrator, in the order of their ids. */
export function listGroups(world: PmpWorld, user: UserRow): ResourceGroupRow[] {
  return [...world.tables.resourceGroups.walk('id', { group: listedFor(user) })]
}

/** Who owns groups, in the order of their ids. */
export function groupOwners(world: PmpWorld, groups: readonly ResourceGroupRow[]): UserRow[] {
  const ids = new Set(groups.map(({ ownerId }) => ownerId))
  return [...ids].flatMap((id) => world.tables.users.get(id) ?? []).sort(byId)
}

/** A group that the user owns, or any for a super administrator. @throws PmpError when there is none */
export function findGroup(world: PmpWorld, user: UserRow, id: string): ResourceGroupRow {
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

/** A group of one's own, or one that is shared with the user. @throws PmpError when there is none */
export function groupSeen(world: PmpWorld, user: UserRow, id: string): ResourceGroupRow {
  const group = world.tables.resourceGroups.get(id)
  const isShared = group && isWithin(user, group) && sharedLevel(world, user, 'group', id) !== 'none'
  return isShared ? group : findGroup(world, user, id)
}

/** The resources of a group that the user sees, in the order of their ids. */
export function resourcesInGroup(world: PmpWorld, user: UserRow, id: string): Listed<ResourceRow> {
  const group = groupSeen(world, user, id)
  const rows = memberRows(world, group)
  const seesAll = user.superAdministrator || sharedLevel(world, user, 'group', id) !== 'none'
  return seesAll ? rows : listed([...rows.from(0)].filter((one) => seesResource(world, user, one)))
}

export interface NewGroup {
  readonly name: string
  readonly description: string
  /** Makes the group a dynamic one, which fills itself. */
  readonly criteria: readonly Criterion[] | undefined
  /** What a static group holds at first. */
  readonly resourceIds: readonly string[]
}

export function createGroup(world: PmpWorld, actor: Actor, given: NewGroup): ResourceGroupRow {
  requireManager(actor.user)
  requireFreeName(world, actor.user, given.name)
  for (const id of given.resourceIds) findResource(world, actor.user, id)
  const { organizationId, id: ownerId } = actor.user
  const { criteria = null, ...members } = given
  for (const { column } of criteria ?? []) requireColumn(world.tables, column)
  const group = world.update(() => {
    const resourceIds = criteria ? chosenBy(world, organizationId, criteria) : [...new Set(given.resourceIds)]
    const id = nextId(world, 'resourceGroups')
    const created: ResourceGroupRow = { ...members, id, organizationId, ownerId, criteria, resourceIds }
    world.tables.resourceGroups.put(id, created)
    return created
  })
  audit(world, actor, { operation: 'Resource Group Added' })
  return group
}

/** Members that are absent keep what is there. */
export type GroupEdit = Partial<Pick<NewGroup, 'name' | 'description' | 'criteria'>>

export function editGroup(world: PmpWorld, actor: Actor, id: string, edit: GroupEdit): void {
  requireManager(actor.user)
  const group = findGroup(world, actor.user, id)
  if (edit.name !== undefined && edit.name !== group.name) requireFreeName(world, actor.user, edit.name)
  const criteria = edit.criteria ?? group.criteria
  for (const { column } of edit.criteria ?? []) requireColumn(world.tables, column)
  if (edit.criteria && !group.criteria) throw wrongKind(group, 'static', 'has no criteria')
  const resourceIds = criteria ? chosenBy(world, group.organizationId, criteria) : group.resourceIds
  world.update(() => world.tables.resourceGroups.put(id, { ...group, ...edit, criteria, resourceIds }))
  audit(world, actor, { operation: 'Resource Group Modified' })
}

/** Takes a group away with what it was shared by; its resources stay. */
export function deleteGroup(world: PmpWorld, actor: Actor, id: string): void {
  requireManager(actor.user)
  findGroup(world, actor.user, id)
  const { shares, resourceGroups } = world.tables
  world.update(() => {
    for (const share of shares.find('target', `group/${id}`)) shares.delete(shareKey(share))
    resourceGroups.delete(id)
  })
  audit(world, actor, { operation: 'Resource Group Deleted' })
}

/** Puts resources into a static group, or takes them out. */
export function changeMembers(
  world: PmpWorld,
  actor: Actor,
  groupId: string,
  change: 'add' | 'remove',
  resourceIds: readonly string[],
): void {
  requireManager(actor.user)
  const group = findGroup(world, actor.user, groupId)
  if (group.criteria) throw wrongKind(group, 'dynamic', 'fills itself')
  for (const id of resourceIds) findResource(world, actor.user, id)
  const all =
    change === 'add'
      ? [...new Set([...group.resourceIds, ...resourceIds])]
      : group.resourceIds.filter((id) => !resourceIds.includes(id))
  world.update(() => world.tables.resourceGroups.put(group.id, { ...group, resourceIds: all }))
  audit(world, actor, { operation: change === 'add' ? 'Resources Associated' : 'Resources Dissociated' })
}

/** The groups that a resource is in. */
export function groupsOf(world: PmpWorld, actor: Actor, resourceId: string): ResourceGroupRow[] {
  const resource = findResource(world, actor.user, resourceId)
  return [...world.tables.resourceGroups.find('resource', resource.id)].sort(byId)
}

function isGroupOf(user: UserRow, group: ResourceGroupRow): boolean {
  return isWithin(user, group) && (user.superAdministrator || group.ownerId === user.id)
}

function requireFreeName(world: PmpWorld, user: UserRow, name: string): void {
  if (!world.tables.resourceGroups.first('name', inOrganization(user.organizationId, name))) return
  throw new PmpError('resource-group.exists', `There is a resource group "${name}" already.`, OUR_READING)
}

function wrongKind({ name }: ResourceGroupRow, kind: string, why: string): PmpError {
  return new PmpError('input.invalid', `The ${kind} resource group "${name}" ${why}.`, OUR_READING)
}
